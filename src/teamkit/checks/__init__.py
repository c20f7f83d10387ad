"""Checks: facts in, findings out. This list is what teamkit guards."""

from teamkit.checks.check import register
from teamkit.checks.guards import (
    both_away,
    deputy_present,
    every_file_owned,
    generated_files_current,
    links_well_formed,
    migration_edited,
    migration_graph,
    migration_hotfix,
    migration_radar,
    migration_safety,
    not_alone,
    nothing_lost,
    one_accountable,
    owners_active,
    owners_known,
    rules_alive,
    skills_covered,
    two_reviewers,
    waivers,
    write_access,
)

GUARDS = (
    generated_files_current.CHECK,
    every_file_owned.CHECK,
    rules_alive.CHECK,
    owners_known.CHECK,
    write_access.CHECK,
    one_accountable.CHECK,
    deputy_present.CHECK,
    two_reviewers.CHECK,
    both_away.CHECK,
    not_alone.CHECK,
    skills_covered.CHECK,
    owners_active.CHECK,
    links_well_formed.CHECK,
    nothing_lost.CHECK,
    migration_radar.CHECK,
    migration_graph.CHECK,
    migration_edited.CHECK,
    migration_hotfix.CHECK,
    migration_safety.CHECK,
)

CHECKS = register(*GUARDS, waivers.check({guard.name: guard.owner_waives for guard in GUARDS}))
