"""A project as two versions of its template make it, from the same answers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teamkit.findings import Refusal
from teamkit.lifecycle.rendering import Made, Template, refusing
from teamkit.lifecycle.updating.model import Question
from teamkit.lifecycle.updating.news import FILE
from teamkit.lifecycle.updating.recorded import Recorded

if TYPE_CHECKING:
    from copier._main import Worker


@dataclass(frozen=True)
class Versions:
    """A project as the version that it has makes it, and as the one that it gets does, each in a folder.

    `once` are paths below the project that the newer one writes only where there is none, `message` is what it tells
    those who update, `changelog` its own one.
    """

    base: Made
    theirs: Made
    questions: tuple[Question, ...]
    once: frozenset[str]
    message: str
    changelog: str


@dataclass(frozen=True)
class Order:
    """What to render: a project as it is in a folder, the version to take, answers that change, folders to fill."""

    project: Path
    recorded: Recorded
    version: str | None
    answers: Mapping[str, str]
    base: Path
    theirs: Path


def versions(order: Order) -> Versions:
    """Both versions, rendered as an update renders them; the project is only looked at.

    Raises Refusal where the template cannot be reached, asks for trust, is older, or refuses the answers.
    """
    with _asked(order) as asker:
        return _both(order, asker)


@contextmanager
def _asked(order: Order) -> "Iterator[Worker]":
    """A worker that has asked the questions of the version to take, and rendered nothing.

    Where the newest release is older than what the project has, that is the project's own version.
    """
    from copier._main import Worker, as_operation
    from copier._settings import SettingsModel

    for wanted in (order.version, order.recorded.version):
        worker = Worker(
            src_path=order.recorded.template,
            dst_path=order.project,
            vcs_ref=wanted,
            data=dict(order.answers),
            answers_file=Path(order.recorded.file),
            exclude=["*"],
            defaults=True,
            pretend=True,
            quiet=True,
            settings=SettingsModel(),
        )
        with refusing(Template(order.recorded.template, wanted)), worker:
            if not wanted and _is_older(worker):
                continue
            _refuse(order, worker)
            as_operation("update")(_ask)(worker)
            yield worker
            return


def _ask(worker: "Worker") -> None:
    """The part of an update that comes before any file: a link in the project may lead wherever it likes."""
    from copier._types import Phase

    worker._check_unsafe("update")
    with Phase.use(Phase.PROMPT):
        worker._ask()


def _both(order: Order, asker: "Worker") -> Versions:
    """Render; a template that was fetched once is not fetched again."""
    recorded = order.recorded
    last = dict(asker.subproject.last_answers)
    seed = order.theirs / recorded.file
    seed.parent.mkdir(parents=True, exist_ok=True)
    seed.write_bytes((order.project / recorded.file).read_bytes())
    newer = replace(asker, dst_path=order.theirs, data=_kept(asker), exclude=(), pretend=False, overwrite=True)
    newer.template = asker.template
    older = replace(newer, dst_path=order.base, data=last, exclude=asker.template.exclude, vcs_ref=recorded.version)
    older.template = _of(asker)
    theirs = _rendered(newer, order.theirs)
    with refusing(Template(recorded.template, recorded.version)):
        base = _rendered(older, order.base)
    paths = (path.relative_to(order.theirs) for path in order.theirs.rglob("*"))
    return Versions(
        base=base,
        theirs=theirs,
        questions=tuple(_new(asker, last)),
        once=frozenset(path.as_posix() for path in paths if newer.match_skip(path)),
        message=asker._render_string(asker.template.message_after_update).strip(),
        changelog=_changelog(asker.template.local_abspath),
    )


def _rendered(worker: "Worker", folder: Path) -> Made:
    from copier._main import Worker, as_operation

    as_operation("update")(Worker.run_copy)(worker)
    template = worker.template
    return Made(folder, str(template.version or ""), template.commit or "", worker.answers.combined)


def _of(worker: "Worker") -> Any:
    """The template that a project was made of, whose `_src_path` was read before."""
    return worker.subproject.template


def _is_older(worker: "Worker") -> bool:
    has, gets = _of(worker).version, worker.template.version
    return bool(has and gets and gets < has)


def _refuse(order: Order, worker: "Worker") -> None:
    recorded, template = order.recorded, worker.template
    unknown = sorted(set(order.answers) - set(template.questions_data))
    if unknown:
        asked = ", ".join(template.questions_data)
        raise Refusal(f"{recorded.template} does not ask for {', '.join(unknown)}; it asks for {asked}")
    if not template.commit:
        raise Refusal(f"the template {recorded.template} is not under git, so it has no versions")
    if _is_older(worker):
        raise Refusal(f"{template.commit} is older than {recorded.version}, which the project has; name a later one")
    if any(template.migration_tasks(stage, _of(worker)) for stage in ("before", "after")):
        what = f"{recorded.template} runs code of its own to update to {template.commit}, and nothing here trusts it"
        raise Refusal(f"{what}; read its _migrations, then: copier update --trust")


def _kept(worker: "Worker") -> dict[str, Any]:
    """The answers that a render from nothing needs, as an update hands them on."""
    answers = worker.answers
    return {
        name: value
        for name, value in answers.combined.items()
        if not name.startswith("_") and name not in answers.hidden and _is_plain(value)
    }


def _is_plain(value: Any) -> bool:
    from copier._types import JSONSerializable

    return isinstance(value, JSONSerializable)


def _new(worker: "Worker", last: Mapping[str, Any]) -> Iterator[Question]:
    """The questions that somebody could answer, and nobody was asked before."""
    before = _of(worker).questions_data
    known = {*before, *last, *worker.answers.hidden}
    for name, details in worker.template.questions_data.items():
        if name not in known and details.get("ask", True) is not False:
            yield Question(name, worker.answers.combined.get(name), str(details.get("help", "")))


def _changelog(template: Path) -> str:
    try:
        return (template / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
