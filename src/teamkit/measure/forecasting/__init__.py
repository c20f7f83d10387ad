"""What a team's own history says about what is to come, and how often it was right before."""
