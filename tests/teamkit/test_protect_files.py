"""Files of rules that somebody edited: each fault is one line with file, key and remedy."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from histories import commit, git
from rendering import rendered

from teamkit.cli import main
from teamkit.findings import Refusal
from teamkit.forges.protecting.files import read
from teamkit.forges.protecting.model import Kind

RULESET = {
    "name": "production",
    "target": "branch",
    "enforcement": "active",
    "conditions": {"ref_name": {"include": ["refs/heads/main"], "exclude": []}},
    "rules": [{"type": "deletion"}],
}
REVIEW = {
    "required_approving_review_count": 1,
    "require_last_push_approval": True,
    "require_code_owner_review": True,
    "dismiss_stale_reviews_on_push": False,
    "required_review_thread_resolution": True,
}


def written(root: Path, path: str, text: str) -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    return root


def ruleset(root: Path, **changes: Any) -> Path:
    return written(root, ".github/rulesets/x.json", json.dumps(RULESET | changes))


def refused(root: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        read(root)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"enforcment": "active"}, "enforcment: is not a key that GitHub knows; did you mean enforcement?"),
        ({"enforcement": "aktive"}, 'enforcement: "aktive" is nothing that GitHub knows; did you mean active?'),
        ({"target": "x"}, 'target: "x" is nothing that GitHub knows; known: branch, tag, push'),
        ({"rules": "none"}, "rules: is no array; write one"),
        (
            {"rules": [{"type": "deletoin"}]},
            'rules.0.type: "deletoin" is nothing that GitHub knows; did you mean deletion?',
        ),
        ({"rules": [{}]}, "rules.0: lacks type; add it"),
        (
            {"rules": [{"type": "pull_request", "parameters": REVIEW | {"required_approving_review_count": 11}}]},
            "rules.0.parameters.required_approving_review_count: 11 is greater than the maximum of 10; mend it",
        ),
        (
            {"rules": [{"type": "pull_request", "parameters": REVIEW | {"allowed_merge_method": ["merge"]}}]},
            "rules.0.parameters.allowed_merge_method: is not a key that GitHub knows; did you mean "
            "allowed_merge_methods?",
        ),
        (
            {"rules": [{"type": "pull_request", "parameters": {}}]},
            "rules.0.parameters: lacks dismiss_stale_reviews_on_push; add it",
        ),
    ],
)
def test_what_github_would_not_take_is_refused_with_key_and_remedy(
    tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    assert refused(ruleset(tmp_path, **changes)) == f".github/rulesets/x.json: {message}"


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (".github/rulesets/x.json", '{\n"name":,\n}', ".github/rulesets/x.json:2: Expecting value; mend the JSON here"),
        (".github/rulesets/x.json", "{}", ".github/rulesets/x.json: lacks name; add it"),
        (".github/rulesets/x.json", "[]", ".github/rulesets/x.json: holds no mapping of keys to values; take it back"),
        (".github/settings.yml", "a: [\n", ".github/settings.yml:2: expected the node content, but found"),
        (".github/settings.yml", "repositry: {}\n", ".github/settings.yml: has no mapping `repository`; write the"),
        (
            ".github/settings.yml",
            "repository: {allow_merge_commits: true}\n",
            ".github/settings.yml: repository.allow_merge_commits: is not a key that GitHub knows; did you mean "
            "allow_merge_commit?",
        ),
        (
            ".github/settings.yml",
            "repository: {allow_merge_commit: sometimes}\n",
            ".github/settings.yml: repository.allow_merge_commit: is no boolean; write one",
        ),
        (
            ".gitlab/protection.yml",
            "branches: {main: {push_access_level: nobody, merge_acces_level: developers}}\n",
            ".gitlab/protection.yml: branches.main: lacks merge_access_level; add it",
        ),
        (
            ".gitlab/protection.yml",
            "project: {merge_methods: merge}\n",
            ".gitlab/protection.yml: project.merge_methods: is not a key of this file; did you mean merge_method?",
        ),
        (
            ".gitlab/protection.yml",
            "tags: {v*: {create_access_level: 30}}\n",
            ".gitlab/protection.yml: tags.v*.create_access_level: Input should be 'nobody', 'developers' or",
        ),
    ],
)
def test_a_file_that_somebody_spoiled_is_refused_with_its_place(
    tmp_path: Path, path: str, text: str, message: str
) -> None:
    assert refused(written(tmp_path, path, text)).startswith(message)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    written(tmp_path, ".gitlab/protection.yml", "")
    (tmp_path / ".gitlab/protection.yml").write_bytes(b"project: \xff\n")
    assert refused(tmp_path) == ".gitlab/protection.yml: is not UTF-8 (byte 9); save it as UTF-8"


def test_two_rulesets_of_one_name_are_refused(tmp_path: Path) -> None:
    ruleset(tmp_path)
    written(tmp_path, ".github/rulesets/y.json", json.dumps(RULESET))
    assert refused(tmp_path) == (
        '.github/rulesets/y.json: name: "production" is that of .github/rulesets/x.json too; choose another'
    )


def test_a_ruleset_that_githubs_pages_exported_is_read_as_it_is(tmp_path: Path) -> None:
    exported = {"id": 42, "source_type": "Repository", "source": "org/shop", "bypass_actors": []}
    (rule,) = read(ruleset(tmp_path, **exported))
    assert (rule.kind, rule.name) == (Kind.RULESET, "production")
    assert not {"id", "source", "source_type"} & rule.body.keys()


def test_what_the_probot_app_reads_beside_the_settings_is_left_to_it(tmp_path: Path) -> None:
    written(tmp_path, ".github/settings.yml", "repository: {allow_merge_commit: true}\nlabels: [{name: bug}]\n")
    (rule,) = read(tmp_path)
    assert rule.body == {"allow_merge_commit": True}


def test_gitlabs_approvals_are_left_out_where_a_plan_has_none(tmp_path: Path) -> None:
    written(tmp_path, ".gitlab/protection.yml", "project: {merge_method: merge}\n")
    assert [rule.kind for rule in read(tmp_path)] == [Kind.PROJECT]


@pytest.mark.parametrize("words", [("protect", "plan"), ("protect", "apply"), ("protect", "check")])
def test_every_command_refuses_a_bad_file_in_one_line_without_a_token(
    tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    ruleset(tmp_path, enforcement="off")
    (tmp_path / "team.yml").write_text("users:\n  ada: {name: Ada, handle: ada}\n")
    git("init", "--quiet", where=tmp_path)
    commit(tmp_path, "Start")
    result = CliRunner().invoke(main, ["--root", str(tmp_path), *words])
    assert result.exit_code == 3
    what = 'enforcement: "off" is nothing that GitHub knows; known: disabled, active, evaluate'
    assert result.stderr.splitlines() == [f"error: .github/rulesets/x.json: {what}"]


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_what_the_template_brings_is_well_formed(forge: str) -> None:
    assert {rule.where.split("/")[0] for rule in read(rendered(profile="layer", forge=forge))} == {f".{forge}"}
