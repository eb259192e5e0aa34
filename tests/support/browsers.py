"""A browser that is here, as a phone's is: sound needs a touch, and nothing leaves this machine."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSECURE_HOST: Final = "show.example"
"""Another name of this machine, which browsers do not take for one: what asks for https is refused there."""
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
    f"--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
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


@contextlib.contextmanager
def started_with(profile: Path, browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own, which knows what is in a folder, and leaves there what it knows in the end.

    Args:
        profile: the folder, which is made where it is not there.
        browser: one of the same kind, which goes on beside it.
    """
    kind = browser.browser_type
    context = kind.launch_persistent_context(profile, executable_path=program(), args=_ARGUMENTS, has_touch=True)
    yield context
    context.close()


def program() -> str | None:
    """Where Chromium is; None where there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)
