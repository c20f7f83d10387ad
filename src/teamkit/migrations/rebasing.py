"""Plan how one's own migrations of an app come on top of somebody else's, or say why nobody can be sure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from teamkit.findings import Refusal
from teamkit.migrations.graph import Graph, graph
from teamkit.migrations.mentions import renamed
from teamkit.migrations.model import Key, Migration
from teamkit.migrations.operations import Script, script
from teamkit.migrations.reading import read
from teamkit.migrations.touching import clash

_NUMBERED = re.compile(r"(\d+)(_.*|)")


@dataclass(frozen=True)
class Project:
    """All migrations of a work tree, what their files hold by their paths, and those that only this branch has."""

    migrations: tuple[Migration, ...]
    texts: Mapping[str, bytes]
    own: frozenset[Key]

    def of(self, app: str) -> tuple[Migration, ...]:
        """The migrations of one app."""
        return tuple(each for each in self.migrations if each.key.app == app)

    def scripts(self, migrations: Iterable[Migration]) -> tuple[Script, ...]:
        """What migrations do."""
        return tuple(script(each.path, self.texts[each.path]) for each in migrations)


@dataclass(frozen=True)
class Plan:
    """Own migrations of an app that leave `fork` and come on top of `onto`, and the project as it is then.

    `names` are their new names by the old ones, the first one first.
    """

    fork: Key
    onto: Key
    names: Mapping[Key, Key]
    project: Project


def plan(app: str, project: Project) -> Plan:
    """How the own migrations of an app come on top of its other leaf. Raises Refusal where nobody can be sure."""
    _refuse_unreadable(app, project)
    before = _sound(app, graph(project.migrations))
    chain = _chain(app, project)
    fork, onto = _parent(chain[0]), _other_leaf(app, before, chain)
    _refuse_dependants(chain, project)
    _refuse_clashes(chain, _ancestors(onto, before) - _ancestors(fork, before), project)
    names = dict(zip((each.key for each in chain), _names(chain, project), strict=True))
    after = tuple(_moved(each, names, {fork: onto} if each is chain[0] else {}) for each in project.migrations)
    _sound(app, graph(after), leaf=names[chain[-1].key])
    own = frozenset(names.get(key, key) for key in project.own)
    return Plan(fork, onto, names, Project(after, dict(_texts(project, after)), own))


# ── What must hold ──────────────────────────────────────────────────────────────────────────────


def _refuse_unreadable(app: str, project: Project) -> None:
    folders = sorted({each.folder for each in project.of(app)})
    if len(folders) > 1:
        raise Refusal(f"{app} is the label of {' and of '.join(folders)}; put yours on top by hand")
    for migration in project.migrations:
        if migration.unreadable and (migration.key.app == app or migration.key in project.own):
            raise Refusal(f"{migration.path} cannot be read: {migration.unreadable}; mend it first")


def _sound(app: str, found: Graph, leaf: Key | None = None) -> Graph:
    """A graph that Django can load, with this one leaf of the app where it is named."""
    if found.cycle:
        raise Refusal(f"migrations would wait for each other: {' → '.join(map(str, found.cycle))}; mend that first")
    lacking = next((missing for missing in found.missing if missing.asked_by.app == app), None)
    if lacking:
        raise Refusal(f"{lacking.asked_by} needs {lacking.key}, which is not there; mend that first")
    if leaf and found.leaves[app] != (leaf,):
        raise Refusal(f"{app} would still end in {_listed(found.leaves[app])}; put yours on top by hand")
    return found


def _chain(app: str, project: Project) -> tuple[Migration, ...]:
    """The own migrations of the app, each after the one before it."""
    own = {each.key: each for each in project.of(app) if each.key in project.own}
    if not own:
        leaves = graph(project.migrations).leaves[app]
        raise Refusal(f"{app} ends in {_listed(leaves)}, and none of them is yours: makemigrations --merge {app}")
    squashed = next((each for each in own.values() if each.replaces), None)
    if squashed:
        raise Refusal(f"{squashed.key} takes the place of others; put it on top by hand")
    after = {_parent(each): each for each in own.values()}
    first = [parent for parent in after if parent not in own]
    if len(after) < len(own) or len(first) != 1:
        raise Refusal(f"your migrations of {app} are no single line ({_listed(own)}); put them on top by hand")
    chain = [after[first[0]]]
    while chain[-1].key in after:
        chain.append(after[chain[-1].key])
    return tuple(chain)


def _parent(migration: Migration) -> Key:
    """The one migration of its own app that another comes after."""
    parents = [parent for parent in migration.dependencies if parent.app == migration.key.app]
    if len(parents) != 1:
        number = "several" if parents else "none"
        raise Refusal(f"{migration.key} comes after {number} of its app; put it on top by hand")
    return parents[0]


def _other_leaf(app: str, before: Graph, chain: Collection[Migration]) -> Key:
    """The leaf that is not ours."""
    ours = [each.key for each in chain]
    leaves = before.leaves.get(app, ())
    others = [leaf for leaf in leaves if leaf not in ours]
    if ours[-1] not in leaves or len(others) != 1:
        raise Refusal(f"{app} ends in {_listed(leaves)}, and which of them is to come first is not sure")
    return others[0]


def _refuse_dependants(chain: Collection[Migration], project: Project) -> None:
    ours = {each.key for each in chain}
    for migration in project.migrations:
        named = ours & {*migration.dependencies, *migration.run_before, *migration.replaces}
        if named and migration.key not in project.own:
            raise Refusal(f"{migration.key} names {_listed(named)} and is not yours; put them in order by hand")


def _refuse_clashes(chain: Collection[Migration], others: Collection[Key], project: Project) -> None:
    """Refuse where both sides change the same thing, and where nobody can tell."""
    theirs = [each for each in project.migrations if each.key in others]
    sides = (project.scripts(chain), project.scripts(theirs))
    for each in (*sides[0], *sides[1]):
        if each.unreadable:
            raise Refusal(f"{each.path} may change what another changes: {each.unreadable}; put yours on top by hand")
    both = clash(*sides)
    if both:
        raise Refusal(f"yours and {_listed(others)} both change {both}; decide by hand which holds")


def _ancestors(key: Key, found: Graph) -> set[Key]:
    """A migration with all of its app that come before it."""
    waiting, seen = [key], set[Key]()
    while waiting:
        current = waiting.pop()
        seen.add(current)
        waiting += [each for each in found.parents.get(current, ()) if each.app == key.app and each not in seen]
    return seen


# ── What follows ────────────────────────────────────────────────────────────────────────────────


def _names(chain: Collection[Migration], project: Project) -> Iterator[Key]:
    """The next numbers, with the words kept; a name without a number stays."""
    app = next(iter(chain)).key.app
    others = (_NUMBERED.fullmatch(each.key.name) for each in project.of(app) if each not in chain)
    last = max((int(match[1]) for match in others if match), default=0)
    for each in chain:
        match = _NUMBERED.fullmatch(each.key.name)
        last = max(last + 1, int(match[1])) if match else last
        yield Key(app, f"{last:0{len(match[1])}}{match[2]}") if match else each.key


def _moved(migration: Migration, names: Mapping[Key, Key], parents: Mapping[Key, Key]) -> Migration:
    """A migration under its new name, with the new names of others."""
    key = names.get(migration.key, migration.key)
    instead = {**names, **parents}

    def new(keys: Iterable[Key]) -> tuple[Key, ...]:
        return tuple(instead.get(each, each) for each in keys)

    return replace(
        migration,
        key=key,
        path=f"{migration.folder}/{key.name}.py",
        dependencies=new(migration.dependencies),
        run_before=new(migration.run_before),
        replaces=new(migration.replaces),
    )


def _texts(project: Project, after: Iterable[Migration]) -> Iterator[tuple[str, bytes]]:
    """What the files of migrations hold then, proven to say what they should."""
    for old, new in zip(project.migrations, after, strict=True):
        text = project.texts[old.path]
        if new != old:
            names = zip(_mentioned(old), _mentioned(new), strict=True)
            text = renamed(text, dict(names))
            if read(new.key.app, new.path, text, new.blob) != new:
                raise Refusal(f"{old.path} names others in a way that cannot be changed; put it on top by hand")
        yield new.path, text


def _mentioned(migration: Migration) -> tuple[Key, ...]:
    return (*migration.dependencies, *migration.run_before, *migration.replaces)


def _listed(keys: Iterable[Key]) -> str:
    return ", ".join(map(str, sorted(keys))) or "nothing"
