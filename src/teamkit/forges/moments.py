"""Times as forges and caches write them."""

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

Moment = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""An instant in Python's own UTC: a time in another zone, if only by its name, is compared fifteen times slower."""
