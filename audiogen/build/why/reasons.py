"""Why a session is made anew: whatever can be known of that, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.session import Session
from audiogen.build.stale import Stage, Work, less_work, stale_stage
from audiogen.build.why.compare import differences
from audiogen.build.why.former import UNKNOWN, manifest_differences
from audiogen.build.why.inputs import Inputs
from audiogen.build.why.record import recall, remember
from audiogen.manifest import Manifest

_TOLD: Final[Mapping[Stage, str]] = {
    "nothing": "unchanged",
    "page": "completed: what the page plays is copied from its sound file, which stays as it is",
    "texts": "written anew: its texts alone; the sound file stays as it is",
    "tags": "written anew: its tags and texts alone; the sound itself stays as it is",
    "sound": "made anew",
}


@dataclass(frozen=True, slots=True)
class Why:
    """What is made anew of a track, and why, for people."""

    work: str
    reasons: tuple[str, ...] = ()
    """What its author changed first; each a sentence without its point. None where nothing stood before."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Tells why sessions are made anew, and keeps what it needs to tell it the next time."""

    inputs: Inputs

    def of(self, session: Session, finished: FinishedEpisodes, work: Work, *, force: bool) -> Why:
        """What is made anew of a session, and the reasons.

        Args:
            session: what is wanted.
            finished: what stands.
            work: what is to be done for it.
            force: whether it was asked for, whatever stands.

        Raises:
            AudiogenError: when a file of the session cannot be read.
        """
        name = session.edition.name
        if work.stage != "nothing" and not finished.of(name) and name not in finished.unreadable:
            return Why("made for the first time")
        asked = ("it was asked for with --force",) if force else ()
        found = () if work.stage == "nothing" else self._found(session, finished, work.stage, force=force)
        return Why(_TOLD[work.stage], tuple(dict.fromkeys((*asked, *found))))

    def remember(self, session: Session, manifest: Manifest) -> None:
        """Keep what an episode was made from: what the session says now."""
        remember(session, manifest, lambda: self.inputs.of(session))

    def _found(self, session: Session, finished: FinishedEpisodes, stage: Stage, *, force: bool) -> Iterator[str]:
        nearest: Manifest | None = None
        for manifest in finished.of(session.edition.name):
            if nearest is None or less_work(stale_stage(session, manifest), stale_stage(session, nearest)):
                nearest = manifest
        if nearest is None:
            yield "what is told of it in dist is damaged, or gone"
            return
        if not force and less_work(stale_stage(session, nearest), stage):
            yield from _flawed(finished, nearest)
        if stage == "page" and not nearest.page:
            yield "an older version made no file for the page"
        if session.keys != nearest.stage_keys:
            yield from self._differences(session, nearest)

    def _differences(self, session: Session, manifest: Manifest) -> Iterator[str]:
        was = recall(session, manifest)
        if was is None:
            yield from manifest_differences(session, manifest)
            return
        yield from tuple(differences(self.inputs.of(session), was)) or (UNKNOWN,)


def _flawed(finished: FinishedEpisodes, manifest: Manifest) -> Iterator[str]:
    for media in finished.flawed(manifest):
        gone = not (finished.dist / media.file).is_file()
        yield f"its file {media.file} is missing" if gone else f"its file {media.file} was changed, or is damaged"
