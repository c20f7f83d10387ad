"""What the checks over branches share."""
