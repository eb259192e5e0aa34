"""The speak loop: every phrase once, kept at once, and every failure by its name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from audiogen.cache.store import Cache
from audiogen.errors import OutputError, SpeechError, VoiceError
from audiogen.plan.cues import Utterance
from audiogen.progress import Event, Progress
from audiogen.speech.chain.room import TAIL_FRAMES
from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.engines.tone import ToneEngine
from audiogen.speech.phrase import Phrasing
from audiogen.speech.speak import speak

LINES = tuple(
    Utterance(text, "tone", 150.0, "en")
    for text in ("Breathe in.", "Let it go.", "Breathe in.", "Rest here for a while.")
)


@dataclass
class Recorder(ToneEngine):
    """The tone voice, with a memory and faults."""

    spoken: list[str] = field(default_factory=list)
    fail_at: str = ""
    interrupt_at: str = ""
    version: str = "1"
    missing: str | None = None

    def fingerprint(self) -> str:
        return f"recorder {self.version}"

    def available(self) -> str | None:
        return self.missing

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        text = words_of(speech)
        if text == self.interrupt_at:
            raise KeyboardInterrupt
        self.spoken.append(text)
        sound = super().synthesize(speech, wpm=wpm, language=language)
        return Sound(np.zeros_like(sound.samples), sound.rate_hz) if text == self.fail_at else sound


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def test_equal_phrases_are_spoken_once(cache: Cache) -> None:
    voice = Recorder()
    spoken = speak(LINES, cache, Phrasing(lambda _: voice))
    assert voice.spoken == ["Breathe in.", "Let it go.", "Rest here for a while."]
    assert spoken.newly_spoken == 3
    assert set(spoken.frames) == set(LINES)


def test_a_second_run_speaks_nothing_and_sounds_the_same(cache: Cache) -> None:
    voice = Recorder()
    first, second = (speak(LINES, cache, Phrasing(lambda _: voice)) for _ in range(2))
    assert second.newly_spoken == 0
    assert second.frames == first.frames
    for line in LINES:
        np.testing.assert_array_equal(first.load(line), second.load(line))


def test_a_loaded_phrase_is_as_long_as_its_clip_says(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    for line in LINES:
        assert spoken.load(line).shape == (2, spoken.frames[line] + TAIL_FRAMES)
        assert spoken.load_alone(line).shape == (spoken.frames[line],)


def test_how_loud_a_phrase_is_is_known_again_to_the_last_bit_when_that_is_lost(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    before = {path: path.read_bytes() for path in cache.folder.glob("??/*")}
    first = spoken.energies(LINES[0])
    for path in cache.folder.glob("??/*"):
        if path not in before:
            path.unlink()
    np.testing.assert_array_equal(spoken.energies(LINES[0]), first)
    np.testing.assert_array_equal(spoken.energies(LINES[0]), first)


def test_changing_one_word_speaks_exactly_one_phrase_anew(cache: Cache) -> None:
    voice = Recorder()
    speak(LINES, cache, Phrasing(lambda _: voice))
    voice.spoken.clear()
    changed = (*LINES[:3], replace(LINES[3], text="Rest here for a moment."))
    assert speak(changed, cache, Phrasing(lambda _: voice)).newly_spoken == 1
    assert voice.spoken == ["Rest here for a moment."]


@pytest.mark.parametrize("change", [{"wpm": 120.0}, {"language": "de"}])
def test_another_pace_or_language_is_another_sound(cache: Cache, change: dict[str, str | float]) -> None:
    voice = Recorder()
    speak(LINES[:1], cache, Phrasing(lambda _: voice))
    assert speak([replace(LINES[0], **change)], cache, Phrasing(lambda _: voice)).newly_spoken == 1


def test_a_new_version_of_the_engine_speaks_anew(cache: Cache) -> None:
    speak(LINES, cache, Phrasing(lambda _: Recorder()))
    assert speak(LINES, cache, Phrasing(lambda _: Recorder(version="2"))).newly_spoken == 3


def test_another_form_of_the_same_quotes_is_the_same_phrase(cache: Cache) -> None:
    speak([replace(LINES[0], text="Don't hurry.")], cache, Phrasing())
    assert speak([replace(LINES[0], text="Don\u2019t hurry.")], cache, Phrasing()).newly_spoken == 0


def damage(cache: Cache, key: str, how: Callable[[bytes], bytes]) -> None:
    path = cache.folder / key[:2] / key[2:]
    path.write_bytes(how(path.read_bytes()))


def cut_short(content: bytes) -> bytes:
    return content[:-100]


def flipped_in_the_middle(content: bytes) -> bytes:
    at = len(content) // 2
    return content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]


def flipped_in_the_head(content: bytes) -> bytes:
    return content[:52] + bytes([content[52] ^ 255]) + content[53:]


@pytest.mark.parametrize("how", [cut_short, flipped_in_the_middle, flipped_in_the_head])
@pytest.mark.parametrize(("entries", "newly_spoken"), [(("key",), 0), (("raw_key",), 0), (("key", "raw_key"), 1)])
def test_what_is_damaged_is_made_again_never_played(
    cache: Cache, how: Callable[[bytes], bytes], entries: tuple[str, ...], newly_spoken: int
) -> None:
    voice = Recorder()
    first = speak(LINES, cache, Phrasing(lambda _: voice))
    kept = [first.load(line) for line in LINES]
    for entry in entries:
        damage(cache, getattr(first.clips[LINES[0]], entry), how)
    voice.spoken.clear()
    second = speak(LINES, cache, Phrasing(lambda _: voice))
    assert second.frames == first.frames
    for one, line in zip(kept, LINES, strict=True):
        np.testing.assert_array_equal(one, second.load(line))
    assert len(voice.spoken) == newly_spoken


@pytest.mark.parametrize("entry", ["key", "raw_key"])
def test_two_entries_that_changed_places_say_no_other_words(cache: Cache, entry: str) -> None:
    voice = Recorder()
    first = speak(LINES, cache, Phrasing(lambda _: voice))
    kept = [first.load(line) for line in LINES]
    one, other = (getattr(first.clips[line], entry) for line in LINES[:2])
    paths = [cache.folder / key[:2] / key[2:] for key in (one, other)]
    contents = [path.read_bytes() for path in paths]
    for path, content in zip(paths, reversed(contents), strict=True):
        path.write_bytes(content)
    if entry == "raw_key":
        for clip in first.clips.values():
            (cache.folder / clip.key[:2] / clip.key[2:]).unlink(missing_ok=True)
    second = speak(LINES, cache, Phrasing(lambda _: voice))
    assert second.frames == first.frames
    for sound, line in zip(kept, LINES, strict=True):
        np.testing.assert_array_equal(sound, second.load(line))


def test_what_cannot_be_decoded_is_spoken_anew_in_the_same_build(cache: Cache) -> None:
    first = speak(LINES, cache, Phrasing())
    kept, clip = first.load(LINES[0]), first.clips[LINES[0]]
    for content in (b"", b"no sound at all", b"fLaC"):
        cache.put(clip.raw_key, content)
        (cache.folder / clip.key[:2] / clip.key[2:]).unlink()
        again = speak(LINES, cache, Phrasing())
        assert again.newly_spoken == 1
        np.testing.assert_array_equal(again.load(LINES[0]), kept)


def test_a_clip_damaged_after_its_length_was_read_is_finished_anew_in_the_same_build(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    before = spoken.load(LINES[0])
    damage(cache, spoken.clips[LINES[0]].key, cut_short)
    np.testing.assert_array_equal(spoken.load(LINES[0]), before)
    assert cache.get(spoken.clips[LINES[0]].key) is not None


def test_what_was_spoken_before_clips_were_kept_is_finished_without_a_voice(cache: Cache) -> None:
    first = speak(LINES, cache, Phrasing(lambda _: Recorder()))
    for clip in first.clips.values():
        (cache.folder / clip.key[:2] / clip.key[2:]).unlink()
    again = speak(LINES, cache, Phrasing(lambda _: Recorder(missing="gone")))
    assert (again.newly_spoken, again.clips) == (0, first.clips)


def test_a_cache_that_cannot_be_written_to_serves_what_was_spoken(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = speak(LINES, cache, Phrasing())
    kept = first.load(LINES[0])
    for clip in first.clips.values():
        (cache.folder / clip.key[:2] / clip.key[2:]).unlink()

    def refuse(_cache: Cache, _key: str, _content: bytes) -> None:
        message = "read-only"
        raise OutputError(message, hint="")

    monkeypatch.setattr(Cache, "put", refuse)
    np.testing.assert_array_equal(speak(LINES, cache, Phrasing()).load(LINES[0]), kept)


def test_use_of_a_finished_clip_keeps_what_was_spoken_from_being_pruned(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    raw = spoken.clips[LINES[0]].raw_key
    path = cache.folder / raw[:2] / raw[2:]
    os.utime(path, (1e9, 1e9))
    speak(LINES, cache, Phrasing())
    assert path.stat().st_mtime > 1e9


def test_an_interrupted_run_goes_on_where_it_was(cache: Cache) -> None:
    voice = Recorder(interrupt_at="Rest here for a while.")
    with pytest.raises(KeyboardInterrupt):
        speak(LINES, cache, Phrasing(lambda _: voice))
    assert speak(LINES, cache, Phrasing(lambda _: Recorder())).newly_spoken == 1


def test_progress_is_told_phrase_by_phrase(cache: Cache) -> None:
    events: list[Event] = []
    speak(LINES, cache, Phrasing(), name="01-ease", on_event=events.append)
    assert events == [Progress("01-ease", "speak", done, 3) for done in (1, 2, 3)]


def test_a_phrase_that_came_back_silent_fails_by_name_and_is_not_kept(cache: Cache) -> None:
    with pytest.raises(SpeechError, match=r'"Let it go\." with the voice tone: .*only silence') as caught:
        speak(LINES, cache, Phrasing(lambda _: Recorder(fail_at="Let it go.")))
    assert caught.value.hint
    assert speak(LINES, cache, Phrasing(lambda _: Recorder())).newly_spoken == 2


def test_a_phrase_that_a_voice_cannot_say_fails_by_name(cache: Cache) -> None:
    with pytest.raises(SpeechError, match=r"cannot speak .*heart.*U\+0928 DEVANAGARI LETTER NA"):
        speak([Utterance("Say नमस्ते", "heart", 140, "en")], cache, Phrasing())


def test_a_long_phrase_is_named_by_its_first_60_characters(cache: Cache) -> None:
    with pytest.raises(SpeechError) as caught:
        speak([Utterance("🙂" * 70, "tone", 140, "en")], cache, Phrasing())
    assert f'"{"🙂" * 60}…"' in caught.value.message


def test_a_voice_that_is_not_installed_says_how_to_get_it(cache: Cache) -> None:
    with pytest.raises(VoiceError, match="pip install it"):
        speak(LINES, cache, Phrasing(lambda _: Recorder(missing="run: pip install it")))


def test_a_cache_that_holds_everything_needs_no_voice_installed(cache: Cache) -> None:
    speak(LINES, cache, Phrasing(lambda _: Recorder()))
    assert speak(LINES, cache, Phrasing(lambda _: Recorder(missing="gone"))).newly_spoken == 0


def test_a_sound_lost_after_speaking_is_spoken_anew(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    before = spoken.load(LINES[0])
    for path in [path for path in cache.folder.rglob("*") if path.is_file()]:
        path.unlink()
    np.testing.assert_array_equal(spoken.load(LINES[0]), before)


def test_a_lost_sound_that_is_not_spoken_as_it_was_is_told(cache: Cache) -> None:
    spoken = speak(LINES, cache, Phrasing())
    for path in [path for path in cache.folder.rglob("*") if path.is_file()]:
        path.unlink()
    slower = replace(spoken, clips={**spoken.clips, LINES[0]: replace(spoken.clips[LINES[0]], frames=7)})
    with pytest.raises(SpeechError, match="no longer in the cache"):
        slower.load(LINES[0])


def test_a_second_run_imports_no_speech_engine(cache: Cache) -> None:
    program = f"""
import sys
from pathlib import Path
from audiogen.cache.store import Cache
from audiogen.plan.cues import Utterance
from audiogen.speech.phrase import Phrasing
from audiogen.speech.speak import speak
spoken = speak([Utterance("Breathe in.", "heart", 140.0, "en")], Cache(Path({str(cache.folder)!r})), Phrasing())
print(spoken.newly_spoken, "onnxruntime" in sys.modules, "hibari" in sys.modules)
"""
    # the first run is in this process, where other tests have the model already
    first = speak([Utterance("Breathe in.", "heart", 140.0, "en")], cache, Phrasing())
    assert (first.newly_spoken, {"onnxruntime", "hibari"} <= set(sys.modules)) == (1, True)
    second = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert second.stdout.strip() == "0 False False"
