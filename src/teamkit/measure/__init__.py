"""Figures from facts: nothing here looks anything up or writes anything."""
