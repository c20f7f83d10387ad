"""Files that nobody writes by hand, as patterns that .gitignore and git's pathspecs both know."""

GENERATED = (
    *("**/*.lock", "**/*lock.json", "**/*lock.yaml", "**/*.lockfile", "**/go.sum", "**/npm-shrinkwrap.json"),
    *("**/*.po", "**/*.pot", "**/*.mo", "**/*.xlf", "**/*.xliff"),
    *("**/*.min.*", "**/*.map"),
)
"""Locks of dependencies, catalogues of messages, and what is minified, with its maps."""
