"""What a project depends on, as its files say."""
