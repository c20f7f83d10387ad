"""The headings of an audit, in their order."""

SECRETS = "Secrets"
SETTINGS = "Production settings"
VERSIONS = "Versions and packages"
TESTS = "Tests and pipelines"
DATABASE = "Database"
HISTORY = "History"
PEOPLE = "Working together"
TOPICS = (SECRETS, SETTINGS, VERSIONS, TESTS, DATABASE, HISTORY, PEOPLE)
