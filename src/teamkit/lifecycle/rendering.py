"""What a template makes of answers, rendered into a folder of its own by Copier."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from teamkit.findings import Refusal
from teamkit.forges.addresses import without_password

ANSWERS_FILE = ".copier-answers.yml"
Operation = Literal["copy", "update"]


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
        with refusing(self), worker:
            as_operation(operation)(Worker.run_copy)(worker)
            template = worker.template
            return Made(folder, str(template.version or ""), template.commit or "", worker.answers.combined)


@contextmanager
def refusing(template: Template) -> Iterator[None]:
    """Tell in one line why Copier cannot work with a template, and nothing else that it has to say.

    Raises Refusal, and OSError where the disk is at fault.
    """
    from copier.errors import CopierWarning

    with warnings.catch_warnings(), redirect_stderr(StringIO()):
        warnings.simplefilter("ignore", CopierWarning)
        try:
            yield
        except Refusal as refusal:
            raise Refusal(without_password(str(refusal))) from None
        except Exception as error:  # a template is a program, which fails in its own ways
            if isinstance(error, OSError) and error.errno:
                raise
            raise Refusal(_told(error, template)) from None


def _told(error: Exception, template: Template) -> str:
    """Why Copier did not render, in one line that holds no password."""
    from copier.errors import ConfigFileError, CopierError, UnsafeTemplateError

    address, said = map(without_password, (template.address, " ".join(str(error).split())))
    named = f"the template {address} at {template.version}" if template.version else f"the template {address}"
    if isinstance(error, UnsafeTemplateError):
        return f"the template {address} wants to run code of its own, and nothing here trusts it: use one that does not"
    if isinstance(error, ConfigFileError):
        return f"the template {address} has settings that nobody can read; tell those who keep it"
    if "Unknown revision" in said:
        return f"the template {address} has no version {template.version}; see them: git ls-remote --tags {address}"
    fatal = [line.partition("fatal: ")[2] for line in str(error).splitlines() if "fatal: " in line]
    if fatal or "must be a directory" in said:
        *_, reason = [said, *map(without_password, fatal)]
        return f"{named} cannot be reached ({reason}); mend the address or the network"
    if isinstance(error, ValueError) and not isinstance(error, CopierError):
        return f"the template refuses the answers: {said}"
    return f"the template {address} has an error of its own ({said}); tell those who keep it"
