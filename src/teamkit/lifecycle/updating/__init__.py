"""Bring a project to a newer version of its template: rehearsed first, then delivered as a branch."""
