"""What a forge remembers: requests from their beginning to their end, deployments, incidents."""
