"""Make of figures what the report says, shows and draws."""
