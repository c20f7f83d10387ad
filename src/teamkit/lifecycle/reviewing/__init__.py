"""What the team knows of the reviews of its open requests."""
