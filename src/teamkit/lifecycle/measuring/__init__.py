"""Gather what figures are computed from, and compute them."""
