"""What the generated documents say agrees with the files beside them."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rendering import PAIRWISE, files, rendered

NAMES = ["-".join(str(answer) for answer in list(row.values())[1:6]) for row in PAIRWISE]
every_render = pytest.mark.parametrize("answers", PAIRWISE, ids=NAMES)

MADE_LATER = {".env", "deploy.just"}  # by set-up, and by a team that deploys
ENDINGS = (".md", ".py", ".yml", ".toml", ".just", ".example", ".json", ".svg", ".txt", ".lock")


def texts(folder: Path, *endings: str) -> Iterator[tuple[str, str]]:
    for path in files(folder):
        if path.endswith(endings):
            yield path, (folder / path).read_text(encoding="utf-8")


# ── They agree with the other files ───────────────────────────────────────────────────────────────


def anchors(text: str) -> set[str]:
    """The anchors that a forge gives to headings."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(folder: Path, later: str | None = None) -> list[str]:
    """Links that lead nowhere; what stands below `later` is not there yet."""
    broken = []
    for path, text in texts(folder, ".md"):
        for link in re.findall(r"\]\((?![a-z]+:)([^)]*)\)", text):
            target, _, anchor = link.partition("#")
            place = (folder / path).parent / target if target else folder / path
            if later and place.resolve().is_relative_to((folder / later).resolve()):
                continue
            if not place.exists() or (anchor and anchor not in anchors(place.read_text(encoding="utf-8"))):
                broken.append(f"{path}: {link}")
    return broken


def missing_recipes(folder: Path) -> list[str]:
    justfile = (folder / "justfile").read_text(encoding="utf-8") if (folder / "justfile").exists() else ""
    recipes = {*re.findall(r"(?m)^@?([a-z][a-z-]*)(?: [^:=\n]*)?:(?!=)", justfile)}
    recipes |= {"deploy"} if "import? 'deploy.just'" in justfile else set()
    named = [(path, name) for path, text in texts(folder, "") for name in re.findall(r"uv run just ([a-z-]+)", text)]
    return [f"{path}: uv run just {name}" for path, name in named if name not in recipes]


def missing_paths(folder: Path) -> list[str]:
    known = {part for path in files(folder) for part in (path, *map(str, Path(path).parents))} | MADE_LATER
    tops = {path.name for path in folder.iterdir() if path.is_dir()}
    missing = []
    for path, text in texts(folder, ".md"):
        words = [*re.findall(r"`([^`\s]+)`", text), *re.findall(r"(?m)^(\S+/) {2,}", text)]
        for word in words:
            is_path = word.endswith(ENDINGS) or ("/" in word and word.split("/")[0] in tops)
            if is_path and not word.startswith("*") and "…" not in word and word.rstrip("/") not in known:
                missing.append(f"{path}: {word}")
    return missing


@every_render
def test_every_link_leads_to_a_file_and_a_heading_that_exist(answers: dict[str, Any]) -> None:
    assert broken_links(rendered(**answers), later="docs/team") == []


@every_render
def test_every_recipe_that_is_named_exists(answers: dict[str, Any]) -> None:
    assert missing_recipes(rendered(**answers)) == []


@every_render
def test_every_path_that_is_named_exists(answers: dict[str, Any]) -> None:
    assert missing_paths(rendered(**answers)) == []


def test_a_false_document_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/why.md").write_text("# Why\n")
    (tmp_path / "justfile").write_text("import? 'deploy.just'\n\ntest *options:\n    pytest\n")
    (tmp_path / "README.md").write_text(
        "# One two\n\n[a](docs/gone.md) [b](#one-two) [c](#three) [d](https://e.org) `docs/x` `uv.lock` `fix/x`\n\n"
        "`uv run just deploy`, `uv run just test`, `uv run just fly`\n\n```text\ndocs/    here\nsrc/     gone\n```\n"
    )
    assert broken_links(tmp_path) == ["README.md: docs/gone.md", "README.md: #three"]
    assert missing_recipes(tmp_path) == ["README.md: uv run just fly"]
    assert missing_paths(tmp_path) == ["README.md: docs/x", "README.md: uv.lock"]


# ── Nothing of what was not chosen, and nothing unrendered ────────────────────────────────────────


def unchosen(answers: dict[str, Any]) -> str:
    """A pattern of the words that must not stand in a render of `answers`."""
    words = {
        "gitflow": r"github[- ]flow|\bfix/|\bchore/",
        "github-flow": r"gitflow|\bdevelop\b|\brelease/|hotfix|bugfix|back-?merge",
        "github": r"gitlab|\bmerge requests?\b",
        "gitlab": r"github(?![- ]flow)|\bpull requests?\b",
        "ruff": r"flake8|\bblack\b",
        "flake8-black": r"\bruff\b",
        "layer": r"\bjustfile\b|\buv run just\b|deploy\.just",
        "project": r"\blayer of\b",
    }
    patterns = [words[answers[question]] for question in ("branching", "forge", "linters", "profile")]
    pipelines = {"actions": r"github actions|\.github/workflows", "gitlab": r"gitlab[- ]ci", "jenkins": r"jenkins"}
    patterns += [pattern for pipeline, pattern in pipelines.items() if pipeline != answers["pipeline"]]
    return "(?i)" + "|".join(patterns)


@every_render
def test_no_trace_of_an_answer_that_was_not_chosen(answers: dict[str, Any]) -> None:
    folder, pattern = rendered(**answers), unchosen(answers)
    found = [path for path in files(folder) if re.search(pattern, path.replace("docs/github-flow.svg", ""))]
    for path, text in texts(folder, ""):
        found += [f"{path}: {line}" for line in text.splitlines() if re.search(pattern, line)]
    assert found == []


@every_render
def test_nothing_is_left_unrendered(answers: dict[str, Any]) -> None:
    left = []
    for path, text in texts(rendered(**answers), ""):
        marks = r"(?m)^\s*# % |\{% *(?:end)?(?:raw|if project|if git)|\{\{ *(?:_|project_|production_|working_)"
        if path != "justfile" and not path.startswith("templates/"):
            marks += r"|\{%|(?<!\$)\{\{"
        left += [f"{path}: {found}" for found in re.findall(marks, text)]
    assert left == []


def untidy(text: str) -> list[str]:
    """Blocks that follow another without an empty line, and white space where none belongs."""
    wrong, fenced = [], False
    for above, line in itertools.pairwise(["", *text.splitlines()]):
        fence = line.startswith("```")
        fenced ^= fence
        begins = fenced if fence else not fenced and re.match(r"#|\|", line)
        if begins and above and not (above.startswith("|") and line.startswith("|")):
            wrong.append(line)
    return wrong + re.findall(r"\n\n\n|[ \t]\n|\A\n|\n\n\Z|[^\n]\Z", text)


@every_render
def test_documents_are_tidy(answers: dict[str, Any]) -> None:
    assert {path: wrong for path, text in texts(rendered(**answers), ".md") if (wrong := untidy(text))} == {}


def test_an_untidy_document_would_be_seen() -> None:
    assert untidy("# A\n\nb\n\n```sh\n# c\nd\n```\n\n| e |\n| - |\n") == []
    assert untidy("a\n# B\nc\n```sh\nd \n```\ne\n| f |\n\n\n") == ["# B", "```sh", "| f |", " \n", "\n\n\n"]


# ── Pictures and licences ─────────────────────────────────────────────────────────────────────────


@every_render
def test_the_picture_is_accessible_without_script_in_light_and_dark(answers: dict[str, Any]) -> None:
    [(_, text)] = texts(rendered(**answers) / "docs", ".svg")
    picture = ElementTree.fromstring(text)  # noqa: S314
    labels = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert picture.get("role") == "img"
    assert [child.tag.split("}")[1] for child in picture][:2] == ["title", "desc"]
    assert answers["production_branch"] in labels
    assert "prefers-color-scheme: dark" in text
    assert re.search(r"<script|\bon\w+=|https?://(?!www\.w3\.org)", text) is None


@pytest.mark.parametrize("answers", [row for row in PAIRWISE if row["profile"] == "project"])
def test_a_licence_names_its_holder_and_no_year(answers: dict[str, Any]) -> None:
    text = (rendered(**answers) / "LICENSE").read_text(encoding="utf-8")
    holder = answers["organisation"] or "the authors of Example Shop"
    assert re.search(rf"(?m)^ *Copyright (\(c\) )?{holder}\b", text)
    assert re.findall(r"[Cc]opyright[^\n]*\b(?:19|20)\d\d|\[yyyy\]", text) == []
