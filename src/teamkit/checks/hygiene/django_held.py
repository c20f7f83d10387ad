"""Guards that no new Django arrives by itself."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted, wishing
from teamkit.checks.portrait.looking import of_django
from teamkit.checks.portrait.topics import VERSIONS
from teamkit.dependencies.model import Dependencies, Wish
from teamkit.dependencies.spans import has_end, span
from teamkit.findings import Finding, Unseen


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where nothing keeps the next Django out."""
    seen = of_django(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell which Django is asked for: {seen.why}", mend=seen.mend)
        return
    wish = seen.dependencies.wishes.get("django")
    if seen.lock or not seen.sites or (wish and wish.is_elsewhere):
        return
    allowed = span(wish.words) if wish else None
    if wish and allowed is not None and not has_end(allowed):
        yield CHECK.fails(f"any Django is allowed that is {wish.words}" if wish.words else "any Django is allowed")
    elif allowed is None:
        yield CHECK.cannot_tell("no file says which Django is asked for", mend="ask for it, as in Django>=5.2,<5.3")


_ELSEWHERE = Dependencies({"django": Wish("git+https://example.com/django@v1", is_elsewhere=True)})

CHECK = Check(
    name="django-held",
    title="No new Django arrives by itself.",
    looks_at="Whether a lock file holds Django, or what the project asks for has an upper end.",
    why="The next deployment may bring a Django that nobody tested.",
    mend="ask for one line, as in Django>=5.2,<5.3, and lock it",
    run=judge,
    needs=("portrait",),
    topic=VERSIONS,
    effort="minutes",
    red=(wishing(""), wishing(">=4.2")),
    green=(
        painted(),
        wishing("~=5.2.0"),
        wishing("^5.2"),
        wishing("", sites=()),
        painted(lock=None, dependencies=_ELSEWHERE),
    ),
    unknown=(*UNPAINTED, painted(lock=None, dependencies=Dependencies()), wishing("whatever")),
)
