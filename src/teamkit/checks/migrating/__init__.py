"""What the checks over migrations share: their facts, and how branches and requests meet in them."""
