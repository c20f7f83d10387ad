"""What is written about a fleet: its page, and what lets the engines of forges carry out a wave."""
