"""How many seconds of speech a core makes in a second: the network alone, the engine, what finishes it, and all of it.

All phrases of a session, in a voice of hibari, with an empty cache. Counted is what all threads take of the processor
when everything is loaded, the median of the runs; "all" keeps what was made in the cache, too. What counts are the
ratios to the network alone, since others on the machine make a core slower.

    python benchmarks/voice.py [PROJECT] [--session NAME] [--runs 5] [--json]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import onnxruntime
from onnxruntime import InferenceSession

from audiogen.build.chosen import choose_track
from audiogen.cache.store import Cache
from audiogen.memory import reusing, share_one_heap
from audiogen.plan.cues import Utterance
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.clip import as_kept, encode_raw, finish
from audiogen.speech.clip_cache import packed
from audiogen.speech.engine import Sound
from audiogen.speech.engines.hibari import HibariEngine
from audiogen.speech.phrase import Phrasing, delivery_of
from audiogen.speech.speak import speak
from audiogen.units import to_seconds


class Watched(InferenceSession):  # type: ignore[misc]  # onnxruntime has no types
    """A network that counts what it takes."""

    taken_s = 0.0

    def run(self, *given: object) -> object:
        """As onnxruntime has it."""
        began_s = time.process_time()
        try:
            return super().run(*given)
        finally:
            Watched.taken_s += time.process_time() - began_s


@dataclass(frozen=True, slots=True)
class Speaking:
    """The phrases of a session, and how they are said."""

    phrases: tuple[Utterance, ...]
    phrasing: Phrasing

    def sounds(self) -> list[Sound]:
        """What the engine makes of them."""
        return [self._sound(phrase) for phrase in self.phrases]

    def all_s(self) -> float:
        """The seconds of speech that come of speaking all of them, by an empty cache."""
        with tempfile.TemporaryDirectory() as folder:
            return to_seconds(sum(speak(self.phrases, Cache(Path(folder)), self.phrasing).frames.values()))

    def _sound(self, phrase: Utterance) -> Sound:
        engine, delivery = self.phrasing.find(phrase.voice), delivery_of(phrase)
        if not isinstance(engine, HibariEngine):
            sys.exit(f"The session's voice is {phrase.voice}, which is none of hibari's.")
        say = partial(engine.shaped, delivery=delivery) if delivery else engine.synthesize
        return say(self.phrasing.speech(phrase), wpm=phrase.wpm, language=phrase.language)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--session", help="the name of its file; the first one without")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    share_one_heap()
    speaking = _speaking(asked.project, asked.session)
    speech_s = speaking.all_s()
    runs = [_run(speaking) for _ in range(asked.runs)]
    taken_s = {part: statistics.median(run[part] for run in runs) for part in runs[0]}
    found = {
        part: {"taken_s": part_s, "real_time": speech_s / part_s, "networks": part_s / taken_s["network"]}
        for part, part_s in taken_s.items()
    }
    if asked.json:
        print(json.dumps({"speech_s": speech_s, **found}))
        return
    print(f"{len(speaking.phrases)} phrases, {speech_s:.0f} s of speech, on one core:")
    for part, figures in found.items():
        print(f"{part:8} {figures['real_time']:5.0f} x real time  {figures['networks']:5.2f} x the network alone")


def _speaking(root: Path, name: str | None) -> Speaking:
    project = Project(root, root / "dist", root)
    chosen = choose_track(project, name or load_library(project.scripts).scripts[0].slug)
    said = [phrase for phrase in chosen.plan().utterances if isinstance(phrase, Utterance)]
    return Speaking(tuple(dict.fromkeys(said)), chosen.phrasing)


def _run(speaking: Speaking) -> dict[str, float]:
    """What each part takes, in seconds of the processor."""
    Watched.taken_s = 0.0
    with reusing():
        began_s = time.process_time()
        sounds = speaking.sounds()
        spoken_s, network_s = time.process_time(), Watched.taken_s
        for sound in sounds:
            encode_raw(sound)
            packed(finish(as_kept(sound)))
        finished_s = time.process_time()
    speaking.all_s()
    all_s = time.process_time() - finished_s
    return {"network": network_s, "engine": spoken_s - began_s, "chain": finished_s - spoken_s, "all": all_s}


if __name__ == "__main__":
    with patch.object(onnxruntime, "InferenceSession", Watched):
        main()
