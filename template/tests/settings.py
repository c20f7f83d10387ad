"""The project's settings as checks and tests use them: development, without a .env."""

import os

os.environ["DEBUG"] = "true"

from config.settings import *  # noqa: F403

# Hashing slowly protects passwords that exist; those of tests do not.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
