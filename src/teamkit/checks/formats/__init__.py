"""A verdict as text that machines read: pure, one module a format."""
