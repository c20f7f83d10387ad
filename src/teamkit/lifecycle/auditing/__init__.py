"""Audits a repository that nobody has adopted, and leaves it as it is."""
