"""Lexicons: words said as their entries have them, in every voice, and every mistake in its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.errors import ScriptError
from audiogen.speech.engine import Fragment
from audiogen.speech.ipa import to_misaki
from audiogen.speech.lexicon import Entry, Lexicon, respelled
from audiogen.speech.lexicon_file import load_lexicon

OM = Entry("en", "Om", say="ohm", ipa="oʊm")
LEXICON = Lexicon(
    (
        OM,
        Entry("en", "ujjayi", say="oo-JAH-yee"),
        Entry("en", "ujjayi breath", say="oo-JAH-yee breath"),
        Entry("en", "asana", say="ah-suh-nuh", ipa="ˈɑːsənə"),
        Entry("en", "sangha", ipa="ˈsʌŋɡə"),
        Entry("en-gb", "Om", say="awm"),
        Entry("any", "Siobhan", say="shi-vawn"),
        Entry("de", "Om", say="Ohm"),
    )
)


def said(text: str, language: str = "en", *, takes_ipa: bool = False) -> list[Fragment | str]:
    return list(LEXICON.fragments(text, language, takes_ipa=takes_ipa))


def test_a_word_is_given_as_sounds_to_voices_that_take_them_and_respelt_to_others() -> None:
    assert said("Say Om, now.", takes_ipa=True) == ["Say ", Fragment("Om", "oʊm"), ", now."]
    assert said("Say Om, now.") == ["Say ", Fragment("ohm"), ", now."]


def test_capitals_do_not_matter_and_parts_of_words_are_no_words() -> None:
    assert said("OM") == [Fragment("ohm")]
    assert said("Omen and Tom") == ["Omen and Tom"]


def test_the_longest_entry_wins() -> None:
    assert said("ujjayi breath") == [Fragment("oo-jah-yee breath")]


def test_a_nearer_language_wins_and_any_holds_everywhere() -> None:
    assert said("Om", "en-GB") == [Fragment("awm")]
    assert said("Om", "de-AT") == [Fragment("Ohm")]
    assert said("Siobhan", "de") == [Fragment("shi-vawn")]
    assert said("Siobhan", "fr") == [Fragment("shi-vawn")]
    assert said("Om", "fr") == ["Om"]


def test_the_later_of_two_entries_wins() -> None:
    assert list(Lexicon((OM, Entry("en", "om", say="aum"))).fragments("Om", "en", takes_ipa=False)) == [Fragment("aum")]


def test_plurals_and_possessives_need_no_entry_in_english() -> None:
    assert said("asanas", takes_ipa=True) == [Fragment("asanas", "ˈɑːsənəz")]
    assert said("the asana\u2019s form") == ["the ", Fragment("ah-suh-nuh's"), " form"]


def test_a_word_with_sounds_alone_stays_as_written_for_a_voice_that_takes_none() -> None:
    assert said("the sangha") == ["the sangha"]


def test_capitals_that_show_the_stress_are_not_spelt_out() -> None:
    assert respelled("ah-NAHN-dah, the BBC") == "ah-nahn-dah, the BBC"


@given(st.text(st.sampled_from("Omujyi asnh'b,-\u2019")))
def test_no_letter_is_lost_between_entries(text: str) -> None:
    parts = said(text, takes_ipa=True)
    kept = "".join(part.text if isinstance(part, Fragment) and part.ipa else "" for part in parts)
    rest = "".join(part for part in parts if isinstance(part, str))
    assert len(kept) + len(rest) <= len(text)
    if all(isinstance(part, str) or part.ipa for part in parts):
        assert "".join(part if isinstance(part, str) else part.text for part in parts) == text


def test_every_shipped_word_has_sounds_that_the_embedded_voice_can_make(tmp_path: Path) -> None:
    for entry in load_lexicon(tmp_path).entries:
        assert entry.say or entry.ipa
        assert not entry.ipa or to_misaki(entry.ipa, british=False)
        if entry.language == "en":
            assert entry.say, f"{entry.words} has no respelling for other voices"
            assert entry.ipa


def own(tmp_path: Path, text: str) -> Lexicon:
    (tmp_path / "lexicon.yaml").write_text(text, encoding="utf-8")
    return load_lexicon(tmp_path)


def test_a_shows_own_word_wins_over_the_shipped_one(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "en:\n  prana: pray-nuh\n")
    assert list(lexicon.fragments("prana", "en", takes_ipa=True)) == [Fragment("pray-nuh")]


def test_slashes_mean_sounds_and_a_mapping_may_have_both(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "en:\n  prana: /ˈprɑːnə/\n  dipa: {say: dee-puh, ipa: ˈdiːpə}\n")
    assert list(lexicon.fragments("prana", "en", takes_ipa=True)) == [Fragment("prana", "ˈprɑːnə")]
    assert list(lexicon.fragments("dipa", "en", takes_ipa=False)) == [Fragment("dee-puh")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("english words:\n  a: b\n", r":1:1: \"english words\" is not a language"),
        ("en: hello\n", r":1:1: en: write one word a line below"),
        ("- en\n", r":1:1: write languages"),
        ("en:\n  om:\n", r":2:3: om: say how it sounds"),
        ("en:\n  om: {sya: ohm}\n", r":2:\d+: om: sya is not known here; say and ipa can be written"),
        ("en:\n  om: {say: }\n", r":2:\d+: om: say is empty"),
        ("en:\n  om: /o#m/\n", r":2:7: om: \"#\" in /o#m/ is no sound"),
        ("en:\n  om: /m/\n", r":2:7: om: /m/ holds no vowel"),
        ("en:\n  om: ohm\n  om: aum\n", r":3:3: "),
        ("en:\n  '!': ohm\n", r":2:3: \"!\" is no word"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ScriptError, match=rf"lexicon\.yaml{says}"):
        own(tmp_path, text)


def test_an_empty_lexicon_is_no_mistake(tmp_path: Path) -> None:
    assert own(tmp_path, "# nothing yet\n").entries == load_lexicon(tmp_path / "none").entries


@pytest.mark.parametrize(
    ("ipa", "american", "british"),
    [
        ("oʊm", "ˈOm", "ˈQm"),
        ("ˈtʃiːɡɒŋ", "ʧˈiɡɑŋ", "ʧˈiɡɒŋ"),
        ("ˌprɑːnəˈjɑːmə", "pɹˌɑnəjˈɑmə", "pɹˌɑːnəjˈɑːmə"),
        ("ʃiˈvɔːn", "ʃivˈɔn", "ʃivˈɔːn"),
        ("ˈs.t.raɪk", "stɹˈIk", "stɹˈIk"),
        ("mɛ̃", "mˈɛn", "mˈɛn"),
    ],
)
def test_ipa_becomes_the_voices_own_phonemes(ipa: str, american: str, british: str) -> None:
    assert (to_misaki(ipa, british=False), to_misaki(ipa, british=True)) == (american, british)


@given(st.text(st.one_of(st.characters(), st.sampled_from("aɪʊəˈˌːtʃdʒnm"))))
def test_any_text_has_sounds_or_is_refused(text: str) -> None:
    try:
        phonemes = to_misaki(text, british=False)
    except ValueError:
        return
    assert set(phonemes) <= set("AIOQWYbdfhijklmnpstuvwzæðŋɑɒɔəɛɜɡɪɹʃʊʌʒθʧʤˈˌ ")


def test_the_lexicon_is_packed_into_the_wheel() -> None:
    settings = Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8")
    assert '"assets/lexicon.yaml" = "audiogen/lexicon.yaml"' in settings


def test_the_example_on_the_page_is_a_lexicon(tmp_path: Path) -> None:
    page = Path(__file__).parents[2].joinpath("docs/pronunciation.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    lexicon = own(tmp_path, example)
    assert list(lexicon.fragments("Siobhan", "de", takes_ipa=True)) == [Fragment("Schiwohn")]
