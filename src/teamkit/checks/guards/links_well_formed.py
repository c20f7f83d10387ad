"""Guards that chat handles, channels and links lead somewhere."""

import re
from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts, Key
from teamkit.checks.fixtures import NOBODY, a_group, a_team, a_user, given, users
from teamkit.findings import Finding
from teamkit.team.model import Group, Team

CHAT = re.compile(r"[#@]\S.*|https://\S+")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each handle, channel or link that nobody could follow."""
    for keys, written in chats(facts.team):
        if not CHAT.fullmatch(written):
            what = f'"{written}" is no chat handle or channel: it begins with neither #, @ nor https://'
            yield CHECK.fails(what, facts.place(*keys))
    for name, link in (("tracker", facts.team.links.tracker), ("wiki", facts.team.links.wiki)):
        if link is not None and link.scheme != "https":
            yield CHECK.fails(f"the link to the {name} is not https: {link}", facts.place("links", name))


def chats(team: Team) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every chat handle and channel, with the keys that lead to it."""
    for name, user in team.users.items():
        if user.chat is not None:
            yield ("users", name, "chat"), user.chat
    for name, group in team.groups.items():
        if group.channel is not None:
            yield ("groups", name, "channel"), group.channel
    for subject, channel in team.channels.items():
        yield ("channels", subject), channel


CHECK = Check(
    name="links-well-formed",
    title="Chat handles and channels begin with # or @, and links with https.",
    looks_at="`chat` of people, `channel` of groups, `channels` and `links` of team.yml; a channel may be a link.",
    why="They are printed on the pages and named in messages, where a wrong one reaches nobody.",
    mend="correct it in team.yml, then run `teamkit team sync`",
    run=judge,
    red=(
        given(a_team(channels={"api": "api"})),
        given(a_team(users=users("grace") | {"ada": a_user("ada", chat="ada")})),
        given(a_team(groups={"core": Group(members=("ada",), channel="# core")})),
        given(a_team(links={"tracker": "http://tracker.example.com/"})),
        given(a_team(channels={"api": "http://chat.example.com/api"})),
    ),
    green=(
        given(),
        given(a_team(channels={"api": "#api", "design": "https://chat.example.com/design"})),
        given(a_team(users=users("grace") | {"ada": a_user("ada", chat="@ada")}, groups={"core": a_group("ada")})),
        given(a_team(links={"tracker": "https://tracker.example.com/", "wiki": "https://wiki.example.com/"})),
        NOBODY,
    ),
)
