"""Guards that a pipeline runs the tests."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, painted
from teamkit.checks.portrait.looking import portrait
from teamkit.checks.portrait.topics import TESTS
from teamkit.checks.wording import some
from teamkit.findings import Finding, Unseen
from teamkit.projects.model import Pipeline


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where there is no pipeline, or none that runs tests."""
    seen = portrait(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell what pipelines do: {seen.why}", mend=seen.mend)
    elif not seen.pipelines:
        yield CHECK.fails("there is no pipeline")
    elif not any(each.runs_tests for each in seen.pipelines):
        paths = some([each.path for each in seen.pipelines])
        if any(each.runs_tests is None for each in seen.pipelines):
            yield CHECK.cannot_tell(f"nobody can tell whether these run tests: {paths}", mend="look there")
        else:
            yield CHECK.fails(f"none of these runs tests: {paths}", identity="none runs tests")


_LINTS, _CALLS = (Pipeline("GitHub Actions", ".github/workflows/ci.yml", runs) for runs in (False, None))

CHECK = Check(
    name="pipeline",
    title="A pipeline runs the tests.",
    looks_at="The files of GitHub Actions, GitLab CI, Jenkins and others: whether one of them names a runner of tests, "
    "or calls what may run them.",
    why="Tests that run on nobody's machine stop to pass, and nobody knows when.",
    mend="run the tests for each request, and let the forge ask for that result before it merges",
    run=judge,
    needs=("portrait",),
    topic=TESTS,
    effort="half a day",
    red=(painted(pipelines=()), painted(pipelines=(_LINTS,))),
    green=(painted(),),
    unknown=(*UNPAINTED, painted(pipelines=(_LINTS, _CALLS))),
)
