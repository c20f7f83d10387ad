"""Paints the portrait of a repository from what its files say."""

from itertools import chain

from teamkit.checks.portrait.facts import Portrait
from teamkit.dependencies.reading import dependencies, is_lock, is_wishes
from teamkit.lifecycle.auditing.files import Contents
from teamkit.projects import tooling
from teamkit.projects.agreements import form, owners
from teamkit.projects.layout import apps, sites
from teamkit.projects.pipelines import pipelines
from teamkit.projects.places import above
from teamkit.projects.python import python


def portrait(found: Contents, people: int | None) -> Portrait:
    """What a repository is made of."""
    texts = found.texts
    here = sites(texts)
    folders = tuple(dict.fromkeys(chain.from_iterable(above(site.folder) for site in here))) or ("",)
    asked = {path: texts[path] for path in texts if is_lock(path) or is_wishes(path)}
    return Portrait(
        sites=here,
        dependencies=dependencies({path: text for path, text in asked.items() if _is_beside(path, folders)}),
        tool=tooling.tool(texts, folders),
        lock=tooling.lock(texts, folders),
        python=python(texts, folders),
        apps=tuple(dict.fromkeys(app for site in here for app in apps(texts, site, found.tree))),
        linters=tooling.linters(texts, folders),
        pipelines=pipelines(texts),
        tests=found.tests,
        owners=owners(found.tree),
        form=form(found.tree),
        people=people,
        secrets=found.secrets,
        private=found.private,
        skipped=found.skipped,
    )


def _is_beside(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a file speaks of a project in one of these folders."""
    folder = path.rpartition("/")[0]
    return folder in folders or (folder.rpartition("/")[2] == "requirements" and folder.rpartition("/")[0] in folders)
