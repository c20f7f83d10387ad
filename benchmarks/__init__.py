"""Figures of the template and of the project that it makes, each beside a floor or a bound."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # the fake forge is there
