"""A portrait of a project, from which its hygiene is judged."""
