"""Makes the report of a repository, as files."""

from teamkit.forges.finding import home
from teamkit.history.remotes import remotes
from teamkit.lifecycle.measuring.facts import Facts, Sources
from teamkit.lifecycle.measuring.scene import Scene
from teamkit.lifecycle.measuring.taking import ALL, taken
from teamkit.lifecycle.reporting.reporting import Subject, report
from teamkit.publish.charts.model import Item
from teamkit.publish.report.files import files

type Files = tuple[tuple[str, bytes], ...]


def made(scene: Scene, sources: Sources) -> Files:
    """Names and bytes of a report's files; the same facts make the same ones. Raises Refusal where git refuses."""
    with Facts(scene, sources) as facts:
        found = taken(facts, ALL)
    return files(report(scene, _subject(scene, sources), found, facts.notes))


def _subject(scene: Scene, sources: Sources) -> Subject:
    found = home(remotes(scene.root), sources.environment, scene.team.forge)
    if found is None:
        folder = scene.root.parent if scene.root.name == ".git" else scene.root
        return Subject(Item(folder.name.removesuffix(".git")), "#")
    kind, url = found
    return Subject(Item(url.split("//", 1)[-1].partition("/")[2], "", url), "!" if kind.name == "gitlab" else "#")
