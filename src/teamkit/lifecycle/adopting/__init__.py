"""Bring the team's layer to a repository that exists: planned first, then delivered as a branch that only adds."""
