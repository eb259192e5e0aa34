"""How sentences will be read, before anything is spoken."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.cache.store import Cache
from audiogen.errors import SpeechError
from audiogen.plan.cues import Plan, Utterance
from audiogen.preview.pronunciation import Pronunciation, pronunciations_of, text_pronunciations, words_alone
from audiogen.preview.say import sample_plan
from audiogen.project import Project
from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.engines.tone import ToneEngine
from audiogen.speech.phrase import Phrasing, project_phrasing
from audiogen.speech.speak import speak

NOWHERE = Project(Path("/nowhere"), Path("/nowhere"), Path("/nowhere"))


class Listening(ToneEngine):
    """A voice that remembers what it was given to say."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[Speech] = []

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        self.given.append(speech)
        return super().synthesize(speech, wpm=wpm, language=language)


def read(text: str, voice: str = "heart", language: str = "en") -> tuple[Pronunciation, ...]:
    return text_pronunciations(NOWHERE, text, voice, language)


def plan(text: str, language: str) -> Plan | None:
    try:
        return sample_plan(text, "tone", language, 140)
    except SpeechError:
        return None


def test_every_sentence_is_read_by_itself() -> None:
    assert [each.text for each in read("Let it go. Rest here.\n\nStay.")] == ["Let it go.", "Rest here.", "Stay."]


def test_words_are_small_letters_without_punctuation_and_hyphens_are_spaces() -> None:
    assert [each.words for each in read("Don\u2019t hurry: a one-to-one, 'softly'!")] == [
        "don't hurry a one to one softly"
    ]


@pytest.mark.parametrize("text", ['"Now," she said.', "\u201cNow,\u201d she said.", "\u2018Now,\u2019 she said."])
def test_quotation_marks_change_no_sound(text: str) -> None:
    assert read(text)[0].ipa == read("Now, she said.")[0].ipa


def test_sounds_are_plain_ipa_with_one_space_between_words() -> None:
    assert read("Please, rest.")[0].ipa == "\u02c8pli\u02d0z \u02c8r\u025bst"


def test_spelt_letters_have_the_sounds_of_their_names() -> None:
    assert read("at six A M")[0].ipa.endswith("\u02cce\u026a \u02c8\u025bm")
    assert read("Take plan A now.")[0].ipa.endswith("\u02c8e\u026a \u02c8na\u028a")
    assert read("A calm day.")[0].ipa.startswith("\u0259 ")


def test_a_voice_that_takes_no_sounds_shows_none() -> None:
    assert [each.ipa for each in read("Guten Tag.", "google-de", "de")] == [""]


def test_a_guess_names_the_word_and_the_remedy() -> None:
    (reading,) = read("Say zorp now.")
    assert '"zorp"' in reading.guesses[0]
    assert "lexicon.yaml" in reading.guesses[0]


def test_all_phrases_that_cannot_be_said_are_named_at_once() -> None:
    with pytest.raises(SpeechError, match=r"(?s)Привет.*Здравствуй"):
        read("Привет. Hello. Здравствуй.")


@given(st.text(st.one_of(st.characters(exclude_categories=("Cs", "Cc")), st.sampled_from("abcIV '\"-.,!?0129:/$%"))))
def test_what_is_shown_is_what_the_voice_is_given(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    for language in ("en", "de"):
        planned = plan(text, language)
        if planned is None:
            continue
        voice = Listening()
        phrasing = Phrasing(lambda _, voice=voice: voice)
        shown = [each.words for each in pronunciations_of(planned, phrasing)]
        speak(planned.utterances, Cache(tmp_path_factory.mktemp("cache")), phrasing)
        assert shown == [words_alone(words_of(speech)) for speech in voice.given]


def test_the_sounds_that_are_shown_are_those_that_are_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    from audiogen.speech.engines import hibari_model, hibari_phonemes  # noqa: PLC0415 - loads onnxruntime
    from audiogen.speech.registry import find_voice  # noqa: PLC0415
    from audiogen.speech.words.ipa import from_misaki  # noqa: PLC0415

    spoken: list[str] = []

    def heard(text: str, *, british: bool) -> tuple[hibari_phonemes.Sentence, ...]:
        sentences = hibari_phonemes.sentences(text, british=british)
        spoken.extend(each.phonemes for each in sentences)
        return sentences

    monkeypatch.setattr(hibari_model, "sentences", heard)
    text = '*Now* he said "Close the P T S D file", [wind](/waɪnd/) down.'
    (utterance,) = (each for each in sample_plan(text, "heart", "en", 140).utterances if isinstance(each, Utterance))
    sound = find_voice("heart").synthesize(project_phrasing(NOWHERE).speech(utterance), wpm=140, language="en")
    assert np.abs(sound.samples).max() > 0
    assert read(text)[0].ipa == " ".join(map(from_misaki, spoken))


@pytest.mark.parametrize("text", ["Breathe in (pause) and out.", "Rest helps [12]."])
def test_what_stands_in_brackets_within_a_sentence_is_said_and_its_author_is_asked(text: str) -> None:
    assert any("will be said" in guess for guess in read(text)[0].guesses)
