"""Sees open requests as work beside that of the branches which are here."""

from collections.abc import Iterable
from dataclasses import replace

from teamkit.checks.migrating.facts import Setting, Work
from teamkit.forges.model import Change, Request
from teamkit.history.branches import Branch
from teamkit.migrations.model import Key, Migration
from teamkit.migrations.packages import Packages


def with_requests(setting: Setting, requests: Iterable[Request], packages: Packages) -> list[Work]:
    """The work of other branches and of open requests; a request whose branch is here gives it its address."""
    works = list(setting.others)
    for request in requests:
        asked = requested(request, packages)
        known = [number for number, work in enumerate(works) if is_same(asked, work)]
        for number in known:
            works[number] = replace(works[number], url=request.url)
        if not known and not is_same(asked, setting.own):
            works.append(asked)
    return works


def requested(request: Request, packages: Packages) -> Work:
    """What a request adds, as far as the names of its files tell: nobody knows what its migrations come after."""
    new = (file.path for file in request.files if file.change in {Change.ADDED, Change.RENAMED})
    named = ((packages.app(path), path) for path in new)
    author = f"@{request.author}" if request.author else "whose account is gone"
    return Work(
        Branch(request.source, None, request.head, author, request.updated),
        frozenset({request.head}),
        tuple(Migration(Key(app, path.rpartition("/")[2][:-3]), path, request.head) for app, path in named if app),
        url=request.url,
    )


def is_same(asked: Work, work: Work) -> bool:
    """Whether a request is that of a branch: of one of its commits, or of its name and with a file of its."""
    paths = {migration.path for migration in asked.added} & {migration.path for migration in work.added}
    return asked.commits <= {*work.commits, work.branch.head} or (asked.branch.name == work.branch.name and bool(paths))
