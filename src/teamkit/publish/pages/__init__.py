"""The frame that every page of the tool stands in."""
