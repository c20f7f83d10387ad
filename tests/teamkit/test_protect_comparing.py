"""What is applied and read back compares equal, whatever it says and however a forge answers."""

import json
from typing import Any

from fake_forge.github_rules import with_additions
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from teamkit.findings import Unseen
from teamkit.forges.protecting.comparing import compare
from teamkit.forges.protecting.model import Kind, Live, Rule
from teamkit.forges.protecting.relaxing import relaxed
from teamkit.forges.protecting.ruleset import Ruleset
from teamkit.forges.protecting.schema import complaint

METHODS = st.lists(st.sampled_from(["merge", "squash", "rebase"]), min_size=1, unique=True)
REVIEW = st.fixed_dictionaries(
    {
        "required_approving_review_count": st.integers(0, 10),
        "require_last_push_approval": st.booleans(),
        "require_code_owner_review": st.booleans(),
        "dismiss_stale_reviews_on_push": st.booleans(),
        "required_review_thread_resolution": st.booleans(),
    },
    optional={"allowed_merge_methods": METHODS},
)
CONTEXTS = st.lists(
    st.builds(lambda name: {"context": name}, st.text(min_size=1)), unique_by=lambda each: each["context"]
)
STATUS = st.fixed_dictionaries(
    {"required_status_checks": CONTEXTS, "strict_required_status_checks_policy": st.booleans()},
    optional={"do_not_enforce_on_create": st.booleans()},
)
RULES = st.fixed_dictionaries(
    {},
    optional={
        "pull_request": REVIEW,
        "required_status_checks": STATUS,
        **dict.fromkeys(("deletion", "non_fast_forward", "update", "creation", "required_signatures"), st.none()),
    },
).map(lambda rules: [{"type": name} | ({"parameters": said} if said else {}) for name, said in rules.items()])
ACTORS = st.lists(
    st.fixed_dictionaries(
        {"actor_type": st.sampled_from(["Team", "User", "OrganizationAdmin", "DeployKey"])},
        optional={"actor_id": st.integers(1, 9), "bypass_mode": st.sampled_from(["always", "pull_request"])},
    )
)
REFS = st.lists(st.sampled_from(["refs/heads/main", "refs/heads/develop", "refs/heads/release/*", "~ALL"]), unique=True)
BODIES = st.fixed_dictionaries(
    {
        "name": st.text(min_size=1),
        "enforcement": st.sampled_from(["active", "disabled", "evaluate"]),
        "conditions": st.fixed_dictionaries({"ref_name": st.fixed_dictionaries({"include": REFS, "exclude": REFS})}),
        "rules": RULES,
        "bypass_actors": ACTORS,
    },
    optional={"target": st.sampled_from(["branch", "tag"])},
)
NOBODY = Unseen("not shown", "look as another")
READ = TypeAdapter(Ruleset)


def wanted(body: dict[str, Any]) -> Rule:
    return Rule(Kind.RULESET, body["name"], Ruleset.model_validate(body).body, "x.json")


def read_back(rule: Rule) -> Live:
    """What a forge answers after it took a rule, as the tool reads it."""
    answer = json.dumps(with_additions(1, dict(rule.body)))
    return Live((Rule(rule.kind, rule.name, READ.validate_json(answer).body, "rulesets/1"),), NOBODY)


@settings(max_examples=200)
@given(BODIES)
def test_a_ruleset_that_was_applied_compares_equal_when_it_is_read_back(body: dict[str, Any]) -> None:
    rule = wanted(body)
    assert complaint("ruleset", rule.body) is None
    found = compare([rule], read_back(rule))
    assert (found.differences, found.unseen, found.others) == ((), {}, ())


@settings(max_examples=200)
@given(BODIES, BODIES)
def test_a_ruleset_that_says_something_else_differs_until_it_is_replaced(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    rule, changed = wanted(one), wanted(other | {"name": one["name"]})
    differs = compare([rule], read_back(changed)).differences
    names = [entry["type"] for entry in rule.body["rules"]]
    if sorted(names) != sorted(entry["type"] for entry in changed.body["rules"]):
        assert [edit for difference in differs for edit in difference.edits if edit.key.startswith("rules.")] != []
    if rule.body["enforcement"] != changed.body["enforcement"]:
        assert "enforcement" in [edit.key for difference in differs for edit in difference.edits]


@given(BODIES)
def test_a_person_alone_is_asked_for_no_approval_and_for_all_the_rest(body: dict[str, Any]) -> None:
    rule = wanted(body)
    edits = compare([relaxed(rule)], read_back(rule)).differences
    assert {edit.key for difference in edits for edit in difference.edits} <= {
        "rules.pull_request.required_approving_review_count",
        "rules.pull_request.require_last_push_approval",
        "rules.pull_request.require_code_owner_review",
    }


def test_what_a_file_says_is_false_counts_where_the_forge_says_that_it_is_true() -> None:
    rule = Rule(Kind.REPOSITORY, "", {"allow_rebase_merge": False, "allow_merge_commit": True}, "settings.yml")
    live = Live((Rule(Kind.REPOSITORY, "", {"allow_rebase_merge": True, "allow_merge_commit": True, "x": 1}),), NOBODY)
    ((difference,), unseen) = (compare([rule], live).differences, compare([rule], live).unseen)
    assert [(edit.key, edit.now, edit.wanted) for edit in difference.edits] == [("allow_rebase_merge", True, None)]
    assert unseen == {}


def test_a_key_that_is_not_shown_is_unseen_and_never_equal() -> None:
    rule = Rule(Kind.REPOSITORY, "", {"allow_rebase_merge": False}, "settings.yml")
    found = compare([rule], Live((Rule(Kind.REPOSITORY, "", {}),), NOBODY))
    assert (found.differences, found.unseen) == ((), {"allow_rebase_merge of repository settings": NOBODY})
