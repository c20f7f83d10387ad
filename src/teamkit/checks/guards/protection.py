"""Guards that a forge holds branches and tags to the rules of the repository."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.fixtures import given
from teamkit.checks.wording import some
from teamkit.findings import Finding, Place, Unseen
from teamkit.forges.protecting.comparing import Comparison
from teamkit.forges.protecting.model import Difference, Edit, Kind, Rule

APPLY = "look with `teamkit protect plan`; whoever administers the repository runs `teamkit protect apply`"
UNASKED = Unseen("nobody asked the forge", APPLY)
DELETE = "delete it on the forge, or change the rule here to go with it"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each rule that is not in force, for what makes one impossible, and for what nobody could see."""
    found = UNASKED if facts.protection is None else facts.protection
    if isinstance(found, Unseen):
        yield CHECK.cannot_tell(f"nobody could look which rules are in force: {found.why}", mend=found.mend)
    else:
        for difference in found.differences:
            yield CHECK.fails(told(difference), Place(difference.wanted.where), identity=difference.wanted.title)
        for clash in found.clashes:
            yield CHECK.fails(clash, mend=DELETE)
        for what, unseen in found.unseen.items():
            yield CHECK.cannot_tell(f"nobody could compare {what}: {unseen.why}", mend=unseen.mend)
        for note in (*found.notes, *found.others):
            yield CHECK.reports(note, mend="nothing to do")


def told(difference: Difference) -> str:
    """What of a rule is not in force."""
    if difference.live is None:
        return f"{difference.wanted.title} is missing on the forge"
    return f"{difference.wanted.title} is not in force as written: {some([edit.key for edit in difference.edits])}"


_RULE = Rule(Kind.RULESET, "production", {"name": "production", "enforcement": "active"}, ".github/rulesets/x.json")
_EDIT = Edit("rules.deletion", now=None, wanted=True)

CHECK = Check(
    name="protection",
    title="The forge holds branches, tags and requests to the rules that the repository keeps as files.",
    looks_at="`.github/rulesets/*.json` and `.github/settings.yml`, or `.gitlab/protection.yml`, against what is in "
    "force on the forge, classic protection included. That is asked with `GITHUB_TOKEN` or `GITLAB_TOKEN`, and shows "
    "who may bypass a rule, settings and classic protection to administrators alone.",
    why="A rule that somebody switched off with a click protects nothing, and nobody notices.",
    mend=APPLY,
    run=judge,
    only_named=True,
    needs=("team", "protection"),
    red=(
        given(protection=Comparison(differences=(Difference(_RULE, None),))),
        given(protection=Comparison(differences=(Difference(_RULE, _RULE, (_EDIT,)),))),
        given(protection=Comparison(clashes=("classic protection of main lets nobody change main",))),
        given(
            protection=Comparison(
                differences=(Difference(_RULE, None),),
                unseen={"repository settings": Unseen("not for this token", "use another")},
            )
        ),
    ),
    green=(
        given(protection=Comparison()),
        given(protection=Comparison(others=("classic protection of main is in force too",), notes=("one person",))),
    ),
    unknown=(
        given(),
        given(protection=Unseen("GITHUB_TOKEN is not set", "set GITHUB_TOKEN")),
        given(protection=Comparison(unseen={"ruleset production": Unseen("not available on this plan", "go public")})),
    ),
)
