"""Guards that each app with models has migrations."""

from collections.abc import Iterator

from teamkit.checks.check import Check
from teamkit.checks.facts import Facts
from teamkit.checks.portrait.fixtures import UNPAINTED, UNTOLD, a_site, a_value, an_app, painted
from teamkit.checks.portrait.looking import of_django, production
from teamkit.checks.portrait.topics import DATABASE
from teamkit.findings import Finding, Unseen

MOVED = "MIGRATION_MODULES"


def judge(facts: Facts) -> Iterator[Finding]:
    """A finding for each app that production installs whose models have no migrations."""
    for settings in production(facts):
        if isinstance(settings, Unseen):
            yield CHECK.cannot_tell(f"nobody can tell which apps are installed: {settings.why}", mend=settings.mend)
    seen = of_django(facts)
    if isinstance(seen, Unseen):
        return
    moved = any(site.production and MOVED in site.production.values for site in seen.sites)
    for app in seen.apps:
        if not app.has_migrations and moved:
            what = f"{app.module} has models and no migrations, and {MOVED} may put them elsewhere"
            yield CHECK.cannot_tell(what, app.models, "look there")
        elif not app.has_migrations:
            yield CHECK.fails(f"{app.module} has models and no migrations", app.models)


_BARE = (an_app(has_migrations=False),)

CHECK = Check(
    name="models-migrated",
    title="Each app with models has migrations.",
    looks_at="The apps in `INSTALLED_APPS` of production that this repository holds, whose models need a table.",
    why="Django makes their tables once, by what the models are on that day, and never changes them again.",
    mend="`python manage.py makemigrations APP`; where tables exist, `migrate APP --fake-initial`",
    run=judge,
    needs=("portrait",),
    topic=DATABASE,
    effort="an hour for each app, with a look at production's tables",
    red=(painted(apps=_BARE),),
    green=(painted(), painted(apps=(an_app(),))),
    unknown=(
        *UNPAINTED,
        painted(sites=(UNTOLD,)),
        painted(sites=(a_site(MIGRATION_MODULES=a_value(None, is_known=False)),), apps=_BARE),
    ),
)
