"""Safe migrations: the rules that tell what a migration must not do while the released code still runs."""

from teamkit.checks.safety.column_types import CHANGES_TYPE
from teamkit.checks.safety.constraints import CHECKS_ROWS, DEMANDS_UNIQUE
from teamkit.checks.safety.data import CHANGES_DATA
from teamkit.checks.safety.indexes import BUILDS_INDEX
from teamkit.checks.safety.not_null import ADDS_COLUMN, FORBIDS_NULL
from teamkit.checks.safety.removals import DROPS
from teamkit.checks.safety.renames import RENAMES
from teamkit.checks.safety.reversal import HAS_NO_WAY_BACK
from teamkit.checks.safety.unread import CANNOT_BE_READ

RULES = (
    ADDS_COLUMN,
    FORBIDS_NULL,
    DROPS,
    RENAMES,
    CHANGES_TYPE,
    BUILDS_INDEX,
    DEMANDS_UNIQUE,
    CHECKS_ROWS,
    CHANGES_DATA,
    HAS_NO_WAY_BACK,
    CANNOT_BE_READ,
)
