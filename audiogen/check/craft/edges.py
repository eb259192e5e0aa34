"""How a session begins and ends, and what is known of it before anybody presses play."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.signs import judged, says

_BEGINNING_S: Final = 60.0
_END_S: Final = 90.0
_SHORTEST_FADE_S: Final = 8.0


def choice_statement(session: CraftSession) -> Iterator[CraftFinding]:
    """Sessions in whose first minute nobody is told that there is a choice."""
    early = [each.sentence for each in session.heard if each.start_s < _BEGINNING_S]
    spoken = early or [each.sentence for each in session.heard[:1]]
    if spoken and judged(session.language) and not any(says("choice", each.text, each.language) for each in early):
        message = "nothing in the first minute says that things may be skipped, changed or stopped"
        yield session.in_sentence("choice-statement", spoken[0], message)


def content_note(session: CraftSession) -> Iterator[CraftFinding]:
    """Sessions of which nobody knows beforehand what they touch on."""
    if session.heard and session.script.notes.content is None and session.show.notes.content is None:
        message = "there is no `notes: content`, which says what the session touches on"
        yield session.at_key("content-note", ("title",), message)


def reorientation(session: CraftSession) -> Iterator[CraftFinding]:
    """Sessions that leave people where they are, eyes closed, at their end."""
    from_s = session.length_s - _END_S
    late = [each.sentence for each in session.heard if each.end_s >= from_s]
    rung = any(each.kind == "bell" and each.start_s >= from_s for each in session.moments)
    if not session.heard or rung or session.for_sleep or not judged(session.language):
        return
    if not any(says("back", each.text, each.language) for each in late):
        last = session.heard[-1].sentence
        message = "nothing in the last 90 s leads back to the room, and no bell is struck"
        yield session.in_sentence("reorientation", last, message)


def length(session: CraftSession) -> Iterator[CraftFinding]:
    """Lengths that may be out of reach, or are hardly meant; no session is built whose length certainly is."""
    yield from (CraftFinding(problem) for problem in session.expected.problems() if problem.warning)


def tail(session: CraftSession) -> Iterator[CraftFinding]:
    """Beds that end abruptly. That the last word has time behind it, every plan sees to."""
    bed = session.plan.bed
    if any(scene.layers for scene in session.plan.scenes) and bed.fade_out_s < _SHORTEST_FADE_S:
        of_show = session.script.bed.fade_out is None
        message = f"the bed fades out in {bed.fade_out_s:g} s"
        yield session.at_key("tail", ("bed", "fade_out"), message, of_show=of_show)
