"""The checks themselves, one module each."""
