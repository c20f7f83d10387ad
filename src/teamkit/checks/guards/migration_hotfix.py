"""Guards that no migration reaches production by a hotfix without the word of the schema owner."""

from collections.abc import Iterator
from dataclasses import replace

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import NOBODY, given
from teamkit.checks.migrating.facts import NOT_GATHERED, Hotfix, Setting
from teamkit.checks.migrating.fixtures import HERE, SHALLOW, THEN, a_request, around, migrating
from teamkit.checks.migrating.schema_owner import owners
from teamkit.findings import Finding, Place, Unseen
from teamkit.forges.model import Act, Review
from teamkit.history.signing import Signed
from teamkit.team.authors import signatory


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each new migration of a hotfix for which no owner has given a word."""
    setting = facts.migrations.setting
    if isinstance(setting, Unseen):
        yield CHECK.cannot_tell(f"nobody could look at what is new here: {setting.why}", mend=setting.mend)
        return
    for migration in setting.hotfix.new:
        asked = owners(facts, migration.path)
        if not asked:
            mend = "name an accountable of the area in team.yml"
            yield CHECK.cannot_tell("new on a hotfix, and team.yml names nobody for it", Place(migration.path), mend)
        elif not asked & {*vouching(facts, setting, migration.path)}:
            said = " or ".join(sorted(facts.team.users[name].name for name in asked))
            mend = f'{CHECK.mend}: git commit --allow-empty --only --trailer "Approved-by: {min(asked)}"'
            yield CHECK.fails(f"new on a hotfix, without a word of {said}", Place(migration.path), mend)


def vouching(facts: Facts, setting: Setting, path: str) -> Iterator[str | None]:
    """The users who stand behind a file: authors of commits that touch it, and whoever approved the branch."""
    for commit in setting.hotfix.signed:
        names = (*commit.reviewers, *(commit.authors if path in commit.paths else ()))
        yield from (signatory(facts.team, name) for name in names)
    for request in facts.requests if isinstance(facts.requests, tuple) else ():
        if request.head == setting.own.branch.head:
            approved = (review.author for review in request.reviews if review.act is Act.APPROVED)
            yield from (signatory(facts.team, handle) for handle in approved if handle)


_NEW = around(hotfix=Hotfix((HERE,)))
_OF_ALAN = Signed(("Alan <alan@example.com>", "Alan <alan@example.com>"), (), (HERE.path,))
_OF_ADA = Signed(("Alan <alan@example.com>", "Ada <ada@example.com>"), (), (HERE.path,))
_BY_GRACE = Signed(("Alan <alan@example.com>",), ("Grace <grace@example.com>",), ())
_ELSEWHERE = Signed(("Ada <ada@example.com>",), (), ("README.md",))
_APPROVED = a_request(HERE.path, head=_NEW.own.branch.head, reviews=(Review("ada", Act.APPROVED, THEN),))
_COMMENTED = a_request(HERE.path, head=_NEW.own.branch.head, reviews=(Review("ada", Act.COMMENTED, THEN),))


def _signed(*signed: Signed) -> Facts:
    return migrating(replace(_NEW, hotfix=Hotfix((HERE,), signed)))


CHECK = Check(
    name="migration-hotfix",
    title="No migration is on a hotfix without the word of the schema owner.",
    looks_at="On `hotfix/*` the migrations that production lacks, and who wrote or committed them, who is named by "
    "`Reviewed-by` or `Approved-by`, and who approved the request, against accountable and deputy of the area.",
    why="A hotfix skips the release in which a migration is tried, and it cannot be taken back where data is lost.",
    mend="let one of them look at it, and note the word",
    run=judge,
    needs=("migrations",),
    wants=("requests",),
    red=(_signed(), _signed(_OF_ALAN), _signed(_OF_ALAN, _ELSEWHERE), migrating(_NEW, requests=(_COMMENTED,))),
    green=(
        migrating(around()),
        _signed(_OF_ADA),
        _signed(_OF_ALAN, _BY_GRACE),
        migrating(_NEW, requests=(_APPROVED,)),
    ),
    unknown=(given(migrations=NOT_GATHERED), migrating(SHALLOW), given(NOBODY.team, migrations=_signed().migrations)),
)
