"""What lands on a branch, line by line, in one pass over its patches."""
