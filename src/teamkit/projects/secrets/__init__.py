"""What in a file looks like a secret, without keeping it."""
