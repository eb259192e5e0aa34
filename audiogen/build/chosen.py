"""One track of one session, chosen by hand: to be heard or seen while it is written, as a build would make it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from audiogen.ambience.presets import load_presets
from audiogen.build.expected import own_phrases
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.clients.folder import client_cache, client_project
from audiogen.clients.private import paired_phrases
from audiogen.clients.roster import require_roster
from audiogen.clients.tracks import client_editions, client_track
from audiogen.editions.edition import Edition, editions_of
from audiogen.editions.expand import Track, expand
from audiogen.editions.problems import refuse_flawed
from audiogen.editions.unfilled import unfilled
from audiogen.errors import AudiogenError
from audiogen.manifest import Keys
from audiogen.plan.cues import Plan, Voiced
from audiogen.plan.places import ScriptPlaces, places_of
from audiogen.plan.planner import plan_session
from audiogen.project import Project
from audiogen.script.bed import Presets
from audiogen.script.folder import ReadFolder
from audiogen.script.load import load_session
from audiogen.script.model import Script, Show
from audiogen.speech.own import OwnPhrases
from audiogen.speech.pace.estimate import all_estimated_frames
from audiogen.speech.phrase import Phrasing, project_phrasing


@dataclass(frozen=True, slots=True)
class ChosenTrack:
    """A track, and all that a build would know of it."""

    project: Project
    """Where it would be built: of a client's track, dist is the client's folder."""
    show: Show
    written: Script
    """The script with all that its author wrote, whatever of it the track leaves out."""
    track: Track
    phrasing: Phrasing
    presets: Presets
    """Beds by name."""
    own: OwnPhrases | None = None
    """The phrases of it that are kept apart; None for what everybody may hear."""

    def plan(self, attempt: int = 0) -> Plan:
        """Its plan, as the voice of this attempt would speak it."""
        synthetic = self.phrasing.synthetic
        return plan_session(self.show, self.track.script, attempt=attempt, presets=self.presets, synthetic=synthetic)

    def session(self, plan: Plan) -> Session:
        """What a build would make of one of its plans, but for what apps know it by."""
        return Session(
            project=self.project,
            show=self.show,
            track=self.track,
            plan=plan,
            phrasing=self.phrasing,
            guid="",
            published=dt.date.min,
            keys=Keys(sound="", tags="", texts=""),
            code="",
            presets=self.presets,
            own=self.own,
        )

    def expected_frames(self, plan: Plan) -> dict[Voiced, int]:
        """How long each phrase of its plan will about be, in frames; errors are those of `all_estimated_frames`."""
        return all_estimated_frames(plan, self.phrasing)

    @property
    def places(self) -> ScriptPlaces:
        """Where its steps stand, and where its length does, for messages."""
        edition, written = self.track.edition, (self.written.target, *self.written.lengths)
        unwritten = not edition.own_length and edition.other_length_s not in (None, *written)
        return places_of(self.track.script, of_client=edition.own_length, unwritten=unwritten)

    @property
    def settled_frames(self) -> Mapping[Voiced, int]:
        """How long phrases of a client are held to be when breaths and silences are decided, as `solve` takes it."""
        return self.own.expected_frames if self.own else {}


def choose_track(
    project: Project,
    session: str,
    *,
    length_s: float | None = None,
    client: str | None = None,
    before: ReadFolder | None = None,
) -> ChosenTrack:
    """The track of a session in one length, for everybody or for one client.

    Mistakes in other sessions do not matter.

    Args:
        project: the folders.
        session: its name, number or file, as `load_session` takes it.
        length_s: any length, one that the script offers or another; the session's own when None.
        client: the id of a client; None for everybody.
        before: what was read earlier; files that are as they were then are not read again.

    Raises:
        ScriptError: when the script, the show or the clients' file holds mistakes, or nothing fills a variable.
        AudiogenError: when there is no such session, or no client of this id, or nobody is named where a session is for
            clients alone.
    """
    library = load_session(project.scripts, session, before)
    script, phrasing = library.scripts[0], project_phrasing(project)
    presets = load_presets(project.root).presets
    if client is None:
        edition = _edition(script, editions_of(script), length_s)
        track = Track(edition, expand(script, edition))
        if script.audience == "clients" and any(unfilled(track)):
            _ask_for_client(project, script)
        refuse_flawed(script, [track])
        return ChosenTrack(project, library.show, script, track, phrasing, presets)
    known = require_roster(project.root).require(client)
    pair = client_track(known, script, _edition(script, client_editions(known, script), length_s))
    refuse_flawed(script, [pair.track])
    cache = Cache(client_cache(project, known.id))
    own = own_phrases(cache, paired_phrases(library.show, pair), phrasing)
    private = client_project(project, known.id)
    return ChosenTrack(private, library.show, script, pair.track, phrasing, presets, own)


def _ask_for_client(project: Project, script: Script) -> None:
    """Refuse to make for everybody what is for clients alone, and says something of each."""
    clients = require_roster(project.root).clients
    message = f"{script.origin.path} is for clients, and says what is known of one"
    hint = f"Say of which one, with `--client {clients[0].id if clients else 'c1'}`; `audiogen clients` lists them."
    raise AudiogenError(message, hint=hint)


def _edition(script: Script, offered: tuple[Edition, ...], length_s: float | None) -> Edition:
    """The edition of a length: one that is offered, else one that would stand beside these."""
    if length_s is None:
        return offered[0]
    others = Edition(script.slug, length_s, main=False, client=offered[0].client)
    return next((each for each in offered if each.length_s == length_s), others)
