"""Voice and bed, as far as a script alone tells how they will be heard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.disclosure import place_of_disclosure, undisclosed
from audiogen.script.yaml.nodes import Place

_SOFT_ENOUGH_DB: Final = -18.0
_TOO_LOUD_DB: Final = -12.0
"""Levels of a bed relative to the voice."""


def bed_under_speech(session: CraftSession) -> Iterator[CraftFinding]:
    """Beds that are hard to hear words through: WCAG 2.2, technique G56, asks for 20 dB between them."""
    bed = session.plan.bed
    level_db = bed.under_speech_db
    if not bed.scene.layers or level_db <= _SOFT_ENOUGH_DB:
        return
    strained = level_db <= _TOO_LOUD_DB
    what = "makes some listeners strain to follow" if strained else "drowns the voice"
    message = f"under_speech: a bed {-level_db:g} dB below the voice {what}"
    of_show = session.script.bed.under_speech is None
    yield session.at_key("bed-under-speech", ("bed", "under_speech"), message, error=not strained, of_show=of_show)


def undisclosed_voice(session: CraftSession) -> Iterator[CraftFinding]:
    """Synthetic voices of which those who only listen learn nothing."""
    if told := undisclosed(session.plan, session.phrasing):
        path, line, column = place_of_disclosure(session.script, session.project.scripts)
        message, remedy = told
        yield session.at("undisclosed-voice", path, Place(line, column), message).to_mend(remedy)
