"""What is said of sessions that a service on the internet speaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from audiogen.editions.expand import public_tracks
from audiogen.errors import VoiceError
from audiogen.plan.planner import plan_attempts
from audiogen.script.blocks import Scan
from audiogen.script.load import Library
from audiogen.script.model import Script, Show
from audiogen.script.steps import Reflect, Say
from audiogen.script.voice import Voice
from audiogen.speech.phrase import Phrasing


def online_notices(library: Library, phrasing: Phrasing) -> Iterator[str]:
    """A sentence for each session with a voice that sends its text elsewhere."""
    for script in library.scripts:
        # to plan a session takes time, and few shows name such a voice at all
        if not any(_is_online(voice, phrasing) for voice in _named(library.show, script)):
            continue
        online = [voice for voice in _voices(library.show, script) if _is_online(voice, phrasing)]
        if online:
            yield (
                f"{script.slug}: the text of this session goes to the service of {' and '.join(online)} on the "
                "internet when it is built; how its words will sound cannot be checked here"
            )


def _named(show: Show, script: Script) -> frozenset[str]:
    """Every voice that may speak in a session."""
    spoken = (step.voice for step, _ in script.written_steps if isinstance(step, Say | Reflect | Scan))
    chosen = (choice.name for choice in (show.voice, script.voice, *spoken) if choice.name)
    return frozenset(chain(Voice().names, *chosen))


def _voices(show: Show, script: Script) -> tuple[str, ...]:
    plans = chain.from_iterable(plan_attempts(show, track.script) for track in public_tracks(script))
    return tuple(dict.fromkeys(voice for plan in plans for voice in plan.speakers))


def _is_online(voice: str, phrasing: Phrasing) -> bool:
    try:
        return phrasing.find(voice).online
    except VoiceError:
        return False
