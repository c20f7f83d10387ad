"""Whether what the commits of one branch changed is on another branch too."""
