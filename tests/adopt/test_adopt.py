"""`teamkit adopt` brings the layer to any repository as a branch that only adds, and starts green."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from copier import run_update
from histories import NEWEST, commit, git
from hubs import a_hub

from teamkit.cli import main

MIGRATION = """\
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [{}]
    operations = []
"""
FIRST = "('orders', '0001_initial')"
ORDERS = {
    "orders/apps.py": "",
    "orders/views.py": "",
    "orders/migrations/__init__.py": "",
    "orders/migrations/0001_initial.py": MIGRATION.format(""),
}
CLASH = {f"orders/migrations/{name}.py": MIGRATION.format(FIRST) for name in ("0002_one", "0002_two")}
REPOSITORIES: dict[str, dict[str, str]] = {
    "poetry": {
        "manage.py": "",
        "pyproject.toml": '[tool.poetry]\nname = "corner-shop"\n',
        "AGENTS.md": "Ours.\n",
        ".github/workflows/branch.yml": "name: Ours\n",
        ".github/PULL_REQUEST_TEMPLATE.md": "Ours.\n",
        ".github/CODEOWNERS": "* @ours\n",
        **ORDERS,
        **CLASH,
    },
    "pip-tools in a src layout": {
        "src/manage.py": "",
        "requirements.in": "django\n",
        "requirements.txt": "django==5.2\n",
        "docs/how-we-work.md": "As ever.\n",
        "CODEOWNERS": "* @ours\n",
        ".gitignore": "docs/\nteam.*\n",
        **{f"src/{path}": text for path, text in ORDERS.items()},
    },
    "several projects and another template": {
        "shop/manage.py": "",
        "desk/manage.py": "",
        "setup.py": "from setuptools import setup\nsetup(name='two')\n",
        ".copier-answers.yml": "_commit: v1.0.0\n_src_path: gh:example/another\nproject_name: Another\n",
        "Jenkinsfile": "pipeline {}\n",
        **{f"{project}/{path}": text for project in ("shop", "desk") for path, text in ORDERS.items()},
    },
    "gitlab with windows line ends": {
        "manage.py": "\r\n",
        "requirements.txt": "django\r\n",
        ".gitattributes": "* text=auto\n",
        ".gitlab-ci.yml": "test:\r\n  script: [true]\r\n",
        ".gitlab/CODEOWNERS": "* @ours\n",
        **ORDERS,
    },
}


@dataclass(frozen=True)
class Shop:
    """A repository, and the template that it may adopt."""

    folder: Path
    template: Path

    def run(self, *words: str) -> Result:
        source = ("--template", str(self.template)) if not self.is_adopted and "--template" not in words else ()
        return CliRunner().invoke(main, ["--root", str(self.folder), "adopt", *words, *source])

    @property
    def is_adopted(self) -> bool:
        return (self.folder / "team.yml").exists()

    def git(self, *words: str) -> str:
        return git(*words, where=self.folder)

    def show(self, place: str) -> str:
        return self.git("show", place)

    def write(self, files: dict[str, str]) -> None:
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_bytes(text.encode())

    def branch(self) -> str:
        """The branch that was delivered, now checked out."""
        (found,) = self.git("for-each-ref", "--format=%(refname:short)", "refs/heads/*/*").split()
        self.git("switch", "--quiet", found)
        return found

    def changed(self, kinds: str = "MDRT") -> list[str]:
        """The files that the last commit changes, by git's letters."""
        return self.git("diff", "--name-only", f"--diff-filter={kinds}", "HEAD~1").splitlines()

    def check(self) -> Result:
        return CliRunner().invoke(main, ["--root", str(self.folder), "check", "--local"])

    def state(self) -> dict[str, object]:
        """Everything that belongs to somebody: files, index, refs, stash, configuration."""
        own = {
            path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and ".git" not in path.parts
        }
        parts = {name: (self.folder / ".git" / name).read_bytes() for name in ("HEAD", "config", "index")}
        return {"files": own, "parts": parts, "refs": self.git("for-each-ref")}


def a_shop(folder: Path, template: Path, files: dict[str, str]) -> Shop:
    shop = Shop(folder, template)
    folder.mkdir()
    shop.git("init", "--quiet", "--initial-branch", "main")
    shop.git("config", "core.autocrlf", "false")
    shop.write(files)
    for path in files:
        blob = shop.git("hash-object", "-w", "--no-filters", path)
        shop.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    shop.git("commit", "--quiet", "--message", "What was there")
    return shop


@pytest.fixture
def shop(tmp_path: Path, upstream: Path) -> Shop:
    return a_shop(tmp_path / "corner-shop", upstream, {"manage.py": "", **ORDERS})


@pytest.mark.parametrize("name", REPOSITORIES)
def test_a_branch_that_only_adds_is_delivered_and_starts_green(name: str, tmp_path: Path, upstream: Path) -> None:
    shop = a_shop(tmp_path / "corner-shop", upstream, REPOSITORIES[name])
    shop.write({"draft.txt": "not committed", "manage.py": "changed\n"})
    before = shop.state()
    done = shop.run()
    assert done.exit_code == 0, done.output
    after = shop.state()
    assert {**after, "refs": ""} == {**before, "refs": ""}
    assert set(str(before["refs"]).splitlines()) < set(str(after["refs"]).splitlines())
    shop.git("checkout", "--quiet", "--force", "HEAD")
    shop.branch()
    assert shop.changed() == []
    assert {"team.yml", "team.py"} < set(shop.changed("A"))
    assert shop.check().exit_code == 0, shop.check().output
    assert shop.git("fsck", "--no-dangling") == ""
    again = shop.run()
    assert "the layer is adopted, and there is nothing to add" in again.output
    assert again.exit_code == 0


def test_a_repository_with_something_of_everything_is_understood(tmp_path: Path, upstream: Path) -> None:
    shop = a_shop(tmp_path / "corner-shop", upstream, REPOSITORIES["poetry"])
    told = shop.run("--dry-run").output
    for line in (
        "project_name       Corner Shop  pyproject.toml",
        "branching          github-flow  main lasts, and no develop beside it",
        "AGENTS.md: yours is there; compare: teamkit adopt --diff AGENTS.md",
        ".github/pull_request_template.md: yours is .github/PULL_REQUEST_TEMPLATE.md",
        ".github/CODEOWNERS: yours is there; take what .github/CODEOWNERS says into team.yml, delete it",
        "  migration-graph          /orders/migrations/0002_two.py",
        "  Test  handle unknown  1 month  ",
        "branch chore/adopt-the-layer: one commit on ",
    ):
        assert line in told
    assert shop.git("branch", "--list", "chore/*") == ""


def test_what_failed_at_adoption_is_accepted_and_what_fails_later_is_red(tmp_path: Path, upstream: Path) -> None:
    shop = a_shop(tmp_path / "corner-shop", upstream, {"manage.py": "", **ORDERS, **CLASH})
    shop.run()
    shop.branch()
    (waiver,) = yaml.safe_load(shop.show("HEAD:team.yml"))["waivers"]
    assert (waiver["check"], waiver["path"]) == ("migration-graph", "/orders/migrations/0002_two.py")
    assert waiver["reason"] == "found at adoption"
    others = {
        path.replace("orders", "baskets"): text.replace("orders", "baskets") for path, text in (ORDERS | CLASH).items()
    }
    shop.write(others)
    commit(shop.folder, "Add another clash")
    found = shop.check()
    assert found.exit_code == 1
    assert "baskets has 2 last migrations" in found.output


def test_each_app_is_an_area_and_every_rule_decides_about_something(shop: Shop) -> None:
    shop.run("--data", "handle=ada")
    shop.branch()
    areas = yaml.safe_load(shop.show("HEAD:team.yml"))["areas"]
    assert areas["orders"] == {"title": "Orders", "paths": ["/orders/"], "accountable": "ada"}
    assert list(areas).index("delivery") < list(areas).index("orders") < list(areas).index("schema")
    assert "/.github/settings.yml" in areas["team"]["paths"]


def test_parts_come_one_at_a_time_and_change_the_answers_file_alone(shop: Shop) -> None:
    begun = shop.run("roles", "--data", "pipeline=jenkins")
    assert "not adopted: requests, pipeline, protection; to add one: teamkit adopt requests" in begun.output
    assert shop.branch() == "chore/adopt-roles"
    assert shop.check().exit_code == 0
    assert "requests                    .github/ISSUE_TEMPLATE/bug.yml" in shop.run("--list").output
    for part, added in (("requests", ".github/ISSUE_TEMPLATE/bug.yml"), ("pipeline", "Jenkinsfile")):
        assert shop.run(part).exit_code == 0
        shop.git("merge", "--quiet", "--ff-only", f"chore/adopt-{part}")
        assert shop.changed() == [".copier-answers.yml"]
        assert added in shop.changed("A")
        assert shop.check().exit_code == 0
        lines = shop.git("diff", "--unified=0", "HEAD~1", ".copier-answers.yml").splitlines()[4:]
        assert {line[0] for line in lines} <= {"-", "@"}, "paths leave `keep`, and nothing else changes"
    assert "there is nothing to add" in shop.run("requests").output


def test_updates_reach_what_was_adopted_and_leave_what_was_kept(tmp_path: Path, upstream: Path) -> None:
    files = {"manage.py": "", "AGENTS.md": "Ours.\n", "docs/pull_request_template.md": "Ours.\n", **ORDERS}
    shop = a_shop(tmp_path / "corner-shop", upstream, files)
    assert shop.run("roles", "requests", "--at", "v0.2.0").exit_code == 0
    shop.branch()
    assert "_commit: v0.2.0" in shop.show("HEAD:.copier-answers.yml")
    run_update(str(shop.folder), vcs_ref=NEWEST, defaults=True, overwrite=True, quiet=True)
    commit(shop.folder, "Update")
    assert f"_commit: {NEWEST}" in shop.show("HEAD:.copier-answers.yml")
    assert "team.py" in shop.changed("M")
    assert not {*files} & {*shop.changed("ADM")}
    assert ".github/workflows/request.yml" in shop.changed("A"), "the newer version brings what it has new"
    kept = {"AGENTS.md", ".github/pull_request_template.md", ".github/workflows/branch.yml"}
    assert kept < {*yaml.safe_load(shop.show("HEAD:.copier-answers.yml"))["keep"]}
    assert "pipeline    2" not in shop.run("--list").output


def test_the_templates_version_of_a_file_is_merged_into_yours_and_updates_reach_it(
    tmp_path: Path, upstream: Path
) -> None:
    form = (Path(__file__).parents[2] / "template/.github/pull_request_template.md").read_text()
    first, *rest = form.splitlines(keepends=True)
    yours = "".join((first, *rest[:-2], "Say whom you asked.\n"))
    shop = a_shop(tmp_path / "corner-shop", upstream, {"manage.py": "", ".github/pull_request_template.md": yours})
    shop.run()
    shop.branch()
    path = ".github/pull_request_template.md"
    assert f"+{rest[-1]}" in shop.run("--diff", path).output
    clash = shop.run("--take", path)
    assert clash.exit_code == 3
    assert (
        "error: .github/pull_request_template.md: yours and the template's differ in the same places, lines"
        in clash.output
    )
    shop.write({path: form.replace(first, f"{first}Say whom you asked.\n")})
    commit(shop.folder, "Write the rest of the form")
    told = shop.run("--take", path).output
    assert f"changes {path} and .copier-answers.yml, and nothing else that exists" in told
    shop.git("merge", "--quiet", "--ff-only", "chore/take-github-pull-request-template-md")
    assert shop.changed() == [".copier-answers.yml"], "yours has all of the template's lines, so only `keep` changes"
    assert path not in yaml.safe_load(shop.show("HEAD:.copier-answers.yml"))["keep"]
    assert "updates reach it" in shop.run("--take", path).output
    answers = (shop.folder / ".copier-answers.yml").read_text()
    for old, new, line in (
        (
            "keep:\n",
            "keep: none\nkept:\n",
            ".copier-answers.yml: keep is no list of paths; mend it, or write: keep: []",
        ),
        ("profile: layer", "profile: project", "this repository was made from the template and has all of it"),
    ):
        shop.write({".copier-answers.yml": answers.replace(old, new)})
        commit(shop.folder, "Edit the answers")
        assert line in shop.run().output


def test_nothing_is_written_through_a_link_that_leads_out(tmp_path: Path, upstream: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shop = a_shop(tmp_path / "corner-shop", upstream, {"manage.py": "", **ORDERS})
    (shop.folder / "docs").symlink_to(outside)
    (shop.folder / ".github").symlink_to("../outside")
    commit(shop.folder, "Link")
    done = shop.run()
    assert done.exit_code == 0, done.output
    assert "docs/how-we-work.md: docs is a symbolic link, and nothing is written through one\n" in done.output
    shop.branch()
    assert shop.changed() == []
    assert list(outside.iterdir()) == []
    assert shop.check().exit_code == 0, shop.check().output


@pytest.mark.parametrize("way", ["bare", "shallow", "detached"])
def test_any_clone_gets_its_branch(way: str, shop: Shop, tmp_path: Path) -> None:
    commit(shop.folder, "Second")
    options = {"bare": ["--bare"], "shallow": ["--depth=1"], "detached": []}[way]
    git("clone", "--quiet", *options, shop.folder.as_uri(), str(tmp_path / "clone"), where=tmp_path)
    clone = Shop(tmp_path / "clone", shop.template)
    if way == "detached":
        clone.git("checkout", "--quiet", "--detach")
        clone.git("branch", "--quiet", "--delete", "main")
    done = clone.run()
    assert done.exit_code == 0, done.output
    assert clone.git("diff", "--name-only", "--diff-filter=MDRT", "HEAD", "chore/adopt-the-layer") == ""
    assert "team.yml" in clone.git("diff", "--name-only", "HEAD", "chore/adopt-the-layer").splitlines()
    assert (way == "shallow") == ("this clone may lack branches" in done.output)


def test_the_same_branch_is_no_news_and_another_one_is_not_overwritten(shop: Shop) -> None:
    assert "nothing else was touched" in shop.run().output
    head = shop.git("rev-parse", "chore/adopt-the-layer")
    again = shop.run()
    assert again.exit_code == 0
    assert "nothing else was touched" not in again.output
    refused = shop.run("--data", "handle=ada")
    assert refused.exit_code == 3
    assert refused.output == (
        "error: the branch chore/adopt-the-layer is there and holds something else; "
        "look at it, then take it away: git branch --delete --force chore/adopt-the-layer\n"
    )
    assert shop.git("rev-parse", "chore/adopt-the-layer") == head


def test_people_are_written_only_where_that_is_asked_and_their_handle_is_known(shop: Shop) -> None:
    shop.write({"orders/views.py": "x = 1\n"})
    shop.git(
        "commit", "--quiet", "--all", "--author", "Grace <7+grace-h@users.noreply.github.com>", "--message", "Begin"
    )
    told = shop.run("--people")
    assert "  Grace  @grace-h        1 month  api\n" in told.output
    shop.branch()
    team = yaml.safe_load(shop.show("HEAD:team.yml"))
    assert team["users"] == {"grace-h": {"name": "Grace", "handle": "grace-h"}}
    assert "accountable" not in team["areas"]["orders"]
    assert shop.check().exit_code == 0, shop.check().output


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["--data", "forge=bitbucket"],
            "the template refuses the answers: Invalid choice for 'forge': 'bitbucket' is not in",
        ),
        (["--data", "branch=x"], '"branch" is not an answer of the template; did you mean branching?'),
        (["--data", "forge"], '--data "forge" is not KEY=VALUE'),
        (["roles", "request"], '"request" is neither a folder nor a part of the layer; did you mean requests?'),
        (["pipeline"], "pipeline stands on roles, which is not adopted; name both: roles pipeline"),
        (["--take", "AGENTS.md"], "the layer is not adopted yet, and nothing is kept; begin: teamkit adopt"),
        (["--diff", "AGENTS.txt"], "the template has no AGENTS.txt for these answers; did you mean AGENTS.md?"),
        (["--diff", "AGENTS.md"], "nothing of yours stands at AGENTS.md; adopting adds it"),
        (["--template", "/nowhere/template"], "/nowhere/template is neither a folder nor the address of a template"),
        (["--at", "v0.1.0"], "has no layer that this tool knows; name a newer version"),
        (["/nowhere"], "/nowhere is not a folder; name a repository"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(words: list[str], line: str, shop: Shop) -> None:
    before = shop.state()
    refused = shop.run(*words)
    assert refused.exit_code == 3
    assert refused.output.startswith("error: ")
    assert line in refused.output
    assert refused.output.count("\n") == 1
    assert shop.state() == before


def test_what_the_layer_cannot_stand_beside_is_refused(tmp_path: Path, upstream: Path) -> None:
    shop = a_shop(tmp_path / "corner-shop", upstream, {"team.py": "print('ours')\n"})
    refused = shop.run()
    assert refused.exit_code == 3
    assert refused.output == (
        "error: team.py exists and is not this template's; rename it, for the team's tool goes by that name\n"
    )


def test_before_the_first_commit_there_is_nothing_to_adopt_for(tmp_path: Path, upstream: Path) -> None:
    git("init", "--quiet", str(tmp_path / "empty"), where=tmp_path)
    refused = Shop(tmp_path / "empty", upstream).run()
    assert (refused.exit_code, refused.output) == (
        3,
        "error: nothing is committed here yet; commit what there is first\n",
    )


def test_a_request_is_asked_for_where_the_flow_says(tmp_path: Path, upstream: Path) -> None:
    hub = a_hub(tmp_path / "team")
    done = Shop(hub.ada, upstream).run("roles", "--request")
    assert done.exit_code == 0, done.output
    assert "gitflow      develop lasts beside main" in done.output
    assert done.output.endswith(
        "$ git push origin refs/heads/feature/adopt-roles:refs/heads/feature/adopt-roles\n"
        "open the request feature/adopt-roles → develop yourself (no remote of this repository is on a forge):\n"
        "  on the forge, from feature/adopt-roles to develop\n"
    )
    assert "refs/heads/feature/adopt-roles" in hub.refs
    assert hub.show("feature/adopt-roles").startswith("commit ")
    assert "    chore: adopt roles of the team's layer\n" in hub.show("feature/adopt-roles")
