"""Which stages of an episode have to be done anew: because their inputs changed, or because its files did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from audiogen.build.finished import FinishedEpisodes
from audiogen.build.session import Session
from audiogen.manifest import Manifest

Stage: TypeAlias = Literal["nothing", "page", "texts", "tags", "sound"]
"""The first stage to be done anew, from the least work to the most; those that follow from it are done with it."""

_BY_WORK: Final[tuple[Stage, ...]] = ("nothing", "page", "texts", "tags", "sound")


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done for a session."""

    stage: Stage
    finished: Manifest | None
    """The episode to begin from; None when all of it is made."""


def work_on(session: Session, finished: FinishedEpisodes, *, force: bool) -> Work:
    """The least work that makes the episode of a session: a killed build may have finished what is not published yet.

    Args:
        session: what is wanted.
        finished: what stands in dist/.
        force: make all of it, whatever stands.
    """
    work = Work("sound", None)
    for manifest in () if force else finished.of(session.edition.name):
        stage = stale_stage(session, manifest)
        # only what may serve is read: media are large
        if less_work(stage, work.stage) and finished.is_whole(manifest):
            stage = _with_copies(stage, manifest, finished)
            work = Work(stage, manifest) if less_work(stage, work.stage) else work
    return work


def foreseen_stage(session: Session, finished: FinishedEpisodes, *, force: bool) -> Stage:
    """The same as far as keys tell, without reading a file: one may be missing, or changed, all the same."""
    stages: list[Stage] = [] if force else [stale_stage(session, each) for each in finished.of(session.edition.name)]
    return min(stages, key=_BY_WORK.index, default="sound")


def _with_copies(stage: Stage, manifest: Manifest, finished: FinishedEpisodes) -> Stage:
    """The same, where files for the page may be lacking: that of the full mix is copied from what stands."""
    whole = finished.whole_page(manifest)
    if any(each.mix != "full" and each not in whole for each in manifest.page):
        return "sound"
    has_full = any(each.mix == "full" for each in whole)
    # what a disk has lost without a trace must not be vouched for anew
    if (stage == "tags" or not has_full) and not finished.is_whole(manifest, read=True):
        return "sound"
    return "page" if stage == "nothing" and not has_full else stage


def less_work(one: Stage, other: Stage) -> bool:
    """Whether there is less to be done from one stage on than from another."""
    return _BY_WORK.index(one) < _BY_WORK.index(other)


def stale_stage(session: Session, manifest: Manifest) -> Stage:
    """The first stage in which a session is another than a finished episode, if its files are whole."""
    wanted, has = session.keys, manifest.stage_keys
    if wanted.sound != has.sound:
        return "sound"
    if wanted.tags != has.tags:
        return "tags"
    return "texts" if wanted.texts != has.texts else "nothing"
