"""Given tracks, built into given folders: one way for public episodes, their other lengths, and those of clients."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audiogen.ambience.presets import load_presets
from audiogen.build.finished import FinishedEpisodes
from audiogen.build.jobs import Jobs
from audiogen.build.keys import stage_keys
from audiogen.build.makers import Maker
from audiogen.build.named_files import named_files
from audiogen.build.planned import planned
from audiogen.build.production import made_with
from audiogen.build.report import BuildReport
from audiogen.build.session import Session
from audiogen.build.why.inputs import Inputs
from audiogen.build.why.reasons import Reasons
from audiogen.cache.store import Cache
from audiogen.editions.expand import Track
from audiogen.manifest import Keys
from audiogen.memory import give_back
from audiogen.plan.planner import plan_session
from audiogen.progress import OnEvent
from audiogen.project import Project
from audiogen.script.model import Show
from audiogen.speech.own import OwnPhrases
from audiogen.speech.phrase import Phrasing


@dataclass(frozen=True, slots=True)
class WantedTrack:
    """A track that is to stand in a folder, with what apps and listeners know it by."""

    track: Track
    guid: str
    """The track's own, as `Edition.guid` gives it."""
    published: dt.date
    project: Project
    """Where it is built; the scripts and assets are those of the show."""
    own: OwnPhrases | None = None
    """The phrases of it that are kept apart; None for what everybody may hear."""


@dataclass(frozen=True, slots=True)
class Making:
    """What all tracks of a build share."""

    project: Project
    """The show's own."""
    show: Show
    phrasing: Phrasing
    finished: Mapping[Path, FinishedEpisodes]
    """What stood in each folder in which a track is wanted."""


def build_tracks(
    making: Making,
    wanted: Sequence[WantedTrack],
    *,
    jobs: int,
    on_event: OnEvent,
    force: bool = False,
    why: bool = False,
    elsewhere: Maker | None = None,
) -> BuildReport:
    """Build the tracks that are stale; each is finished with its manifest, and nothing is published.

    One that fails does not stop the others. Whoever calls this is the only build in each of the folders.

    Args:
        making: what they share.
        wanted: in the order in which they are told.
        jobs: tracks to build at the same time, from 1.
        on_event: called with every event, from several threads.
        force: build the tracks that are not stale, too.
        why: tell of each track that is built why it is.
        elsewhere: who makes their sound; None for this computer.
    """
    inputs = Inputs(partial(made_with, Cache(making.project.cache)))
    sessions = sessions_of(making, wanted, inputs.made_with.fingerprint)
    on_event(planned(sessions, making.finished, force=force))
    working = Jobs(making.finished, Reasons(inputs), on_event, force=force, why=why)
    report = BuildReport(tuple(working.run(sessions, jobs, elsewhere)), named_files(sessions))
    # drawing the covers may take more memory than any session did
    give_back()
    return report


def sessions_of(making: Making, wanted: Sequence[WantedTrack], code: str) -> list[Session]:
    """Each track with its plan and its keys.

    Args:
        making: what they share.
        wanted: in their order.
        code: the fingerprint of all that they are made with.
    """
    presets = load_presets(making.project.root).presets
    sessions = (
        Session(
            project=each.project,
            show=making.show,
            track=each.track,
            plan=plan_session(making.show, each.track.script, presets=presets, synthetic=making.phrasing.synthetic),
            phrasing=making.phrasing,
            guid=each.guid,
            published=each.published,
            keys=Keys(sound="", tags="", texts=""),
            code=code,
            presets=presets,
            own=each.own,
        )
        for each in wanted
    )
    return [replace(session, keys=stage_keys(session, code)) for session in sessions]
