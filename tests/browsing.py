"""A real browser that opens pages from the disk and speaks to nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from tools import system_tool

_ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; it is slow to start, so start it once."""
    program = system_tool("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_ALONE))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    width: int = 1100,
    scheme: Literal["light", "dark"] = "light",
    *,
    has_scripts: bool = True,
) -> Iterator[Page]:
    """A page in a window so wide; an error on its console fails."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=has_scripts
    )
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text))
    page.on("request", lambda asked: errors.extend([asked.url] if asked.url != file.as_uri() else []))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert errors == []
