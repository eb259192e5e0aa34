"""What workers of a cluster do in tests: they are other processes, and find it by this module's name."""

from __future__ import annotations

import os
from pathlib import Path

from audiogen.cluster.making import make_parcel
from audiogen.cluster.parcel import Delivered, Sealed

VERSION = "audiogen of this test"


def here() -> str:
    """What everybody has who takes part."""
    return VERSION


def otherwise(process: int) -> str:
    """Another version on every worker."""
    return VERSION if os.getpid() == process else "audiogen of another day"


def late_otherwise() -> str:
    """What a worker has that came after all others had been asked."""
    return "audiogen of another day"


def lost_once(sealed: Sealed, *, folder: Path) -> Delivered:
    """Make it, on any worker but the first one that tries."""
    try:
        (folder / "lost").touch(exist_ok=False)
    except FileExistsError:
        return make_parcel(sealed, here, 1)
    os._exit(9)


def poisoned(sealed: Sealed, *, name: str) -> Delivered:
    """Make it, unless it is the one that no worker survives."""
    if sealed.name == name:
        os._exit(9)
    return make_parcel(sealed, here, 1)


def made(sealed: Sealed) -> Delivered:
    """Make it."""
    return make_parcel(sealed, here, 1)


def made_by_another(sealed: Sealed) -> Delivered:
    """What becomes of it on a worker of another version."""
    return make_parcel(sealed, late_otherwise, 1)
