"""An audit as a page that a client reads."""
