"""Opening a page in whatever browser this computer has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeAlias

Opener: TypeAlias = Callable[[str], bool]
"""Opens an address; whether it could."""


def open_in_browser(url: str, on_failure: Callable[[str], None], opener: Opener | None = None) -> threading.Thread:
    """Open a page while this program goes on: some browsers live in the terminal, and end only when they are left.

    Args:
        url: the address of the page.
        on_failure: called with the address, from another thread, when there is no browser that opens it.
        opener: what opens it; the system's own browser when left out.

    Returns:
        The thread that opens it.
    """

    def open_it() -> None:
        if not _opened(url, opener):
            on_failure(url)

    thread = threading.Thread(target=open_it, name="browser", daemon=True)
    thread.start()
    return thread


def _opened(url: str, opener: Opener | None) -> bool:
    import webbrowser

    try:
        return (opener or webbrowser.open)(url)
    except (webbrowser.Error, OSError):
        # what BROWSER names may not be there
        return False
