"""Keep a project's team true: who owns what, who answers today, and whether the repository agrees."""

__version__ = "0.5.0"
