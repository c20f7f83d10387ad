"""Git, read only: which files there are, what changed, and who changed it."""
