"""Guards that the next Django does not change every primary key."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.ends import DJANGO, lines_of
from teamkit.checks.portrait.fixtures import UNPAINTED, UNTOLD, a_site, a_value, an_app, painted
from teamkit.checks.portrait.looking import of_django, production
from teamkit.checks.portrait.topics import DATABASE
from teamkit.checks.wording import some
from teamkit.dependencies.model import Dependencies
from teamkit.findings import Finding, Unseen

NAME = "DEFAULT_AUTO_FIELD"
ASKED_FOR = ("3.2", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2")


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding where neither settings nor apps say of which kind the primary keys are, up to Django 5.2."""
    seen = of_django(facts)
    if isinstance(seen, Unseen):
        yield CHECK.cannot_tell(f"nobody can tell of which kind primary keys are: {seen.why}", mend=seen.mend)
        return
    if not set(ASKED_FOR) & set(lines_of(seen.django, DJANGO)):
        return
    silent = [app.module for app in seen.apps if not app.has_auto_field]
    for settings in production(facts):
        if isinstance(settings, Unseen):
            yield CHECK.cannot_tell(
                f"nobody can tell of which kind primary keys are: {settings.why}", mend=settings.mend
            )
        elif NAME in settings.values:
            continue
        elif settings.is_open:
            yield CHECK.cannot_tell(
                f"{settings.path} takes settings over that are not read here, and {NAME} may be there"
            )
        elif silent:
            yield CHECK.fails(f"nothing says of which kind the primary keys are of {some(silent)}", identity=NAME)


_FOUR = Dependencies(locked={"django": "4.2.16"})
_APPS = (an_app(),)

CHECK = Check(
    name="auto-field",
    title="The next Django does not change every primary key.",
    looks_at="`DEFAULT_AUTO_FIELD` in the settings that production uses, or `default_auto_field` in each app with "
    "models, before Django 6.0.",
    why="Django 6.0 takes another kind by default, and makes a migration of every table's primary key.",
    mend="say what they are now: DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'",
    run=judge,
    needs=("portrait",),
    topic=DATABASE,
    effort="minutes",
    red=(painted(apps=_APPS, dependencies=_FOUR),),
    green=(
        painted(apps=(an_app(has_auto_field=True),), dependencies=_FOUR),
        painted(apps=_APPS, sites=(a_site(DEFAULT_AUTO_FIELD=a_value("django.db.models.AutoField")),)),
        painted(apps=_APPS, dependencies=Dependencies(locked={"django": "6.0.1"})),
    ),
    unknown=(*UNPAINTED, painted(sites=(UNTOLD,)), painted(sites=(a_site(is_open=True),), apps=_APPS)),
)
