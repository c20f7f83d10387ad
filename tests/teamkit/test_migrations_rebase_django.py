"""After a rebase Django loads and applies what was in conflict; or nobody was sure, and it was said why."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from teamkit.findings import Refusal
from teamkit.migrations.graph import graph
from teamkit.migrations.model import Key
from teamkit.migrations.reading import read
from teamkit.migrations.rebasing import Project, plan

GRAPHS = int(os.environ.get("GRAPHS", "100"))
APPS = ("mail", "shop")
CREATE = 'migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True))])'
Answer = Callable[[Project], dict[str, Any]]


@dataclass
class Story:
    """The migrations of two apps, those of ours among them, and what makes it an odd one."""

    texts: dict[Key, str] = field(default_factory=dict)
    own: set[Key] = field(default_factory=set)
    odd: str = ""

    def add(self, key: Key, after: list[Key], column: str, before: list[Key] | None = None, more: str = "") -> Key:
        operation = f'migrations.AddField("thing", "{column}", models.IntegerField(null=True))' if column else CREATE
        self.texts[key] = (
            "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
            f"    dependencies = {pairs(after)}\n    run_before = {pairs(before or [])}\n"
            f"{more}    operations = [{operation}]\n"
        )
        return key

    @property
    def project(self) -> Project:
        paths = {f"{key.app}/migrations/{key.name}.py": (key, text.encode()) for key, text in self.texts.items()}
        several = tuple(read(key.app, path, text) for path, (key, text) in paths.items())
        return Project(several, {path: text for path, (_, text) in paths.items()}, frozenset(self.own))


def pairs(keys: list[Key]) -> str:
    return repr([(key.app, key.name) for key in keys])


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Two apps, in which others and we went on from the same or from different migrations."""
    story, tips = Story(), dict[str, list[Key]]()
    for app in APPS:
        first = story.add(Key(app, "0001_base"), [], "")
        tips[app] = [first]
        for number in range(2, draw(st.integers(2, 4))):
            tips[app].append(story.add(Key(app, f"{number:04}_base"), [tips[app][-1]], f"base{number}"))
    theirs = line(draw, story, {app: several[-1] for app, several in tips.items()}, "theirs")
    forks = {app: draw(st.sampled_from([*several, several[-1], several[-1]])) for app, several in tips.items()}
    story.own.update(line(draw, story, forks, "ours"))
    if theirs and story.own and draw(st.integers(0, 2)) == 0:
        distort(draw, story, theirs)
    return story


def line(draw: st.DrawFn, story: Story, last: dict[str, Key], who: str) -> list[Key]:
    """Migrations of one side in the order in which they were written, with links between the apps."""
    made: list[Key] = []
    last = dict(last)
    for number, app in enumerate(draw(st.lists(st.sampled_from(APPS), min_size=1, max_size=4))):
        name = f"{int(last[app].name[:4]) + draw(st.sampled_from([1, 1, 1, 2])):04}_{who}{number}"
        links = draw(st.lists(st.sampled_from([key for key in last.values() if key.app != app]), max_size=1))
        last[app] = story.add(Key(app, name), [last[app], *links], f"{who}{number}")
        made.append(last[app])
    return made


def distort(draw: st.DrawFn, story: Story, theirs: list[Key]) -> None:
    """Make the story one in which nobody may be sure."""
    mine = draw(st.sampled_from(sorted(story.own)))
    other = draw(st.sampled_from(theirs))
    story.odd = draw(st.sampled_from(["computed", "clash", "merge", "before", "unnumbered", "squash", "hidden"]))
    text = story.texts[mine]
    match story.odd:
        case "computed":
            text = text.replace("dependencies = [", "dependencies = [*(), ")
        case "clash":
            text = text.replace('"ours', '"theirs')
        case "merge":
            text = text.replace("dependencies = [", f"dependencies = [('{other.app}', '{other.name}'), ")
        case "before":
            text = text.replace("run_before = [", f"run_before = [('{other.app}', '{other.name}'), ")
        case "squash":
            text = text.replace("    run_before", f"    replaces = [('{other.app}', '{other.name}')]\n    run_before")
        case "hidden":
            text = text.replace("operations = [", "operations = [] + [")
    story.texts[mine] = text


def attempt(story: Story) -> tuple[Project, str]:
    """The project with every app on one leaf, or why nobody is sure."""
    project = story.project
    try:
        for app in sorted(graph(project.migrations).conflicts):
            project = plan(app, project).project
    except Refusal as refusal:
        return story.project, str(refusal)
    return project, ""


@pytest.fixture(scope="module")
def django(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answer]:
    """Write a project, and give what Django makes of it."""
    script = Path(__file__).parents[1] / "django_applying.py"
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(project: Project) -> dict[str, Any]:
            folder = tmp_path_factory.mktemp("project") / "apps"
            for path, text in project.texts.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).with_name("__init__.py").touch()
                (folder / path).write_bytes(text)
            process.stdin.write(f"{folder}\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return dict(json.loads(process.stdout.readline()))  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


@trying(max_examples=GRAPHS, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories())
def test_django_applies_what_was_rebased_and_nobody_is_refused_without_a_reason(story: Story, django: Answer) -> None:
    before = graph(story.project.migrations)
    after, refusal = attempt(story)
    event(f"{'refused' if refusal else 'rebased' if before.conflicts else 'no conflict'}: {story.odd or 'plain'}")
    if refusal or (story.odd and not before.conflicts):
        assert story.odd, refusal
        return
    said = django(after)
    assert said["conflicts"] == {}
    assert said["applied"] == sorted([each.key.app, each.key.name] for each in after.migrations)
    assert len(after.migrations) == len(story.texts)
