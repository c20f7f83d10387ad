"""What people read on a terminal: what rooms found, in words and colours."""
