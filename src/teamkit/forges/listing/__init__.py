"""Which repositories an organisation or a group has."""
