"""A browser that is here, as a phone's is: sound needs a touch, and nothing leaves this machine."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS: Final = (
    # containers have no user to be protected from, and no graphics card
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--autoplay-policy=user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def lacking() -> str | None:
    """What is missing for tests in a browser, as a sentence; None where all is there."""
    try:
        import playwright.sync_api  # noqa: F401, PLC0415 - an extra brings it
    except ImportError:
        return "Playwright is not installed; `make browser` installs it"
    return None if program() else "Chromium is not installed; `make browser` installs it, or says how"


@contextlib.contextmanager
def started() -> Iterator[Browser]:
    """A browser without a window, which knows nothing of earlier ones."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra brings it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=_ARGUMENTS)
        yield browser
        browser.close()


def program() -> str | None:
    """Where Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)
