"""Say of a request what its change asks for."""
