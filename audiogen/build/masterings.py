"""How sessions are mastered, kept: what a build or a preview has measured, no preview measures again.

Kept beside the phrases, those of a client apart. A build decides by itself, so that its files are the same whatever the
cache holds.
"""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Final

from pydantic import TypeAdapter, ValidationError

from audiogen.build.keys import sound_key
from audiogen.build.production import versions
from audiogen.build.session import Session
from audiogen.cache.code import package_sha256
from audiogen.cache.store import content_key
from audiogen.errors import OutputError
from audiogen.render.decision import MixDecision

_VERSION: Final = 1


def kept_decision(session: Session) -> MixDecision | None:
    """How the session was mastered, in just this form; None when nobody knows it.

    Args:
        session: as the voice speaks it that is heard.
    """
    with contextlib.suppress(OutputError, ValidationError):
        kept = session.own_cache.get(_key(session))
        return None if kept is None else TypeAdapter(MixDecision).validate_json(kept)
    return None


def keep_decision(session: Session, decision: MixDecision) -> None:
    """Keep how the session is mastered, where the cache can be written to."""
    with contextlib.suppress(OutputError):
        session.own_cache.put(_key(session), TypeAdapter(MixDecision).dump_json(decision))


def _key(session: Session) -> str:
    return content_key({"kind": "mastering", "version": _VERSION, "sound": sound_key(session, _code())})


@cache  # a process goes on with the libraries that it has loaded
def _code() -> str:
    # its letters count, since to know what they mean would take longer than to measure
    return content_key([package_sha256(), *versions()])
