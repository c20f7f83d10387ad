"""Twelve repositories, two of them broken: each is looked at, none is changed, and unknown is never green."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from conftest import made_once
from fleets import TEAM, broken, copied, everything, fleet, project, run, template
from histories import commit, git

from teamkit.findings import Refusal, Unseen
from teamkit.forges.waiting import Patience
from teamkit.lifecycle.fleet.keeping import Sight
from teamkit.lifecycle.fleet.listing import Entry, listing
from teamkit.lifecycle.fleet.reading import read_fleet
from teamkit.lifecycle.fleet.releases import releases
from teamkit.lifecycle.fleet.seeing import Seen, see
from teamkit.lifecycle.fleet.standing import standing
from teamkit.lifecycle.fleet.workers import Limits

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template, and a project of its oldest and of its newest release."""
    with made_once(tmp_path_factory, "fleet") as (folder, missing):
        if missing:
            source = template(folder / "template")
            project(source, folder / "old", "v1.0.0")
            project(source, folder / "new")
    return folder


@pytest.fixture(scope="session")
def twelve(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve repositories, the file that names them, and what is told of them."""
    with made_once(tmp_path_factory, "twelve") as (folder, missing):
        if missing:
            folder.mkdir()
            prepare(folder, original)
            before = everything(folder)
            done = run(folder / "fleet.yml", "status", "--format", "json", cache=tmp_path_factory.mktemp("cache"))
            assert done.exit_code == 1, done.output
            assert everything(folder) == before
            (folder / "told.json").write_text(done.stdout)
    return folder


def prepare(here: Path, original: Path) -> None:
    old, new = original / "old", original / "new"
    answers = (new / ".copier-answers.yml").read_text()
    copied(new, here / "newest")
    copied(old, here / "behind")
    copied(new, here / "red", team__yml=TEAM.replace("accountable: ada", "accountable: alan"))
    copied(new, here / "untold", team__yml="areas: [")
    git("clone", "--quiet", "--bare", str(old), str(here / "bare.git"), where=here)
    copied(new, here / "hand-written")
    git("rm", "--quiet", ".copier-answers.yml", where=here / "hand-written")
    git("commit", "--quiet", "--message", "Leave the template", where=here / "hand-written")
    marks = "<<<<<<< before\n_commit: v1.0.0\n=======\n"
    copied(new, here / "conflicting", **{"__copier-answers__yml": marks})
    copied(new, here / "far away")
    nowhere = answers.replace(str(original / "template"), "https://ada:s3cret@localhost:9/nowhere.git")
    copied(new, here / "unreachable", **{"__copier-answers__yml": nowhere})
    (here / "new").mkdir()
    git("init", "--quiet", where=here / "new")
    broken(copied(new, here / "broken"))
    far = f"{{address: 'file://{here}/far away', name: far, group: Elsewhere}}"
    names = ["newest", "behind", "red", "untold", "bare.git", "hand-written", "conflicting", "unreachable"]
    fleet(here, *names, "new", "broken", "missing", far)


@pytest.fixture(scope="session")
def told(twelve: Path) -> dict[str, dict[str, Any]]:
    """What is told of each, by its name."""
    text = (twelve / "told.json").read_text()
    assert "s3cret" not in text
    return {each["name"]: each for each in json.loads(text)["repositories"]}


def why(value: dict[str, str]) -> str:
    """Why nobody could look."""
    assert value.keys() == {"why", "mend"}
    return value["why"]


def states(each: dict[str, Any]) -> set[str]:
    return {judged["state"] for judged in each["checks"]}


def test_all_twelve_are_told_by_name_and_two_that_are_broken_stop_none_of_them(told: dict[str, Any]) -> None:
    assert list(told) == sorted(told, key=str.casefold)
    assert len(told) == 12
    assert why(told["missing"]["head"]) == "there is no such folder"
    for key in ("head", "adopted", "checks", "updated"):
        assert why(told["broken"][key])


@pytest.mark.parametrize(
    ("name", "version", "behind"),
    [("newest", "v1.2.0", 0), ("behind", "v1.0.0", 2), ("bare", "v1.0.0", 2), ("far", "v1.2.0", 0)],
)
def test_each_says_how_many_releases_came_after_its_version(
    name: str, version: str, behind: int, told: dict[str, Any]
) -> None:
    found = told[name]["adopted"]
    assert (found["version"], found["newest"], found["behind"]) == (version, "v1.2.0", behind)
    assert told[name]["updated"]
    assert states(told[name]) == {"pass"}


def test_a_check_that_fails_is_red_and_says_what_it_found(told: dict[str, Any]) -> None:
    failing = {judged["check"]: judged["said"] for judged in told["red"]["checks"] if judged["state"] == "fail"}
    assert list(failing) == ["generated-files-current"]
    assert failing["generated-files-current"].startswith(".github/CODEOWNERS")


def test_what_nobody_could_look_at_is_unknown_with_its_reason_and_the_rest_is_seen(told: dict[str, Any]) -> None:
    assert why(told["untold"]["checks"]).startswith("team.yml:1: ")
    assert told["untold"]["adopted"]["version"] == "v1.2.0"
    assert why(told["conflicting"]["adopted"]) == ".copier-answers.yml: cannot be read"
    assert why(told["conflicting"]["checks"]) == ".copier-answers.yml: cannot be read"
    assert why(told["unreachable"]["adopted"]["behind"]).startswith(
        "the template https://localhost:9/nowhere.git cannot be reached"
    )
    assert why(told["new"]["head"]) == "your current branch 'master' does not have any commits yet"


def test_where_nothing_was_adopted_there_is_nothing_to_update(told: dict[str, Any]) -> None:
    assert told["hand-written"]["adopted"] is None
    assert told["hand-written"]["updated"] is None


# ── Breaking off, and going on ──────────────────────────────────────────────────────────────────


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(original: Path, tmp_path: Path) -> None:
    names = [f"shop-{number}" for number in range(4)]
    for name in names:
        copied(original / "new", tmp_path / name)
    several = listing(read_fleet(fleet(tmp_path, *names)), tmp_path, {}, Patience())
    sight, limits = Sight(AT.date(), tmp_path / "cache"), Limits(1, 90)
    seen: list[str] = []

    def interrupt(name: str) -> None:
        seen.append(name)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        standing(several, sight, limits, AT, interrupt)
    for name in seen:
        broken(tmp_path / name)  # so that nobody can look at it again
    assert not any(each.unseen for each in standing(several, sight, limits, AT, seen.append).repositories)
    found = standing(several, replace(sight, is_fresh=True), limits, AT, seen.append)
    assert [each.name for each in found.repositories if each.unseen] == seen[:2]


def test_who_breaks_a_command_off_is_told_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("teamkit.lifecycle.fleet.standing.standing", interrupt)
    done = run(fleet(tmp_path, "missing"), "status", cache=tmp_path)
    assert (done.exit_code, done.stderr) == (
        130,
        "interrupted; run it again to go on: what was seen so far is kept\n",
    )


# ── One repository ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def one(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Seen]:
    """What is seen of one repository after somebody changed something there."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", "")  # so that it is put back
    shop = copied(original / "new", tmp_path / "shop")

    def seen(change: Callable[[Path], object]) -> Seen:
        change(shop)
        commit(shop, "Change")
        return see(Sight(AT.date(), tmp_path / "cache"), Entry("shop", str(shop), None, is_remote=False))

    return seen


def test_a_new_commit_is_looked_at_whatever_was_kept(one: Callable[..., Seen]) -> None:
    before = one(Path.exists)
    after = one(lambda shop: (shop / "team.yml").write_text(TEAM.replace("accountable: ada", "accountable: alan")))
    assert before.head != after.head
    assert before.checks != after.checks


def test_what_was_kept_is_for_this_user_alone_and_rubbish_there_is_looked_past(
    one: Callable[..., Seen], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = one(Path.exists)
    (kept,) = (tmp_path / "cache/seen").glob("*.json")
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.write_text('{"etag": "", "text": "{}", "following": ""}')
    entry = Entry("shop", str(tmp_path / "shop"), None, is_remote=False)
    assert see(Sight(AT.date(), tmp_path / "cache"), entry) == before


def test_what_nobody_could_look_at_is_not_kept(one: Callable[..., Seen], tmp_path: Path) -> None:
    assert not one(lambda shop: (shop / "team.yml").unlink()).is_whole
    assert list((tmp_path / "cache/seen").glob("*.json")) == []


def linked(shop: Path) -> None:
    (shop / ".copier-answers.yml").unlink()
    (shop / ".copier-answers.yml").symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("branching: a\n_commit: [1]\n_src_path: x\n", "say nothing that can be read of _commit"),
        ("branching: a\n_commit: v1\n_src_path: x\nkeep: 3\n", "say nothing that can be read of keep"),
        ("x" * 100_001, "is larger than any answers are"),
        ("[" * 500, "cannot be read"),
        ("branching: a\n_commit: !!python/object/apply:os.system ['true']\n", "cannot be read"),
    ],
    ids=["type", "list", "size", "depth", "code"],
)
def test_hostile_answers_are_unknown(text: str, words: str, one: Callable[..., Seen]) -> None:
    found = one(lambda shop: (shop / ".copier-answers.yml").write_text(text))
    assert isinstance(found.recorded, Unseen)
    assert words in found.recorded.why
    assert not found.is_whole


def test_nothing_is_read_through_a_link_out_of_the_repository(one: Callable[..., Seen]) -> None:
    assert one(linked).recorded is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("--upload-pack=touch never", "is named from a folder that nobody knows"),
        ("../template", "is named from a folder that nobody knows"),
        ("ext::sh -c touch% never", "cannot be reached (transport 'ext' not allowed)"),
        ("https://ada:s3cret@localhost:9/x", "cannot be reached"),
    ],
)
def test_a_hostile_address_of_a_template_runs_nothing_and_shows_no_password(address: str, words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        releases(address)
    assert words in str(refusal.value)
    assert "s3cret" not in str(refusal.value)
    assert not (Path.home() / "never").exists()


# ── The table ───────────────────────────────────────────────────────────────────────────────────


def test_names_that_look_like_markup_or_options_stand_in_the_table_as_they_are(original: Path, tmp_path: Path) -> None:
    names = ["[red]shop[/red]", "--help", "a/b:c", "שלום"]
    entries = [json.dumps({"address": "missing", "name": name}, ensure_ascii=False) for name in names]
    done = run(fleet(tmp_path, *entries), "status", cache=tmp_path / "cache")
    assert done.exit_code == 2
    for name in names:
        assert f"unknown {name}: there is no such folder → mend its path in fleet.yml" in done.output
    assert done.output.endswith("4 repositories: 0 with something red, 4 with something unknown\n")


def test_the_table_shows_groups_versions_red_checks_and_what_is_unknown(twelve: Path, tmp_path: Path) -> None:
    done = run(twelve / "fleet.yml", "status", cache=tmp_path, COLUMNS="140")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert rows["behind"][:6] == ["v1.0.0", "2", "to", "v1.2.0", "project", "none"]
    assert rows["newest"][:4] == ["v1.2.0", "newest", "project", "none"]
    assert rows["red"][3:4] == ["generated-files-current"]
    assert rows["hand-written"][:4] == ["–", "–", "nothing", "none"]
    assert rows["missing"] == ["unknown"] * 5
    assert rows["untold"][:4] == ["v1.2.0", "newest", "project", "unknown"]
    assert rows["Elsewhere"] == []
    assert done.stdout.endswith("12 repositories: 1 with something red, 6 with something unknown\n")
