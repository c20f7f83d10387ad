"""What follows from team.yml: owners files, pages and regions, pure until they are written."""
