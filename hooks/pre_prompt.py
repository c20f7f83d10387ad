#!/usr/bin/env python3
"""Say that Copier is missing before any question is asked."""

import importlib.util
import shutil
import sys

if not (importlib.util.find_spec("copier") or shutil.which("copier") or shutil.which("uvx")):
    sys.exit(
        "error: Copier, which renders this template, is missing: install it beside Cookiecutter (pip install copier)"
    )
