"""An audit of a repository that nobody has adopted: what it is made of, and what checks find in it."""
