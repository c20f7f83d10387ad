"""The repositories of an organisation are read from its forge; what is left out is said, and why."""

from pathlib import Path

import pytest
from fake_forge.server import FakeForge
from fake_forge.state import Project
from fake_forge.using import Clock, environment
from fleets import fleet, run, write
from histories import commit, git

from teamkit.forges.waiting import Patience
from teamkit.lifecycle.fleet.listing import Listing, listing
from teamkit.lifecycle.fleet.reading import fleet_of

PROJECTS = [Project("org/shop"), Project("org/old", is_archived=True), Project("org/copy", is_fork=True)]


def found(forge: FakeForge, kind: str, folder: Path, text: str) -> Listing:
    known = environment(forge, kind, folder)
    return listing(fleet_of(text), folder, known, Clock().patience())


def names(several: Listing) -> list[str]:
    return [entry.name for entry in several.entries]


def test_an_organisation_of_github_is_read_and_archives_and_forks_are_left_out(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.projects = [*PROJECTS, Project("org/Blog"), Project("other/secret")]
    several = found(forge, "github", tmp_path, f"organisations: [{{address: {forge.url}/org, group: Web}}]")
    assert names(several) == ["org/Blog", "org/shop"]
    assert several.left_out == ("org/old is archived", "org/copy is a fork")
    assert several.unlisted == ()
    assert several.entries[1].address == f"{forge.url}/org/shop.git"
    assert {entry.group for entry in several.entries} == {"Web"}
    assert all(entry.is_remote for entry in several.entries)


def test_a_user_of_github_has_repositories_too(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.users = {"ada"}
    forge.world.projects = [Project("ada/site")]
    assert names(found(forge, "github", tmp_path, f"organisations: [{forge.url}/ada]")) == ["ada/site"]


def test_a_group_of_gitlab_is_read_with_its_subgroups_page_by_page(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.page_size = 2
    forge.world.projects = [*PROJECTS, Project("org/sub/deep"), Project("organ/other")]
    several = found(forge, "gitlab", tmp_path, f"organisations: [{forge.url}/org]")
    assert names(several) == ["org/shop", "org/sub/deep"]
    assert several.left_out == ("org/old is archived", "org/copy is a fork")


def test_what_the_file_says_of_a_repository_wins_over_the_list(forge: FakeForge, tmp_path: Path) -> None:
    forge.world.projects = [Project("org/shop")]
    text = f"organisations: [{forge.url}/org]\nrepositories: [{{address: {forge.url}/org/shop, name: Mine}}]"
    assert names(found(forge, "github", tmp_path, text)) == ["Mine"]


def test_a_repository_of_two_lists_is_looked_at_once_and_one_of_the_same_name_keeps_its_own(
    forge: FakeForge, tmp_path: Path
) -> None:
    forge.world.projects = [Project("org/shop"), Project("org/sub/deep")]
    text = f"organisations: [{forge.url}/org, {forge.url}/org/sub]\nrepositories: [{{address: a, name: org/shop}}]"
    assert names(found(forge, "gitlab", tmp_path, text)) == [
        f"{forge.url.removeprefix('http://')}/org/shop",
        "org/shop",
        "org/sub/deep",
    ]


@pytest.mark.parametrize(
    ("page", "token", "why", "mend"),
    [
        ("https://github.com/example", "", "is not set, so nobody asked github.com", "set GITHUB_TOKEN"),
        ("https://git.example.com/example", "t", "was not sent to git.example.com", "set GITHUB_SERVER_URL"),
    ],
)
def test_without_a_token_for_it_nobody_asks_a_forge(page: str, token: str, why: str, mend: str) -> None:
    known = {"GITHUB_TOKEN": token, "XDG_CACHE_HOME": "/nowhere"}
    (unseen,) = listing(fleet_of(f"organisations: [{page}]"), Path(), known, Patience()).unlisted
    assert why in unseen.why
    assert mend in unseen.mend


def test_an_organisation_that_nobody_can_read_is_unknown_and_the_rest_is_looked_at(
    forge: FakeForge, tmp_path: Path
) -> None:
    here = tmp_path / "plain"
    here.mkdir()
    git("init", "--quiet", "--initial-branch", "main", where=here)
    write(here, {"README.md": "# Plain\n"})
    commit(here, "Begin")
    file = fleet(tmp_path, "plain")
    file.write_text(f"{file.read_text()}organisations: [{forge.url}/nobody]\n")
    done = run(file, "status", cache=tmp_path / "cache", **environment(forge, "github", tmp_path / "cache"))
    assert done.exit_code == 2
    assert " plain " in done.output
    assert f"unknown {forge.url}/api/v3/users/nobody/repos" in done.output
    assert done.output.splitlines()[-1].startswith("1 repository: 0 with something red")
