"""A missing tool is never silent: the test says which and how to get it, and fails where none may be missing."""

import pytest
from tools import python_tool, system_tool


def test_a_missing_tool_skips_the_test_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is missing: apt install no-such-package"):
        system_tool("no-such-tool", "no-such-package")
    with pytest.raises(pytest.skip.Exception, match="no-such-tool is missing: uv sync"):
        python_tool("no-such-tool")


def test_a_missing_tool_fails_the_test_where_none_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match="no-such-tool is missing: apt install no-such-package"):
        system_tool("no-such-tool", "no-such-package")
