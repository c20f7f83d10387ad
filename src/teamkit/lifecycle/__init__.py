"""What takes several rooms at once: looking at a repository as a whole, and changing it as a whole."""
