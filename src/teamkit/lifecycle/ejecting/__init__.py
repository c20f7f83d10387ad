"""Take a project out of the hands of its template: what goes, what stays, delivered as a branch."""
