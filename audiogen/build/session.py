"""One session with everything decided, and what is made of it: the input and the output of `produce`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from audiogen.ambience.registry import find_sound
from audiogen.cache.store import Cache
from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track
from audiogen.manifest import Keys, Manifest
from audiogen.plan.cues import Mark, Phrase, Plan, Voiced
from audiogen.plan.planner import plan_session
from audiogen.project import Project, located
from audiogen.script.bed import Presets
from audiogen.script.length_words import titled
from audiogen.script.model import Notes, Script, Show
from audiogen.script.sidecar import credit, load_sidecar
from audiogen.speech.own import OwnPhrases
from audiogen.speech.phrase import Phrasing


@dataclass(frozen=True, slots=True)
class Session:
    """One edition of a script, its plan and its place in the show."""

    project: Project
    show: Show
    track: Track
    plan: Plan
    phrasing: Phrasing
    guid: str
    published: dt.date
    keys: Keys
    """Of all that the episode is made from."""
    code: str
    """The fingerprint of all that it is made with."""
    presets: Presets
    """Beds by name."""
    own: OwnPhrases | None = None
    """The phrases of it that are kept apart; None for what everybody may hear."""

    @property
    def edition(self) -> Edition:
        """Which track of the session it is."""
        return self.track.edition

    @property
    def script(self) -> Script:
        """The edition's plain script."""
        return self.track.script

    @property
    def title(self) -> str:
        """The track's: with its length, where that is not the session's own."""
        return titled(self.script.title, self.edition.other_length_s, self.plan.language)

    @property
    def number(self) -> int:
        """The episode's number, from 1."""
        return self.script.origin.number

    @property
    def notes(self) -> Notes:
        """The script's notes; what it leaves out comes from the show."""
        own, shared = self.script.notes, self.show.notes
        return Notes(content=own.content or shared.content, care=own.care or shared.care)

    @property
    def own_cache(self) -> Cache:
        """Where what is known of the track is kept: of a client's, in the client's own cache."""
        return self.own.cache if self.own else Cache(self.project.cache)

    @property
    def chapter_titles(self) -> tuple[str, ...]:
        """Those that the script gives, in their order."""
        return tuple(cue.title for cue in self.plan.cues if isinstance(cue, Mark))

    @property
    def phrase_texts(self) -> tuple[str, ...]:
        """The captions of all that is said outside of breathing exercises, in their order."""
        return tuple(cue.utterance.text for cue in self.plan.cues if isinstance(cue, Phrase))

    @property
    def caveats(self) -> tuple[str, ...]:
        """Warnings for listeners, one for each sound of the bed that needs one, like headphones for binaural beats."""
        names = dict.fromkeys(layer.sound for scene in self.plan.scenes for layer in scene.layers if layer.sound)
        return tuple(caveat for name in names if (caveat := find_sound(name).caveat))

    @property
    def credits(self) -> tuple[str, ...]:
        """Attribution of the recordings in the bed, as their licences ask."""
        notes = (load_sidecar(located(self.project.root, file)) for file in self.plan.bed_files)
        return tuple(credit(note, self.plan.language) for note in notes if note and not note.own)

    def phrases(self) -> tuple[Voiced, ...]:
        """All that any of its voices may have to say, each once; asked of a session before it is spoken."""
        others = (self.attempted(attempt).plan for attempt in range(1, self.plan.attempts))
        return tuple(dict.fromkeys(phrase for plan in (self.plan, *others) for phrase in plan.utterances))

    def attempted(self, attempt: int) -> Self:
        """The same session as the voice of this attempt speaks it; 0 is the first choice, then its fallbacks."""
        plan = plan_session(
            self.show, self.script, attempt=attempt, presets=self.presets, synthetic=self.phrasing.synthetic
        )
        return replace(self, plan=plan)


@dataclass(frozen=True, slots=True)
class Produced:
    """A finished episode, in place."""

    manifest: Manifest
    phrases: int = 0
    """Different phrases in the session; 0 when its sound was not made anew."""
    phrases_spoken: int = 0
    """Those that a voice had to speak; the others came from the cache."""
