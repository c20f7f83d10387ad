"""What fleet.yml may say."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from teamkit.lifecycle.fleet.names import name_of

FLEET_FILE = "fleet.yml"


def without_secret(address: str) -> str:
    """An address that may be printed. Raises ValueError for one that holds a password or a token."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ValueError("is no address; write a path or a URL") from None
    is_web = parts.scheme in {"http", "https"}
    if parts.password or (is_web and (parts.username or parts.query)):
        raise ValueError("holds a password or a token; remove it here and let `git credential` keep it")
    return address


def named_by_address(value: Any) -> Any:
    """An entry that is nothing but an address, written out."""
    return {"address": value} if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1, max_length=400, pattern=r"^[^\x00-\x1f\x7f]+$")]
Address = Annotated[Text, AfterValidator(without_secret)]


class _Part(BaseModel):
    """A part of the file: what is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Repository(_Part):
    """A repository: a path, from the folder of this file on, or a URL; the last part of it is its name by default."""

    address: Address
    name: Text | None = None
    group: Text | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or name_of(self.address)


class Organisation(_Part):
    """All repositories of an organisation or user of GitHub, or of a group of GitLab, by the page where it lives."""

    address: Annotated[Address, Field(pattern=r"^https?://[^/]+/.")]
    group: Text | None = None


Several = BeforeValidator(named_by_address, json_schema_input_type=str | Repository)
Whole = BeforeValidator(named_by_address, json_schema_input_type=str | Organisation)


class FleetFile(_Part):
    """The repositories of a fleet, named one by one or read from a forge; a group is a heading of yours."""

    repositories: tuple[Annotated[Repository, Several], ...] = ()
    organisations: tuple[Annotated[Organisation, Whole], ...] = ()
