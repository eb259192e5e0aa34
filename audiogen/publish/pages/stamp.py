"""The stamp of a page, by which a phone knows whether a page and the files that it keeps are of one publication.

It stands among the facts in the page, and follows from all that the page says. While a site is uploaded, its files are
of two publications for minutes; what is kept then would not fit together.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

UNSTAMPED: Final = ""
_PLACE: Final = '"stamp": "%s"'
_STAMP: Final = re.compile(_PLACE % "([0-9a-f]*)")


def stamped(page: str) -> str:
    """A page, as it was rendered, with its own stamp."""
    return _with(page, hashlib.sha256(page.encode()).hexdigest()[:8])


def stamped_like(page: str, other: str) -> str:
    """A page with the stamp of another one: the same page, as it was published for another address."""
    return _with(page, stamp_of(other))


def stamp_of(page: str) -> str:
    """The stamp of a page; an empty one where an earlier version made it."""
    found = _STAMP.search(page)
    return found[1] if found else UNSTAMPED


def _with(page: str, stamp: str) -> str:
    return _STAMP.sub(_PLACE % stamp, page, count=1)
