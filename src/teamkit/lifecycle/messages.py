"""What the commits of a branch say, of those that were asked for a form."""

from teamkit.findings import Unseen
from teamkit.history.branches import branches, newest
from teamkit.history.messages import Messages, own
from teamkit.history.searching import commits_mentioning
from teamkit.lifecycle.checkout import Checkout
from teamkit.lifecycle.form import WORD, form


def messages(checkout: Checkout, target: str | None) -> Messages | Unseen:
    """What the commits say that lasting branches and the target lack, and the form that each was asked for."""
    asked = form(checkout.root)
    if isinstance(asked, Unseen):
        return asked
    place = checkout.place if asked else None
    if isinstance(place, Unseen):
        return place
    if not (asked and place):
        return Messages(asked)
    to = newest(branches(checkout.root), target) if target else None
    lacking = own(checkout.root, [branch.ref for branch in (place.working, place.production, to) if branch])
    knowing = commits_mentioning(checkout.root, WORD, asked.file, {each.parents for each in lacking if each.parents})
    return Messages(asked, tuple(message for message in lacking if message.parents in knowing))
