"""Replay simulated teams with and without the proposals about reviewers: no figure here is of a real team."""
