"""A forge on loopback that behaves as GitHub and GitLab do, as far as the tool asks them."""
