"""Leave a template: done in a room, from which one commit comes back on a branch of its own."""

from pathlib import Path

from teamkit.findings import Refusal
from teamkit.history.branches import branches, flow
from teamkit.history.git import ask
from teamkit.lifecycle.ejecting.changing import Changing, changing
from teamkit.lifecycle.ejecting.ground import Ground, ground
from teamkit.lifecycle.ejecting.mentions import mentions
from teamkit.lifecycle.ejecting.model import Departure
from teamkit.lifecycle.ejecting.rendering import both
from teamkit.lifecycle.form import form
from teamkit.lifecycle.proposing import branch_name, worded
from teamkit.lifecycle.rooms import room
from teamkit.lifecycle.updating.recorded import here

_SHOWN = ("-p", "--no-color", "--no-ext-diff", "--no-textconv")


def leave(folder: Path, *, dry_run: bool = False) -> Departure:
    """Deliver what leaves the template as a branch; the work tree, the index and HEAD stay as they are.

    Raises Refusal where git, the answers file, team.yml or the template say no.
    """
    place = here(folder)
    root = place.root
    with room(root) as made:
        project = ground(made, place.head, place.found)
        branch = branch_name("eject", flow(project.answers, branches(root)))
        if not dry_run:
            _refuse_taken(root, branch)
        done = _departure(project, branch)
        if not dry_run:
            made.deliver(done.commit, branch)
        return done


def _refuse_taken(root: Path, branch: str) -> None:
    if ask(root, "for-each-ref", f"refs/heads/{branch}"):
        raise Refusal(f"the branch {branch} is there already; take it, or: git branch --delete --force {branch}")


def _departure(project: Ground, branch: str) -> Departure:
    made, found, head = project.room, project.found, project.head
    renders = both(found, project.answers, made.folder)
    what = changing(project, renders)
    commit = _committed(project, what)
    return Departure(
        template=found.template,
        version=found.version,
        branch=branch,
        commit=commit,
        gone=what.gone,
        changed=tuple(sorted(path for path, version in what.files.items() if version)),
        stays=what.stays,
        mentions=mentions(made, made.git("rev-parse", f"{commit}:{found.folder}").strip(), found, what.gone),
        difference=made.git("diff-tree", *_SHOWN, head, commit),
        waits=renders.waits,
    )


def _committed(project: Ground, what: Changing) -> str:
    """One commit on top of what is checked out."""
    made, found, head = project.room, project.found, project.head
    below = {f"{found.folder}/{path}".lstrip("/"): version for path, version in what.files.items()}
    asked = form(made.checkout("before", head) / found.folder)
    words = worded(asked, "Leave the template", "chore")
    return made.commit(made.changed(head, below), f"{words}\n\nIts tool, and what called it, goes.\n", head)
