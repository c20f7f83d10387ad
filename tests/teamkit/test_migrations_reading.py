"""Migration files are read as they are written, and what only Django could find out is named and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from migrations import HEAD, key, text

from teamkit.migrations.literal import PYTHON
from teamkit.migrations.model import Key, Migration
from teamkit.migrations.naming import packages
from teamkit.migrations.packages import PLAIN, of_django
from teamkit.migrations.reading import read


def reading(code: str | bytes) -> Migration:
    return read("shop", "shop/migrations/0002_x.py", code if isinstance(code, bytes) else code.encode())


def body(*lines: str) -> str:
    return HEAD + "".join(f"    {line}\n" for line in lines)


# ── What is read ────────────────────────────────────────────────────────────────────────────────


def test_a_migration_says_what_it_comes_after_before_and_in_place_of() -> None:
    found = reading(text(("shop", "0001"), run_before=[("mail", "0003")], replaces=[("shop", "0000")]))
    assert found == Migration(
        key("shop.0002_x"),
        "shop/migrations/0002_x.py",
        "",
        dependencies=(key("shop.0001"),),
        run_before=(key("mail.0003"),),
        replaces=(key("shop.0000"),),
    )
    assert found.folder == "shop/migrations"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["dependencies = [('shop', '0001')] + [('mail', '0002')]"], ["shop.0001", "mail.0002"]),
        (["dependencies = [('shop', '0001')]", "dependencies += [('mail', '0002')]"], ["shop.0001", "mail.0002"]),
        (["dependencies: list = (['shop', '0001'],)"], ["shop.0001"]),
        (["dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]"], []),
        (["dependencies = [migrations.swappable_dependency('users.User')]"], ["users.__first__"]),
        (["dependencies = [('users', '__first__'), ('mail', '__latest__')]"], ["users.__first__", "mail.__latest__"]),
        (["initial = True"], []),
    ],
)
def test_literal_forms_are_read(lines: list[str], names: list[str]) -> None:
    found = reading(body(*lines))
    assert found.unreadable is None
    assert found.dependencies == tuple(map(key, names))


def test_a_file_in_another_encoding_is_read_as_python_reads_it() -> None:
    assert reading(b"# coding: latin-1\n# \xe9\n" + text(("shop", "0001")).encode()).dependencies == (key("shop.0001"),)


# ── What is not ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            body("dependencies = [(a, '0001') for a in APPS]"),
            "line 5: dependencies are computed: [(a, '0001') for a in",
        ),
        (body("dependencies = NEEDED"), "line 5: dependencies are computed: NEEDED"),
        (body("dependencies = [*NEEDED]"), "line 5: dependencies hold what is no literal pair: *NEEDED"),
        (body("dependencies = [('shop', LAST)]"), "line 5: dependencies hold what is no literal pair: ('shop', LAST)"),
        (body("dependencies = ('shop', '0001')"), "line 5: dependencies hold what is no literal pair: 'shop'"),
        (body("dependencies = [last('shop')]"), "line 5: dependencies hold what is no literal pair: last('shop')"),
        (body("replaces = range(3)"), "line 5: replaces are computed: range(3)"),
        (
            body("dependencies = []", "if X:", "    dependencies.append(1)"),
            "line 6: dependencies, run_before or replace",
        ),
        (body("dependencies = []", "def __init__(self):", "    self.replaces = X"), "line 6: dependencies, run_before"),
        (text() + "Migration.dependencies = X\n", "line 7: Migration is changed after its class"),
        (text() + text().split("\n\n\n")[1], "line 7: a second class Migration"),
        ("@x\nclass Migration: pass\n", "line 2: the class Migration is decorated"),
        ("class Migration(Ours): pass\n", "line 1: dependencies may be inherited from Ours"),
        ("if X:\n    class Migration: pass\n", "line 1: Migration is no plain class at the top of the file"),
        ("from x import Migration\n", "line 1: Migration is no plain class at the top of the file"),
        ("from x import *\n", "line 1: a star import, and no class Migration"),
        ("X = 1\n", "has no class Migration"),
        ("", "has no class Migration"),
        (text() + "<<<<<<< HEAD\n=======\n>>>>>>> theirs\n", "line 7: holds conflict marks"),
        ("class Migration(:\n", f"line 1: does not parse with {PYTHON} (invalid syntax)"),
        (b"\xff", f"does not parse with {PYTHON} ("),
        ("\0", f"does not parse with {PYTHON} ("),
        ("x = " + "(" * 500, f"does not parse with {PYTHON} ("),
    ],
)
def test_what_cannot_be_read_says_what_and_where(code: str | bytes, why: str) -> None:
    found = reading(code)
    assert why in (found.unreadable or "")
    assert "\n" not in (found.unreadable or "")
    assert found.dependencies == found.replaces == found.run_before == ()


def test_a_base_of_ones_own_is_fine_where_the_dependencies_are_written_out() -> None:
    found = reading("class Migration(CheckedMigration):\n    dependencies = [('shop', '0001')]\n")
    assert found.dependencies == (key("shop.0001"),)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text().map(lambda code: (HEAD + "    " + code).encode())))
def test_whatever_stands_in_a_file_nothing_is_raised(code: bytes) -> None:
    assert isinstance(reading(code), Migration)


# ── Which files are migrations ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "app"),
    [
        ("shop/migrations/0001_initial.py", "shop"),
        ("a/b/shop/migrations/add_price.py", "shop"),
        ("shop/migrations/__init__.py", None),
        ("shop/migrations/_helpers.py", None),
        ("shop/migrations/~0001.py", None),
        ("shop/migrations/0001.old.py", None),
        ("shop/migrations/0001.sql", None),
        ("shop/migrations/squashed/0001.py", None),
        ("shop/migrations.py", None),
        ("migrations/0001.py", None),
        ("0001.py", None),
        ("shop/migrations/.py", None),
    ],
)
def test_a_file_is_a_migration_where_django_would_load_it(path: str, app: str | None) -> None:
    assert PLAIN.app(path) == app


def test_a_folder_that_is_no_package_holds_no_migrations() -> None:
    tree = ["a/migrations/0001.py", "b/migrations/0001.py", "b/migrations/__init__.py"]
    assert PLAIN.files(tree) == {"b/migrations/0001.py": "b"}


def test_folders_of_other_tools_are_left_alone_and_broken_migrations_are_not() -> None:
    ours = read("shop", "shop/migrations/0001_initial.py", b"oh no")
    beside = read("shop", "shop/migrations/helpers.py", b"X = 1")
    other = read("tool", "tool/migrations/env.py", b"X = 1")
    assert of_django([ours, beside, other]) == (ours, beside)
    assert of_django([beside, other], folders=["shop/migrations"]) == (beside,)


@pytest.mark.parametrize(
    ("code", "app"),
    [
        ("class A(AppConfig):\n    name = 'shop'\n    label = 'store'\n", "store"),
        ("class A(AppConfig):\n    name = 'shop'\n", "shop"),
        ("X = 1\n", "shop"),
        (
            "class A(C):\n  name = 's'\n  default = False\n  label = 'a'\nclass B(C):\n  name = 's'\n  label = 'b'\n",
            "b",
        ),
        ("class A(C):\n  name = 'shop'\n  label = 'a'\nclass B(C):\n  name = 's'\n  label = 'b'\n", "shop"),
        ("class A(C):\n  name = 's'\n  label = 'a'\n  default = True\nclass B(C):\n  name = 's'\n  label = 'b'\n", "a"),
    ],
)
def test_an_app_is_called_by_its_label(code: str, app: str) -> None:
    found = packages({"x/shop/apps.py": code.encode()}, {})
    assert (found.app("x/shop/migrations/0001.py"), found.unreadable) == (app, ())


def test_migration_modules_put_migrations_of_an_app_elsewhere() -> None:
    code = b"MIGRATION_MODULES = {'sites': 'contrib.sites.migrations', 'axes': 'ours.axes', 'mail': None}\n"
    found = packages({}, {"config/settings.py": code})
    assert found.app("src/contrib/sites/migrations/0001.py") == "sites"
    assert found.app("ours/axes/0001.py") == "axes"
    assert found.app("mail/migrations/0001.py") == "mail", "tests switch migrations off so"
    assert found.unreadable == ()


@pytest.mark.parametrize(
    "code", ["MIGRATION_MODULES = NoMigrations()\n", "MIGRATION_MODULES = {app: None for app in APPS}\n", "X = 1\n"]
)
def test_settings_that_switch_migrations_off_are_no_reason_to_doubt(code: str) -> None:
    assert packages({}, {"settings/test.py": code.encode()}) == PLAIN


@pytest.mark.parametrize(
    ("apps", "settings", "why"),
    [
        (
            "class A(C):\n  name = 'shop'\n  label = f'{X}'\n",
            "",
            "shop/apps.py: line 3: the app's label is computed: f'{X}'",
        ),
        ("class A(:\n", "", f"shop/apps.py: line 1: does not parse with {PYTHON} (invalid syntax)"),
        (
            "",
            "MIGRATION_MODULES = modules(APPS)\n",
            "settings.py: line 1: MIGRATION_MODULES is computed: modules(APPS)",
        ),
        ("", "MIGRATION_MODULES = {'a': f'{X}.a'}\n", "settings.py: line 1: MIGRATION_MODULES is computed: f'{X}.a'"),
        ("", "MIGRATION_MODULES = {**BASE}\n", "settings.py: line 1: MIGRATION_MODULES is computed: BASE"),
    ],
)
def test_computed_names_are_told_with_their_line(apps: str, settings: str, why: str) -> None:
    found = packages({"shop/apps.py": apps.encode()}, {"settings.py": settings.encode()})
    assert found.unreadable == (why,)


def test_keys_are_told_as_django_prints_them() -> None:
    assert str(Key("shop", "0001_initial")) == "shop.0001_initial"
