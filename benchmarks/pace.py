"""How long voices take for words, measured: the figures of `audiogen/speech/pace/voices.toml`.

    python benchmarks/pace.py --voice heart
    python benchmarks/pace.py --voice espeak-de --language de
    python benchmarks/pace.py --episodes dist > tests/golden/session-lengths.yaml

The first two speak calm narration, each phrase trimmed as for a session: in English the phrases of the shipped show and
those of `pace_texts.yaml`, in other languages the latter. Printed are the figures that fit best, how far whole sessions
and single phrases are from them, and how far the texts are from the figures as they stand now, at several paces.
The last reads the manifests of finished episodes: how long their words really were. It is what the tests hold the
estimates against; run it after `make episodes` when the scripts or the voice have changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from audiogen.editions.expand import public_tracks
from audiogen.manifest import in_order, published_manifests, read_manifest
from audiogen.plan.cues import Phrase, Utterance
from audiogen.plan.planner import plan_session
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.chain.trim import trim
from audiogen.speech.engine import Engine, Speech, unmarked
from audiogen.speech.pace.estimate import Paced
from audiogen.speech.pace.figures import EDGES_S, counts, pace_of
from audiogen.speech.phrase import project_phrasing
from audiogen.speech.registry import find_voice

ROOT = Path(__file__).parents[1]
PACES = (100, 140, 180)
FIT_WPM = 140
FEW = 60
"""Phrases at another pace than that of the figures."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One phrase that was spoken."""

    group: str
    """The session that it is from."""
    speech: Speech
    seconds: float


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="heart")
    parser.add_argument("--language", default="en")
    parser.add_argument("--episodes", type=Path, help="a folder of finished episodes, in place of a voice")
    asked = parser.parse_args()
    if asked.episodes:
        show_episodes(asked.episodes)
    else:
        show_voice(find_voice(asked.voice), asked.language)


def show_voice(engine: Engine, language: str) -> None:
    """The figures of a voice, and how good they are."""
    spoken = [*texts(language), *(shown_phrases() if language == "en" else ())]
    measured = speak(engine, spoken, FIT_WPM, language)
    if language == "en":
        show_fit(engine, measured)
    else:
        # eight sentences are too few to tell letters from words: one figure says how they differ from English
        english = expected_s(engine, measured, FIT_WPM, "en")
        print(f"languages = {{ {language} = {sum(each.seconds for each in measured) / english:.2f} }}")
    for wpm in PACES:
        part = measured if wpm == FIT_WPM else speak(engine, spoken[:: max(1, len(spoken) // FEW)], wpm, language)
        off = expected_s(engine, part, wpm, language) / sum(each.seconds for each in part) - 1
        print(f"# at {wpm} words a minute: {100 * off:+.1f} % with the figures as they stand")


def show_fit(engine: Engine, measured: Sequence[Measured]) -> None:
    """The figures that fit best, and how far whole sessions are from them."""
    figures, *_ = np.linalg.lstsq(table(measured, engine), seconds(measured), rcond=None)
    print(f"[{engine.name}]  # over {len(measured)} phrases")
    print(f"wpm = {FIT_WPM}")
    for name, value in zip(("start_s", "letter_s", "word_s", "pause_s"), figures, strict=True):
        print(f"{name} = {value:.4f}")
    for group in sorted({each.group for each in measured}):
        part = [each for each in measured if each.group == group]
        fitted = float((table(part, engine) @ figures).sum() / seconds(part).sum())
        print(f"# {group}: {100 * (fitted - 1):+.1f} % with these figures")


def expected_s(engine: Engine, measured: Sequence[Measured], wpm: float, language: str) -> float:
    """How long the phrases are together by the figures as they stand."""
    return sum(pace_of(engine.name, language).seconds(each.speech, taken(engine, wpm)) for each in measured)


def texts(language: str) -> list[tuple[str, Speech]]:
    """The sentences of `pace_texts.yaml`."""
    sentences = yaml.safe_load((ROOT / "benchmarks/pace_texts.yaml").read_text(encoding="utf-8"))
    return [("pace_texts.yaml", unmarked(sentence)) for sentence in sentences[language.partition("-")[0]]]


def shown_phrases() -> list[tuple[str, Speech]]:
    """The phrases of the shipped sessions in all their lengths, each once a session, as a voice is given them."""
    library = load_library(ROOT / "scripts")
    phrasing = project_phrasing(Project(ROOT, ROOT / "dist", ROOT / "cache"))
    spoken = dict.fromkeys(
        (script.slug, cue.utterance)
        for script in library.scripts
        for track in public_tracks(script)
        for cue in plan_session(library.show, track.script, synthetic=phrasing.synthetic).cues
        if isinstance(cue, Phrase) and isinstance(cue.utterance, Utterance)
    )
    return [(slug, phrasing.speech(utterance)) for slug, utterance in spoken]


def speak(engine: Engine, phrases: Sequence[tuple[str, Speech]], wpm: float, language: str) -> list[Measured]:
    """How long each phrase is, without the silence around it."""
    measured: list[Measured] = []
    for group, speech in phrases:
        words = trim(engine.synthesize(speech, wpm=wpm, language=language))
        if words is not None:
            measured.append(Measured(group, speech, words.samples.size / words.rate_hz))
    return measured


def taken(engine: Engine, wpm: float) -> float:
    """The pace that a voice really takes."""
    return engine.pace(wpm) if isinstance(engine, Paced) else wpm


def table(measured: Sequence[Measured], engine: Engine) -> np.ndarray:
    """What the figures are multiplied with."""
    rows = [(1, *counts(each.speech)[:3]) for each in measured]
    return np.array(rows, float) * FIT_WPM / taken(engine, FIT_WPM)


def seconds(measured: Sequence[Measured]) -> np.ndarray:
    """The length of each phrase, without the silence that is left at its ends."""
    return np.array([each.seconds - EDGES_S for each in measured])


def show_episodes(dist: Path) -> None:
    """How long the words of finished episodes were, as the tests have it."""
    print(
        "# How long the shipped sessions, and the words in them, really are, in seconds: from the manifests of a build."
    )
    print("# Made by: python benchmarks/pace.py --episodes dist > tests/golden/session-lengths.yaml")
    manifests = (read_manifest(path) for _, path in published_manifests(dist))
    for manifest in sorted(manifests, key=in_order):
        words_s = sum(caption.end_s - caption.start_s for caption in manifest.captions if caption.kind == "speech")
        print(f"{manifest.name}: {{words_s: {words_s:.2f}, session_s: {manifest.media[0].duration_s:.2f}}}")


if __name__ == "__main__":
    main()
