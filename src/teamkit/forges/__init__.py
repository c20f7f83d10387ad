"""What GitHub and GitLab know of a repository, behind one small protocol."""
