"""The report of a period as a page, with its numbers beside it."""
