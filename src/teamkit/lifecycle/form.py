"""The form of messages that a repository's commitizen configuration asks for."""

import re
from collections.abc import Iterator
from pathlib import Path

from teamkit.findings import Unseen
from teamkit.history.messages import Form, without_comments

FILES = (".cz.toml", "cz.toml", ".cz.json", "cz.json", ".cz.yaml", "cz.yaml", "pyproject.toml")
WORD = "commitizen"


def fault(root: Path, text: str) -> str | Unseen | None:
    """What is wrong with a message that is about to be committed, with an example; git itself refuses an empty one."""
    asked, message = form(root), without_comments(root, text)
    if isinstance(asked, Unseen):
        return asked
    wrong = asked.fault(message) if asked and message else None
    return f"{wrong}; for example: {asked.example}" if asked and wrong else None


def form(root: Path) -> Form | Unseen | None:
    """The form that the first configuration asks for, or why nobody can tell; None without any."""
    return next((found for path in _candidates(root) if (found := _read(path))), None)


def _candidates(root: Path) -> Iterator[Path]:
    """The files that may hold a configuration: importing the library costs too much where there is none."""
    files = (root / name for name in FILES)
    return (path for path in files if path.is_file() and WORD.encode() in path.read_bytes())


def _read(path: Path) -> Form | Unseen | None:
    """The form that one file asks for; the library raises whatever comes of values that it did not expect."""
    from commitizen.exceptions import CommitizenException, ConfigFileIsEmpty, NoCommitizenFoundException

    try:
        return _form(path)
    except ConfigFileIsEmpty:
        return None
    except NoCommitizenFoundException:
        why, mend = "names rules that do not come with this tool", "hold messages to them with `cz check`"
    except (CommitizenException, re.error, AttributeError, TypeError, ValueError) as error:
        why, mend = f"cannot be understood: {str(error).partition('\n')[0]}", "mend its section on commitizen"
    return Unseen(f"{path.name} {why}", mend)


def _form(path: Path) -> Form:
    from commitizen.config import read_cfg
    from commitizen.factory import committer_factory

    config = read_cfg(str(path))
    rules, settings = committer_factory(config), config.settings
    return Form(
        file=path.name,
        pattern=re.compile(rules.schema_pattern()),
        free=tuple(settings["allowed_prefixes"]),
        schema=_first_line(rules.schema()),
        example=_first_line(rules.example()),
        longest=int(settings["message_length_limit"]),
    )


def _first_line(text: str | None) -> str:
    return (text or "").partition("\n")[0]
