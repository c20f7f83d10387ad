"""What a template makes of answers, rendered into a folder of its own by Copier."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from teamkit.findings import Refusal

ANSWERS_FILE = ".copier-answers.yml"
Operation = Literal["copy", "update"]
_PASSWORD = re.compile(r"(?<=://)[^/@\s]+@")


@dataclass(frozen=True)
class Made:
    """What was rendered, where, of which version of the template, and every answer that was used."""

    folder: Path
    version: str
    commit: str
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Template:
    """A template by its address, at a version of it; None for its newest release."""

    address: str
    version: str | None = None

    def render(
        self,
        folder: Path,
        answers: Mapping[str, Any],
        *,
        answers_file: str = ANSWERS_FILE,
        operation: Operation = "update",
        without: Sequence[str] = (),
    ) -> Made:
        """Render into a folder; what is not answered gets its default, `without` are patterns of what is left out.

        Raises Refusal where the template cannot be reached, asks for trust, or refuses the answers.
        """
        from copier._main import Worker, as_operation
        from copier.errors import CopierWarning

        worker = Worker(
            src_path=self.address,
            dst_path=folder,
            vcs_ref=self.version,
            data=dict(answers),
            answers_file=Path(answers_file),
            exclude=without,
            defaults=True,
            overwrite=True,
            quiet=True,
        )
        with warnings.catch_warnings(), refusing(self):
            warnings.simplefilter("ignore", CopierWarning)
            with worker:
                as_operation(operation)(Worker.run_copy)(worker)
                template = worker.template
                return Made(folder, str(template.version or ""), template.commit or "", worker.answers.combined)


@contextmanager
def refusing(template: Template) -> Iterator[None]:
    """Tell in one line what Copier, git and the template itself refuse; what the disk refuses is told elsewhere."""
    from copier.errors import CopierError
    from jinja2 import TemplateError
    from plumbum import ProcessExecutionError

    try:
        yield
    except (CopierError, ProcessExecutionError, TemplateError, ValueError) as error:
        raise Refusal(_told(error, template)) from None


def _told(error: Exception, template: Template) -> str:
    """Why Copier did not render, in one line that holds no password."""
    from copier.errors import ConfigFileError, UnsafeTemplateError
    from jinja2 import TemplateError

    address, said = (_PASSWORD.sub("", text) for text in (template.address, " ".join(str(error).split())))
    if isinstance(error, UnsafeTemplateError):
        return f"the template {address} wants to run code of its own, and nothing here trusts it: use one that does not"
    if isinstance(error, ConfigFileError):
        return f"the template {address} has settings that nobody can read; tell those who keep it"
    if isinstance(error, TemplateError):
        return f"the template {address} has an error of its own ({said}); tell those who keep it"
    if "Unknown revision" in said:
        return f"the template {address} has no version {template.version}; see them: git ls-remote --tags {address}"
    if isinstance(error, OSError) or "must be a directory" in said:
        version = f" at {template.version}" if template.version else ""
        *_, last = [line for line in str(error).splitlines() if "fatal:" in line] or [said]
        reason = _PASSWORD.sub("", last.partition("fatal: ")[2] or last)
        return f"the template {address}{version} cannot be reached ({reason}); mend the address or the network"
    return f"the template refuses the answers: {said}"
