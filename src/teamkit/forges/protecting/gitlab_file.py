"""The form of .gitlab/protection.yml, whose keys are those of GitLab's API."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Level(StrEnum):
    """Who may, by the lowest role that does."""

    NOBODY = "nobody"
    DEVELOPERS = "developers"
    MAINTAINERS = "maintainers"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Project(_Part):
    """The settings of the project."""

    default_branch: str | None = None
    merge_method: Literal["merge", "rebase_merge", "ff"] | None = None
    squash_option: Literal["never", "always", "default_on", "default_off"] | None = None
    only_allow_merge_if_pipeline_succeeds: bool | None = None
    allow_merge_on_skipped_pipeline: bool | None = None
    only_allow_merge_if_all_discussions_are_resolved: bool | None = None
    remove_source_branch_after_merge: bool | None = None


class Branch(_Part):
    """A protected branch, or all that a pattern names."""

    push_access_level: Level
    merge_access_level: Level
    allow_force_push: bool = False
    code_owner_approval_required: bool | None = None


class Tag(_Part):
    """Protected tags."""

    create_access_level: Level


class Approvals(_Part):
    """What a request needs of others."""

    approvals_required: Annotated[int, Field(ge=0, le=100)]
    merge_requests_author_approval: bool | None = None
    merge_requests_disable_committers_approval: bool | None = None
    reset_approvals_on_push: bool | None = None


class Protection(_Part):
    """The whole file."""

    project: Project = Project()
    branches: dict[str, Branch] = {}
    tags: dict[str, Tag] = {}
    approvals: Approvals | None = None


PARTS = (Protection, Project, Branch, Tag, Approvals)
