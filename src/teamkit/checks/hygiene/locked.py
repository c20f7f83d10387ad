"""Guards that everybody installs the same packages."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.facts import Portrait
from teamkit.checks.portrait.fixtures import UNPAINTED, painted, wishing
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.checks.wording import counted, some
from teamkit.dependencies.model import Dependencies, Wish
from teamkit.findings import Finding, Place, Unseen
from teamkit.projects.model import Said

CONDA = "conda"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where a project has neither a lock file nor a fixed version for each package that it asks for."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell what is locked: {seen.why}", mend=seen.mend)
    elif seen.lock or not seen.sites:
        return
    elif not seen.dependencies.wishes or (seen.tool and seen.tool.value == CONDA):
        yield CHECK.cannot_tell("no file that can be read says which packages it needs", mend=CHECK.mend)
    elif loose := floating(seen):
        what = f"there is no lock file, and {counted(len(loose), 'package')} may come in any version: {some(loose)}"
        yield CHECK.fails(what, seen.tool.where if seen.tool else None, identity="no lock file")


def floating(seen: Portrait) -> list[str]:
    """The packages that the application needs and that two installations may get in two versions."""
    wishes = seen.dependencies.wishes.items()
    return [
        name for name, wish in wishes if wish.is_runtime and not wish.is_elsewhere and not wish.words.startswith("==")
    ]


_PINNED = Dependencies({"django": Wish("==5.2.1"), "gunicorn": Wish("", is_runtime=False)})

CHECK = Check(
    name="locked",
    title="Everybody installs the same packages.",
    looks_at="Whether there is a lock file (of uv, Poetry, PDM, Pipenv or pip-compile), or a fixed version of each "
    "package that is asked for. A package that others install needs none.",
    why="What was tested is not what is deployed, and a bad release of somebody else arrives by itself.",
    mend="write one: `uv lock`, `poetry lock`, or `uv pip compile requirements.in --output-file requirements.txt`",
    run=judge,
    needs=("portrait",),
    topic=VERSIONS,
    effort="an hour",
    red=(wishing(">=5.2,<6"), wishing("")),
    green=(painted(), painted(lock=None, dependencies=_PINNED), wishing("", sites=())),
    unknown=(
        *UNPAINTED,
        painted(lock=None, dependencies=Dependencies()),
        wishing("", tool=Said(CONDA, Place("environment.yml"))),
    ),
)
