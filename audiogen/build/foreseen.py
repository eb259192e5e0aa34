"""What a build would do with tracks, and what it would take away; nothing is made, spoken or written to know it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audiogen.build.durations import expected_s
from audiogen.build.finished import FinishedEpisodes, Standing
from audiogen.build.leftovers import unfinished_files
from audiogen.build.production import made_with
from audiogen.build.session import Session
from audiogen.build.stale import Work, work_on
from audiogen.build.tracks import Making, WantedTrack, sessions_of
from audiogen.build.why.inputs import Inputs
from audiogen.build.why.phrases import PhraseCount, count_phrases
from audiogen.build.why.reasons import Reasons, Why
from audiogen.cache.store import UntouchedCache
from audiogen.check.lengths import require_reachable
from audiogen.editions.expand import Track
from audiogen.errors import AudiogenError


@dataclass(frozen=True, slots=True)
class ForeseenTrack:
    """What would be done for a track."""

    track: Track
    work: Work
    why: Why
    phrases: PhraseCount | None = None
    """How many would be spoken; None where no sound would be made."""
    expected_s: float | None = 0.0
    """How long that would about take; None where nobody knows."""
    problem: AudiogenError | None = None
    """Why it could not be made."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What would be taken away."""

    what: str
    """A track by its name, or what else it is."""
    reason: str
    files: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do in one folder."""

    dist: Path
    tracks: tuple[ForeseenTrack, ...]
    removals: tuple[Removal, ...]
    unlisted: tuple[str, ...] = ()
    """The slugs of the sessions that would stay without being listed, since nothing names them any more."""

    @property
    def expected_s(self) -> float | None:
        """How long making all of it would about take; None where that is not known of each."""
        known = [each.expected_s for each in self.made if not each.problem]
        return None if None in known else sum(filter(None, known))

    @property
    def made(self) -> tuple[ForeseenTrack, ...]:
        """The tracks for which there is anything to be done."""
        return tuple(each for each in self.tracks if each.work.stage != "nothing")


@dataclass(frozen=True, slots=True)
class MayStand:
    """Which sessions a folder may hold."""

    slugs: Collection[str]
    """Of all that are made for whom the folder is."""
    asked: Collection[str]
    """Of those that would be built."""
    private: Collection[str] = ()
    """Of those that have a script, and are for clients alone."""
    retired: Collection[str] = ()
    """Of those that have none, as their author knows."""
    prune: bool = False
    """Whether the others go."""


def foresee_tracks(making: Making, wanted: Sequence[WantedTrack], *, force: bool) -> tuple[ForeseenTrack, ...]:
    """What `build_tracks` would do with the same tracks.

    Args:
        making: what they share.
        wanted: in the order in which they are told.
        force: whether the tracks that are not stale would be built, too.
    """
    inputs, foreseen = Inputs(partial(made_with, UntouchedCache(making.project.cache))), []
    reasons, spoken = Reasons(inputs), set[tuple[Path, str]]()
    for session in sessions_of(making, wanted, inputs.made_with.fingerprint):
        finished = making.finished[session.project.dist]
        work = work_on(session, finished, force=force)
        track = ForeseenTrack(session.track, work, reasons.of(session, finished, work, force=force))
        foreseen.append(_with_sound(track, session, finished, spoken) if work.stage == "sound" else track)
    return tuple(foreseen)


def _with_sound(
    track: ForeseenTrack, session: Session, finished: FinishedEpisodes, spoken: set[tuple[Path, str]]
) -> ForeseenTrack:
    """The same with what making its sound takes, when so many phrases are spoken before."""
    try:
        require_reachable(session.show, session.track, session.phrasing)
        phrases = count_phrases(session, spoken)
        return replace(track, phrases=phrases, expected_s=expected_s(session, finished, phrases.new))
    except AudiogenError as error:
        return replace(track, problem=error)


def forecast(finished: FinishedEpisodes, may: MayStand, tracks: Sequence[ForeseenTrack]) -> Forecast:
    """What a build would do in a folder.

    Args:
        finished: what stands there.
        may: which sessions may.
        tracks: those that would be built or kept there.
    """
    names = {each.track.edition.name for each in tracks}
    others: dict[str, list[Standing]] = {}
    for each in finished.standing:
        if each.manifest.name not in names:
            others.setdefault(each.manifest.name, []).append(each)
    removals = []
    for name, standing in sorted(others.items()):
        if reason := _reason(standing[0].manifest.slug, may):
            paths = {finished.dist / file for each in standing for file in each.files}
            removals.append(_removal(name, reason, paths))
    if left := unfinished_files(finished.dist):
        removals.append(_removal("unfinished files", "a build that was broken off left them", left))
    scripted = {*may.slugs, *may.private, *may.retired}
    slugs = {standing[0].manifest.slug for standing in others.values()}
    unlisted = () if may.prune else tuple(sorted(slugs - scripted))
    return Forecast(finished.dist, tuple(tracks), tuple(removals), unlisted)


def _reason(slug: str, may: MayStand) -> str:
    """Why an episode would go that is not to be made; empty where it would stay."""
    if slug in may.asked:
        return "this length is not asked for any more"
    if slug in may.private:
        return "it is for clients alone now"
    return "it is no longer among the sessions" if may.prune and slug not in may.slugs else ""


def _removal(what: str, reason: str, paths: Collection[Path]) -> Removal:
    there = [path for path in paths if path.is_file()]
    return Removal(what, reason, len(there), sum(path.stat().st_size for path in there))
