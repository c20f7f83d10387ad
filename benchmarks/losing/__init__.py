"""What updates lose, by random histories of templates and of their owners' projects."""
