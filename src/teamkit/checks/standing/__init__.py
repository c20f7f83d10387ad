"""Where a flow stands: what comes next, what blocks it, and who is to act."""
