"""From a session to the record of what it is made from."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from audiogen import __version__
from audiogen.build.keys import file_sha256
from audiogen.build.production import MadeWith
from audiogen.build.session import Session
from audiogen.build.why.record import WITHHELD, MadeFrom, MadePhrase, MadeStep, digest, digest_of, short_sha256
from audiogen.manifest import Listing
from audiogen.plan.cues import Mark, Recording, Utterance
from audiogen.project import located
from audiogen.script.bed import Layer, Scene
from audiogen.script.breath import Phase
from audiogen.script.dump import written
from audiogen.script.model import Script
from audiogen.script.step_place import StepPlace
from audiogen.script.steps import Clip, Pause, Step, spoken_texts
from audiogen.script.variables import variables_of
from audiogen.units import exact_length, to_seconds

_OF_STEP: Final = frozenset({"only", "ignore", "bed"})
"""Keys that decide about a step without being heard in it; what a bed sounds like is known to the plan."""
_SAID: Final = frozenset(
    {"slug", "origin", "title", "section", "summary", "lengths", "audience", "date", "notes", "ignore"}
    | Listing.model_fields.keys()
)
_DECIDED: Final = frozenset({"target", "language", "voice", "disclosure", "bed", "steps"})
"""Keys of a session that are told in another way than as they stand there."""

_EMPTY_LINES: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Inputs:
    """What sessions are made from, with what they are made with."""

    find: Callable[[], MadeWith]
    """Finds what all sessions are made with, which takes its time."""

    @cached_property
    def made_with(self) -> MadeWith:
        """What all sessions are made with; found when it is asked for, and once."""
        return self.find()

    def of(self, session: Session) -> MadeFrom:
        """The record of a session.

        Raises:
            AudiogenError: when a file of it cannot be read.
        """
        utterances = tuple(dict.fromkeys(_utterances(session)))
        speakers = {each.voice for each in utterances}
        return MadeFrom(
            version=__version__,
            python=".".join(platform.python_version_tuple()[:2]),
            code=self.made_with.code,
            libraries=dict(_libraries(self.made_with.versions)),
            settings=dict(_settings(session)),
            said=dict(_said(session)),
            unsaid=dict(_unsaid(session)),
            steps=tuple(_steps(session)),
            phrases=dict(_phrases(session, utterances)),
            voices={name: digest_of(session.phrasing.find(name).fingerprint()) for name in sorted(speakers)},
            files=dict(_files(session)),
        )


def _libraries(versions: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Names and versions; of voices and sounds, those alone that come with other packages: audiogen's own are code."""
    for each in versions:
        name, *others = each.split()
        if len(others) == 1 and ":" not in others[0]:
            yield name, others[0]
        elif len(others) > 1:
            yield f"{name} ({others[0]})", others[1]


def _settings(session: Session) -> Iterator[tuple[str, str]]:
    plan, show, script = session.plan, session.show, session.script
    voice, bed = plan.voice, plan.bed
    yield "voice", ", then ".join(voice.names)
    yield "wpm", f"{voice.wpm:g}"
    for key in ("sentence_gap", "line_gap", "paragraph_gap", "prosody"):
        yield key, written(key, getattr(voice, key))
    yield "language", plan.language
    yield "target", "" if plan.target_frames is None else exact_length(to_seconds(plan.target_frames))
    yield "bed", scene_told(bed.scene)
    yield "under_speech", f"{bed.under_speech_db:g}dB"
    yield "in_pauses", f"{bed.in_pauses_db:g}dB"
    yield "fade_in", exact_length(bed.fade_in_s)
    yield "fade_out", exact_length(bed.fade_out_s)
    for key in type(plan.levels).model_fields:
        yield f"{key} of levels", written(key, getattr(plan.levels, key))
    yield "formats", ", ".join(map(str, show.formats))
    yield "stems", written("stems", show.stems)
    yield "mixes", mixes_told(show.mixes)
    for key in (each for each in type(script).model_fields if each not in _SAID | _DECIDED):
        value = getattr(script, key)
        yield key, "" if value is False else written(key, value)
    yield "disclosure", f"{plan.disclosure.text or ''} ({plan.disclosure.at})" if plan.disclosure else ""


def mixes_told(mixes: Collection[str]) -> str:
    """The mixes that the page offers; nothing where that is the usual one."""
    return ", ".join(mixes) if len(mixes) > 1 else ""


def scene_told(scene: Scene) -> str:
    """A bed in one line: its name, and what it is made of where that is more than its name says."""
    layers = tuple(_layer_told(layer) for layer in scene.layers)
    name = ", ".join(scene.names) or "off"
    return name if scene.names == layers or not layers else f"{name} ({' + '.join(layers)})"


def _layer_told(layer: Layer) -> str:
    settings = [f"{each.name} {each.value}" for each in layer.settings]
    gain = [f"gain {layer.gain_db:g}dB"] if layer.gain_db else []
    pan = [f"pan {layer.pan:g}"] if layer.pan else []
    return ", ".join((layer.sound or layer.file or "", *settings, *gain, *pan))


def _said(session: Session) -> Iterator[tuple[str, str]]:
    show, script = session.show, session.script
    yield "title of the show", show.title
    yield "author", show.author
    yield "copyright", show.copyright or ""
    yield "cover", show.cover or ""
    yield "title", script.title
    yield "section", script.section or ""
    yield "summary", script.summary.strip()
    yield "number", str(session.number)
    yield "date", session.published.isoformat()
    yield "content of notes", session.notes.content or ""
    yield "care of notes", session.notes.care or ""
    yield from listing_told(Listing.of(script))


def listing_told(listing: Listing) -> Iterator[tuple[str, str]]:
    """How an episode is listed, by the keys that authors write; nothing where they say nothing."""
    usual = Listing()
    for name in Listing.model_fields:
        value, key = getattr(listing, name), Script.model_fields[name].alias or name
        yield key, "" if value == getattr(usual, name) else written(key, value)


def _unsaid(session: Session) -> Iterator[tuple[str, str]]:
    yield "what podcast apps know it by", digest_of(session.guid)
    yield "what listeners must be told of its sounds", digest(*session.caveats)
    yield "whom they have to thank for recordings", digest(*session.credits)
    own = session.own
    yield "how long the client's own words are expected to take", digest(*own.expected_frames.values()) if own else ""


def _steps(session: Session) -> Iterator[MadeStep]:
    script = session.script
    beds = {cue.step: cue.change.scene for cue in session.plan.cues if isinstance(cue, Mark) and cue.change}
    for index, (step, place) in enumerate(zip(script.plain_steps, script.origin.steps, strict=True)):
        keys = (key for key in type(step).model_fields if key not in _OF_STEP)
        values = {key: _value_told(key, getattr(step, key)) for key in keys} | _as_written(
            step, place, own=bool(session.own)
        )
        if isinstance(step, Clip):
            del values["length"]  # only what is too short is refused
        verb = step.verb
        if isinstance(step, Pause) and place.of_scan:
            verb, values = "silence", {"silence": values["pause"]}
        if bed := beds.get(index):
            values["bed"] = scene_told(bed)
        asked = {each.name for text in place.texts for each in variables_of(text.value)}
        filled = {
            name: f"{WITHHELD}{digest_of(value)}" if session.own else value
            for name, value in place.values.items()
            if name in asked
        }
        file = "" if place.path == script.origin.path else str(place.path)
        rows = dict(_rows(step, place))
        yield MadeStep(line=place.line, file=file, verb=verb, values=values, filled=filled, rows=rows)


def _value_told(key: str, value: object) -> str:
    told = written(key, value)
    if value and isinstance(value, tuple) and all(isinstance(each, Phase) for each in value):
        counts = "-".join(f"{each.seconds:g}" for each in value)
        return told if told == counts else f"{told} ({counts})"
    return told


def _as_written(step: Step, place: StepPlace, *, own: bool) -> dict[str, str]:
    """What a step says, with variables in braces, and nothing between words but spaces and ends of lines."""
    said = spoken_texts(step)
    if len(place.texts) == len(said):
        return {key: _plain(text.value) for key, text in zip(said, place.texts, strict=True)}
    return {key: digest_of(text) if own else _plain(text) for key, text in said.items()}


def _rows(step: Step, place: StepPlace) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    for key, text in zip(spoken_texts(step), place.texts, strict=False):
        counts = [len(line.split()) for _, line in text.lines]
        # what stands in the file is cut as what is read of it, but where signs stand for line ends
        if sum(counts) == len(text.value.split()):
            before = accumulate(counts, initial=0)
            yield key, tuple((words, at.line) for words, (at, line) in zip(before, text.lines, strict=False) if line)


def _plain(text: str) -> str:
    lines = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines)


def _utterances(session: Session) -> Iterator[Utterance]:
    for attempt in range(session.plan.attempts):
        yield from (each for each in session.attempted(attempt).plan.utterances if isinstance(each, Utterance))


def _phrases(session: Session, utterances: Iterable[Utterance]) -> Iterator[tuple[str, MadePhrase]]:
    own = session.own.written if session.own else {}
    for each in utterances:
        said = " ".join(part.ipa or part.text for part in session.phrasing.speech(each))
        phrase = MadePhrase(
            text=own.get(each, each.text),
            voice=each.voice,
            key=short_sha256(session.phrasing.key(each)),
            said=digest_of(said) if each in own else said,
        )
        yield digest(repr(each)), phrase


def _files(session: Session) -> Iterator[tuple[str, str]]:
    root, cover = session.project.root, session.show.cover
    for recording in (each for each in session.plan.utterances if isinstance(each, Recording)):
        yield recording.file, short_sha256(session.phrasing.key(recording))
    files = {cover: root / cover} if cover else {}
    for file, path in (files | {file: located(root, file) for file in session.plan.bed_files}).items():
        # of one that cannot be read by now, the build tells
        with suppress(OSError):
            yield file, short_sha256(file_sha256(path))
