"""Migration files as text, for tests."""

from collections.abc import Iterable

from teamkit.migrations.model import Key, Migration

HEAD = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"


def text(*dependencies: tuple[str, str], **fields: Iterable[tuple[str, str]]) -> str:
    """A migration file that depends on others."""
    lines = [f"    {name} = {list(pairs)!r}" for name, pairs in {"dependencies": dependencies, **fields}.items()]
    return HEAD + "\n".join(lines) + "\n    operations = []\n"


def key(name: str) -> Key:
    """`shop.0001` as a key."""
    return Key(*name.split("."))


def migration(name: str, *dependencies: str, run_before: Iterable[str] = (), replaces: Iterable[str] = ()) -> Migration:
    """A migration by the names of what it depends on."""
    own = key(name)
    path = f"{own.app}/migrations/{own.name}.py"
    after, before, instead = (tuple(map(key, names)) for names in (dependencies, run_before, replaces))
    return Migration(own, path, name, after, before, instead)
