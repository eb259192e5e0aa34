"""Why a session is made anew: whatever can be known of that, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.session import Session
from audiogen.build.stale import Stage, Work, less_work, stale_stage
from audiogen.build.why.compare import differences
from audiogen.build.why.former import UNKNOWN, manifest_differences
from audiogen.build.why.inputs import Inputs
from audiogen.build.why.record import recall, remember
from audiogen.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Reasons:
    """Tells why sessions are made anew, and keeps what it needs to tell it the next time."""

    inputs: Inputs

    def of(self, session: Session, finished: FinishedEpisodes, work: Work, *, force: bool) -> tuple[str, ...]:
        """The reasons for the work on a session, what its author changed first; none where nothing is to be done.

        Args:
            session: what is wanted.
            finished: what stands.
            work: what is to be done for it.
            force: whether it was asked for, whatever stands.

        Raises:
            AudiogenError: when a file of the session cannot be read.
        """
        if work.stage == "nothing":
            return ()
        found = tuple(dict.fromkeys(self._found(session, finished, work.stage, force=force)))
        return ("it was asked for with --force", *found) if force else found

    def remember(self, session: Session, manifest: Manifest) -> None:
        """Keep what an episode was made from: what the session says now."""
        remember(session, manifest, lambda: self.inputs.of(session))

    def _found(self, session: Session, finished: FinishedEpisodes, stage: Stage, *, force: bool) -> Iterator[str]:
        name = session.edition.name
        nearest: Manifest | None = None
        for manifest in finished.of(name):
            if nearest is None or less_work(stale_stage(session, manifest), stale_stage(session, nearest)):
                nearest = manifest
        if nearest is None:
            damaged = name in finished.unreadable
            yield "its manifest is damaged, or gone" if damaged else "it is new: it was never built here"
            return
        if not force and less_work(stale_stage(session, nearest), stage):
            for media in finished.flawed(nearest):
                gone = not (finished.dist / media.file).is_file()
                yield (
                    f"its file {media.file} is missing" if gone else f"its file {media.file} was changed, or is damaged"
                )
        if session.keys != nearest.stage_keys:
            yield from self._differences(session, nearest)

    def _differences(self, session: Session, manifest: Manifest) -> Iterator[str]:
        was = recall(session, manifest)
        if was is None:
            yield from manifest_differences(session, manifest)
            return
        found = tuple(differences(self.inputs.of(session), was))
        yield from found or (UNKNOWN,)
        if session.keys.sound == manifest.stage_keys.sound and stale_stage(session, manifest) == "sound":
            yield "its sound is encoded anew for that, too: only an MP3's tags can be written anew without"
