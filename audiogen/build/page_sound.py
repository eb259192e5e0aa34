"""The files that the page plays: the frames of an episode without tags and picture, so that sound begins at once.

A browser reads what stands before the sound first, and a picture takes seconds on a slow line. Nothing of a title is in
these files, so that they stay as they are, under their names, when it changes.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from audiogen.build.facts import media_of
from audiogen.build.outputs import PageFile
from audiogen.build.session import Session
from audiogen.editions.edition import namespace
from audiogen.manifest import PageSound
from audiogen.script.mixes import PageMix


def copied(session: Session, page: PageFile, source: Path, frames: int) -> PageSound:
    """Copy the sound of a finished file for the page, under a temporary name; nothing is encoded.

    Args:
        session: whose it is.
        page: where to.
        source: the file, tagged.
        frames: how many frames of sound it holds, at 48 kHz.

    Raises:
        OutputError: when it cannot be written.
    """
    page.output.format.copy_sound(source, page.output.path, frames)
    return PageSound(
        mix=page.mix,
        guid=page_guid(session.guid, page.mix),
        media=media_of(session, page.output, frames, page.ending),
    )


def page_guid(guid: str, mix: PageMix) -> str:
    """What the page knows a mix of a track by: the full one by the track's own GUID."""
    return guid if mix == "full" else str(uuid.uuid5(namespace(guid), mix))


def known_anew(session: Session, page: Sequence[PageSound]) -> tuple[PageSound, ...]:
    """The same files, known by what the track is known by now."""
    return tuple(each.model_copy(update={"guid": page_guid(session.guid, each.mix)}) for each in page)
