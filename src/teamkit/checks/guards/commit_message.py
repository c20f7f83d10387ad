"""Guards that commits say what they do in the form that the repository asks for."""

from collections.abc import Iterator

from teamkit.checks.branching.fixtures import NOWHERE, saying
from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.findings import Finding, Unseen
from teamkit.forges.pipelines import UnderTest
from teamkit.history.current import Current
from teamkit.history.kinds import kind_of
from teamkit.history.messages import FOLDED, Form, Message

UNREAD = Unseen("nobody read them", "run `teamkit check commit-message` in a clone of the repository")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each commit of the branch without the form, and for the title of a request that may be squashed."""
    said, here = facts.messages or UNREAD, facts.current or NOWHERE
    if isinstance(said, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at the messages of commits: {said.why}", mend=said.mend)
    elif said.form:
        yield from (finding for message in said.own if (finding := of_commit(said.form, message)))
        if facts.under_test and isinstance(here, Current):
            yield from of_title(said.form, here, facts.under_test)


def of_commit(form: Form, message: Message) -> Finding | None:
    """What is wrong with a commit of a person."""
    if message.is_bots:
        return None
    if message.text.startswith(FOLDED):
        what = f'"{message.subject}" is not folded into its commit yet'
        return CHECK.fails(f"{message.short}: {what}", mend="fold it: `git rebase --interactive --autosquash <base>`")
    fault = form.fault(message.text)
    mend = f"{CHECK.mend}; for example: {form.example}"
    return CHECK.fails(f"{message.short}: {fault}", mend=mend) if fault else None


def of_title(form: Form, here: Current, request: UnderTest) -> Iterator[Finding]:
    """What is wrong with a title that a squash makes the message of a commit."""
    kind = kind_of(here.flow, request.source)
    if kind and not (kind.by_merge or kind.is_bots) and request.title and (fault := form.fault(request.title)):
        mend = f"change the title, which a squash makes the message; for example: {form.example}"
        yield CHECK.fails(f"the title of the request: {fault}", mend=mend)


def _titled(title: str, source: str = "feature/prices") -> Facts:
    return given(messages=saying("feat: add prices"), under_test=UnderTest(7, source, "develop", title))


CHECK = Check(
    name="commit-message",
    title="Commits say what they do in the form that the repository asks for.",
    looks_at="The commits that this branch alone has, by the repository's commitizen configuration, and in a pipeline "
    "the title of a request that may be squashed. Merges, reverts, bots and commits from before that configuration "
    "pass; without one nothing is asked. What `--autosquash` folds is to be folded before it is merged.",
    why="The changelog and the number of the next version are made of these messages.",
    mend="say it anew: `git commit --amend` for the newest commit, `git rebase --interactive <base>` for an older one",
    run=judge,
    needs=("messages", "current", "under_test"),
    red=(
        given(messages=saying("Add prices")),
        given(messages=saying("feat: add prices", "feat add prices")),
        given(messages=saying("fixup! feat: add prices")),
        _titled("Add prices"),
    ),
    green=(
        given(messages=saying("feat: add prices", "Merge branch 'develop'")),
        given(messages=saying("Add prices", form=None)),
        given(messages=saying("Bump django from 6.1.3 to 6.1.4", author="dependabot[bot]")),
        _titled("feat: add prices"),
        _titled(""),
        _titled("Release 1.2.0", "release/1.2.0"),
        _titled("Bump django from 6.1.3 to 6.1.4", "dependabot/uv/django-6.1.4"),
    ),
    unknown=(given(), given(messages=Unseen("the history is cut off", "git fetch --unshallow"))),
)
