"""team.yml: who is in the team, who owns what, and who answers today."""
