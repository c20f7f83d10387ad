"""Landings are read from commits and nothing else: no setting matters, and bad input is one line."""

import subprocess
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flows import NOW, Repository, an_empty
from histories import git
from hypothesis import given
from hypothesis import strategies as st
from measure.landing_stories import Row, Story

from teamkit.findings import Refusal
from teamkit.history.landing.patching import changes
from teamkit.history.landing.reading import read


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return an_empty(tmp_path / "shop")


@pytest.fixture(scope="module")
def story() -> Story:
    return Story(11, 150)


@pytest.fixture
def folder(story: Story, tmp_path: Path) -> Path:
    return story.write(tmp_path / "story.git")


def rows(root: Path, ref: str = "main") -> list[Row]:
    return [(landing.added, landing.deleted) for landing in read(root, ref)]


# ── What is said of a landing ───────────────────────────────────────────────────────────────────


def test_a_landing_says_when_whose_and_what_it_brought(shop: Repository) -> None:
    shop.change("Start", "a.py", "one\ntwo\n", days=3)
    name = shop.change("Say three\n\nAnd why", "a.py", "one\nthree\nfour\n", by="Grace", days=1)
    _, landing = read(shop.folder, "main")
    assert (landing.number, landing.commit) == (2, name)
    assert landing.at == NOW - timedelta(days=1)
    assert landing.authors == ("Grace <grace@example.com>",)
    assert (landing.added, landing.deleted) == (2, {1: 1})


def test_of_a_merge_the_authors_are_those_of_what_it_brings_and_not_who_merged(shop: Repository) -> None:
    shop.change("Start", "a.py", days=9)
    shop.branch("old", "main", by="Alan", days=8)
    shop.merge("old", "main", days=7)
    shop.branch("feature", "main", by="Grace", commits=2, days=6)
    shop.git("switch", "--quiet", "main")
    shop.change("Meanwhile", "b.py", days=5)
    shop.git("switch", "--quiet", "feature")
    shop.git("merge", "--quiet", "--no-edit", "main", by="Eve", days=4)
    shop.merge("feature", "main", by="Ada", days=3)
    landing = list(read(shop.folder, "main"))[-1]
    assert landing.authors == ("Grace <grace@example.com>",)


def test_a_merge_that_brings_no_commit_is_of_who_made_it(shop: Repository) -> None:
    shop.change("Start", "a.py", days=9)
    shop.git("switch", "--quiet", "--create", "side")
    shop.branch("one", "side", by="Grace", days=8)
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--ff-only", "one")
    twice = shop.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-p", "HEAD~1", "-m", "Twice", by="Alan")
    shop.git("reset", "--quiet", "--hard", twice)
    assert list(read(shop.folder, "main"))[-1].authors == ("Alan <alan@example.com>",)


def test_people_are_called_as_the_mailmap_of_the_branch_says(shop: Repository) -> None:
    shop.change("Start", "a.py", by="Adah", days=2)
    shop.change("Name her", ".mailmap", "Ada <ada@example.com> <adah@example.com>\n", days=1)
    (shop.folder / ".mailmap").unlink()
    first, _ = read(shop.folder, "main")
    assert first.authors == ("Ada <ada@example.com>",)


def test_people_get_the_names_of_a_new_mailmap_where_landings_were_kept(shop: Repository, tmp_path: Path) -> None:
    shop.git("config", "user.email", "ada@example.com")
    shop.change("Price", "price.py", days=3)
    list(read(shop.folder, "main", keep=tmp_path / "keep"))
    shop.change("Name her", ".mailmap", "Lovelace <ada@example.com>\n", days=1)
    again = read(shop.folder, "main", keep=tmp_path / "keep")
    assert {landing.authors for landing in again} == {("Lovelace <ada@example.com>",)}


def test_a_moved_line_of_a_renamed_file_keeps_its_landing(shop: Repository) -> None:
    lines = [f"line {number}\n" for number in range(20)]
    shop.change("Start", "a.py", "".join(lines), days=3)
    shop.git("mv", "a.py", "b.py")
    shop.change("Move and change", "b.py", "".join([*lines[:-1], "last\n"]), days=2)
    shop.change("Change the new and the old", "b.py", "".join(lines[1:-1]), days=1)
    assert rows(shop.folder) == [(20, {}), (1, {1: 1}), (0, {1: 1, 2: 1})]


def test_text_that_becomes_binary_is_gone_and_what_becomes_text_lands(shop: Repository) -> None:
    for text in ("one\ntwo\n", "one\0two\n", "other\0two\n", "one\ntwo", "one\0", "x\0"):
        shop.change("Change", "a", text)
    assert rows(shop.folder) == [(2, {}), (0, {1: 2}), (0, {}), (2, {}), (0, {4: 2}), (0, {})]


def test_lines_of_submodules_do_not_count(shop: Repository) -> None:
    shop.change("Start", "a.py", "one\n")
    for name in ("0" * 39 + "1", "0" * 39 + "2"):
        shop.git("update-index", "--add", "--cacheinfo", f"160000,{name},module")
        shop.git("commit", "--quiet", "--message", "Change the module")
    assert rows(shop.folder) == [(1, {}), (0, {}), (0, {})]


def test_landings_can_be_read_twice_and_after_a_break(folder: Path, story: Story) -> None:
    landings = read(folder, "main")
    assert len(landings) == len(story.rows)
    for landing in landings:
        if landing.number == 20:
            break
    again = [(landing.added, landing.deleted) for landing in landings]
    assert again == story.rows
    assert [(landing.added, landing.deleted) for landing in landings] == story.rows


# ── What does not matter ────────────────────────────────────────────────────────────────────────

SETTINGS = """\
[core]
    quotePath = true
    abbrev = 4
    attributesFile = {attributes}
    bigFileThreshold = 1
[diff]
    algorithm = patience
    renames = false
    renameLimit = 1
    noprefix = true
    mnemonicPrefix = true
    interHunkContext = 9
    context = 7
    orderFile = {attributes}
    submodule = log
    ignoreSubmodules = all
    external = false
    suppressBlankEmpty = true
    relative = true
    colorMoved = zebra
    indentHeuristic = false
[diff "default"]
    binary = true
[diff "odd"]
    textconv = rev
    command = false
[color]
    ui = always
[log]
    showSignature = true
    showRoot = false
    follow = true
[mailmap]
    file = {mailmap}
[i18n]
    logOutputEncoding = UTF-16
[format]
    pretty = oneline
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Settings under which git says something else everywhere."""
    (tmp_path / "attributes").write_text("* -diff\n")
    (tmp_path / "mailmap").write_text("Nobody <nobody@example.com> <ada@example.com>\n")
    settings = SETTINGS.format(attributes=tmp_path / "attributes", mailmap=tmp_path / "mailmap")
    (tmp_path / ".gitconfig").write_text(settings)
    (tmp_path / "xdg/git").mkdir(parents=True)
    (tmp_path / "xdg/git/attributes").write_text("* -diff\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / ".gitconfig"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=9")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'diff.renames=copies'")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    return settings


def test_no_setting_of_the_user_or_of_the_clone_matters(folder: Path, story: Story, hostile: str) -> None:
    with (folder / "config").open("a") as config:
        config.write(hostile)
    (folder / "info").mkdir(exist_ok=True)
    (folder / "info/attributes").write_text("* diff=odd\n*1* -diff\n")
    assert rows(folder) == story.rows
    assert {author for landing in read(folder, "main") for author in landing.authors} >= {"Ada <ada@example.com>"}


def test_attributes_of_the_branch_do_not_hide_lines(shop: Repository) -> None:
    shop.change("Start", ".gitattributes", "*.svg binary\n*.txt diff=odd\n")
    shop.change("Draw", "a.svg", "<svg>\n</svg>\n")
    assert rows(shop.folder) == [(2, {}), (2, {})]


def test_commits_that_are_replaced_are_read_as_they_were_written(folder: Path, story: Story) -> None:
    git("replace", "--graft", "main~5", where=folder)
    assert rows(folder) == story.rows


def test_it_is_the_same_from_a_linked_work_tree_and_from_a_folder_inside(shop: Repository, tmp_path: Path) -> None:
    (shop.folder / "inside").mkdir()
    shop.change("Start", "inside/a.py", "one\n", days=2)
    shop.change("Go on", "b.py", "two\n", days=1)
    shop.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    for root in (tmp_path / "linked", shop.folder / "inside", shop.folder / ".git"):
        assert rows(root) == [(1, {}), (1, {})]


def test_a_repository_with_longer_names_of_objects_is_read_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    shop = Repository(folder)
    shop.git("init", "--quiet", "--initial-branch", "main", "--object-format=sha256")
    shop.change("Start", "a.py", "one\ntwo\n")
    shop.change("Change", "a.py", "one\n")
    assert rows(folder) == [(2, {}), (0, {1: 1})]


PATCH = b"""\
0123456789012345678901234567890123456789
diff --git a/a b.py b/a b.py
new file mode 100644
index 0000000000000000000000000000000000000000..1111111111111111111111111111111111111111
--- /dev/null
+++ b/a b.py\t
@@ -0,0 +1,2 @@
+@@ -1 +1 @@
+diff --git a/x b/x
9876543210987654321098765432109876543210
1111111111111111111111111111111111111111
diff --git "a/o\\"d\\\\d" "b/\\303\\244"
similarity index 90%
rename from "o\\"d\\\\d"
rename to "new\\nline"
index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100755
--- "a/o\\"d\\\\d"
+++ "b/new\\nline"
@@ -3 +2,0 @@ def function():
--- gone
@@ -7,2 +6 @@ 0123456789012345678901234567890123456789
-one
-two
\\ No newline at end of file
+three
"""


@given(st.lists(st.integers(0, len(PATCH)), max_size=8))
def test_a_patch_says_the_same_in_whatever_pieces_it_comes(cuts: list[int]) -> None:
    ends = sorted({0, len(PATCH), *cuts})
    pieces = [PATCH[begin:end] for begin, end in pairwise(ends)]
    (first, (new,)), (_, nothing), (_, (moved,)) = changes(pieces)
    assert first == "0123456789" * 4
    assert nothing == []
    assert (new.path, new.is_new, new.hunks) == ("a b.py", True, [(0, 0, 2)])
    assert (moved.old, moved.path, moved.hunks) == ('o"d\\d', "new\nline", [(2, 1, 0), (5, 2, 1)])


def test_a_line_of_many_bytes_is_not_kept_in_memory(shop: Repository) -> None:
    shop.change("Start", "a.js", "x" * (5 << 20) + "\nlast\n")
    assert rows(shop.folder) == [(2, {})]


# ── Time ────────────────────────────────────────────────────────────────────────────────────────


def test_a_span_begins_with_the_first_landing_in_it_wherever_clocks_went_wrong(shop: Repository) -> None:
    shop.change("Start", "a.py", "1\n", days=50)
    shop.change("From the future", "a.py", "1\n2\n", days=-4000)
    shop.change("Still old", "a.py", "1\n2\n3\n", days=40)
    shop.change("In time", "a.py", "1\n2\n3\n4\n", days=10)
    shop.change("A clock that is late", "a.py", "1\n2\n3\n", days=45)
    found = list(read(shop.folder, "main", (NOW - timedelta(days=20), NOW)))
    assert [landing.number for landing in found] == [4, 5]
    assert [landing.deleted for landing in found] == [{}, {4: 1}]


def test_a_span_in_which_nothing_landed_is_empty(shop: Repository) -> None:
    shop.change("Start", "a.py", days=50)
    landings = read(shop.folder, "main", (NOW - timedelta(days=20), NOW))
    assert (len(landings), list(landings)) == (0, [])


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────


def refused(root: Path, ref: str = "main") -> str:
    with pytest.raises(Refusal) as refusal:
        list(read(root, ref))
    (line,) = str(refusal.value).splitlines()
    return line


def test_a_folder_without_a_repository_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith("not a git repository")


def test_history_that_is_cut_off_is_refused_with_the_command_that_fetches_it(folder: Path, tmp_path: Path) -> None:
    git("clone", "--quiet", "--depth=3", f"file://{folder}", "shallow", where=tmp_path)
    assert refused(tmp_path / "shallow") == (
        "history is cut off here, and what is missing cannot be counted; run: git fetch --unshallow"
    )


def test_of_a_partial_clone_what_is_missing_can_be_fetched_by_the_command_that_is_told(
    shop: Repository, tmp_path: Path
) -> None:
    shop.change("Start", "a.py", "one\n")
    shop.change("Change", "a.py", "two\n")
    shop.git("config", "uploadpack.allowFilter", "true")
    git("clone", "--quiet", "--filter=blob:none", f"file://{shop.folder}", "partial", where=tmp_path)
    told = refused(tmp_path / "partial")
    assert told.startswith("unable to read ")
    assert "; fetch what this partial clone left at its remote: git fetch" in told
    git(*told.rpartition(": git ")[2].split(), where=tmp_path / "partial")
    assert rows(tmp_path / "partial") == rows(shop.folder)


def test_a_repository_without_a_commit_is_refused(shop: Repository) -> None:
    assert refused(shop.folder) == "nothing was ever committed here; measure a repository that has a history"


@pytest.mark.parametrize("ref", ["develop", "-x", "", "main:a.py", "main..main"])
def test_a_branch_that_does_not_exist_is_refused(shop: Repository, ref: str) -> None:
    shop.change("Start", "a.py")
    assert refused(shop.folder, ref) == f"there is no branch {ref}; fetch it, or name another one"


def test_a_history_of_which_a_file_is_missing_is_refused(shop: Repository) -> None:
    shop.change("Start", "a.py", "one\n")
    shop.change("Change", "a.py", "two\n")
    blob = shop.git("rev-parse", "main~1:a.py")
    path = shop.folder / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()
    assert refused(shop.folder) == f"unable to read {blob}; see what else is missing: git fsck --connectivity-only"
    looked = subprocess.run(["git", "fsck", "--connectivity-only"], cwd=shop.folder, capture_output=True, check=False)
    assert f"missing blob {blob}" in looked.stdout.decode()


def test_nothing_is_left_in_the_temporary_folder(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    for _ in read(folder, "main"):
        break
    assert not list((tmp_path / "scratch").iterdir())
