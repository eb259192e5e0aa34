"""Lexicons: words said as their entries have them, in every voice, and every mistake in its place."""

import gzip
import json
import re
from difflib import SequenceMatcher
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.errors import ScriptError
from audiogen.speech.engine import Fragment
from audiogen.speech.words.ipa import to_misaki
from audiogen.speech.words.lexicon import Lexicon, LexiconEntry
from audiogen.speech.words.lexicon_file import load_lexicon
from audiogen.speech.words.respelling import sounding, syllables_to_ipa

OM = LexiconEntry("en", "Om", say="ohm", ipa="oʊm")
LEXICON = Lexicon(
    (
        OM,
        LexiconEntry("en", "ujjayi", say="oo-JAH-yee"),
        LexiconEntry("en", "ujjayi breath", say="oo-JAH-yee breath"),
        LexiconEntry("en", "asana", say="ah-suh-nuh", ipa="ˈɑːsənə"),
        LexiconEntry("en", "sangha", ipa="ˈsʌŋɡə"),
        LexiconEntry("en", "Porges", say="por-jess", ipa="ˈpɔrdʒɛs"),
        LexiconEntry("en-gb", "Om", say="awm"),
        LexiconEntry("any", "Siobhan", say="shi-vawn"),
        LexiconEntry("de", "Om", say="Ohm"),
    )
)


def said(text: str, language: str = "en", *, takes_ipa: bool = False) -> list[Fragment | str]:
    return list(LEXICON.fragments(text, language, takes_ipa=takes_ipa))


def test_a_word_is_given_as_sounds_to_voices_that_take_them_and_respelt_to_others() -> None:
    assert said("Say Om, now.", takes_ipa=True) == ["Say ", Fragment("Om", "oʊm"), ", now."]
    assert said("Say Om, now.") == ["Say ", Fragment("ohm"), ", now."]


def test_a_word_in_small_letters_is_found_in_capitals_and_a_name_with_its_capitals_only() -> None:
    assert said("ASANA, Asana") == [Fragment("ah-suh-nuh"), ", ", Fragment("ah-suh-nuh")]
    assert said("OM, om") == [Fragment("ohm"), ", om"]


def test_parts_of_words_are_no_words() -> None:
    assert said("Omen and Tom") == ["Omen and Tom"]


@pytest.mark.parametrize("written", ["ujjayi-breath", "Ujjayi breath", "ujjayi\u2011breath", "ujjayi\nbreath"])
def test_spaces_and_hyphens_between_words_are_the_same(written: str) -> None:
    assert said(written) == [Fragment("oo-jah-yee breath")]


def test_the_longest_entry_wins() -> None:
    assert said("ujjayi breath") == [Fragment("oo-jah-yee breath")]


def test_syllables_are_given_as_sounds_to_voices_that_take_them() -> None:
    assert said("ujjayi breath", takes_ipa=True) == [Fragment("oo-jah-yee", "uːˈdʒɑːjiː"), Fragment(" breath")]


def test_a_nearer_language_wins_and_any_holds_everywhere() -> None:
    assert said("Om", "en-GB") == [Fragment("awm")]
    assert said("Om", "de-AT") == [Fragment("Ohm")]
    assert said("Siobhan", "de") == [Fragment("shi-vawn")]
    assert said("Siobhan", "fr") == [Fragment("shi-vawn")]
    assert said("Om", "fr") == ["Om"]


def test_the_later_of_two_entries_wins() -> None:
    lexicon = Lexicon((OM, LexiconEntry("en", "Om", say="aum")))
    assert list(lexicon.fragments("Om", "en", takes_ipa=False)) == [Fragment("aum")]


def test_plurals_and_possessives_need_no_entry_in_english() -> None:
    assert said("asanas", takes_ipa=True) == [Fragment("asanas", "ˈɑːsənəz")]
    assert said("the asana\u2019s form") == ["the ", Fragment("ah-suh-nuh's"), " form"]
    assert said("his Porges\u2019 theory", takes_ipa=True) == ["his ", Fragment("Porges\u2019", "ˈpɔrdʒɛs"), " theory"]
    assert said("two Porgess") == ["two Porgess"]
    assert said("Oms", "de-AT") == ["Oms"]


def test_a_word_with_sounds_alone_stays_as_written_for_a_voice_that_takes_none() -> None:
    assert said("the sangha") == ["the sangha"]
    assert LEXICON.ipa_only_words("Om to the Sangha, sangha and sangha", "en") == ("Sangha", "sangha")


def test_the_words_of_a_language_are_told_in_small_letters() -> None:
    assert LEXICON.words("de") == {"om", "siobhan"}


@given(st.text(st.sampled_from("Omujyi asnh'b,-\u2019")))
def test_no_letter_is_lost_between_entries(text: str) -> None:
    parts = said(text, takes_ipa=True)
    kept = "".join(part.text if isinstance(part, Fragment) and part.ipa else "" for part in parts)
    rest = "".join(part for part in parts if isinstance(part, str))
    assert len(kept) + len(rest) <= len(text)
    if all(isinstance(part, str) or part.ipa for part in parts):
        assert "".join(part if isinstance(part, str) else part.text for part in parts) == text


SHIPPED = load_lexicon(Path("nowhere")).entries


def test_every_shipped_english_word_has_sounds_and_a_respelling() -> None:
    assert [entry.words for entry in SHIPPED if entry.language == "en" and not (entry.say and entry.ipa)] == []


def test_every_shipped_word_has_sounds_that_the_embedded_voices_can_make() -> None:
    assert all(to_misaki(entry.ipa, british=british) for entry in SHIPPED if entry.ipa for british in (False, True))


def test_a_shipped_respelling_stands_for_nearly_the_same_sounds_as_those_beside_it() -> None:
    unlike = [entry.words for entry in SHIPPED if entry.language == "en" and _likeness(entry) <= 0.85]
    assert unlike == []


def _likeness(entry: LexiconEntry) -> float:
    """How alike the sounds of an entry and of its respelling are; 1 when that has words that are read as letters."""
    syllables = tuple(sounding(entry.say, "en"))
    if any(part.text.strip() and not part.ipa for part in syllables):
        return 1.0
    respelt = _coarse("".join(part.ipa for part in syllables))
    return SequenceMatcher(None, respelt, _coarse(entry.ipa), autojunk=False).ratio()


def _coarse(ipa: str) -> str:
    """The sounds without stress, length and the differences between neighbouring vowels."""
    return to_misaki(ipa, british=False).translate(str.maketrans("iuəɜɔ", "ɪʊʌʌɑ", "ˈˌ "))


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
        ("en:\n  om: /o#m/\n", r":2:7: om: \"#\" \(U\+0023 NUMBER SIGN\) in /o#m/ is no sound"),
        ("en:\n  om: {say: ohm, ipa: o#m}\n", r":2:23: om: \"#\" .* is no sound"),
        ("en:\n  om: /m/\n", r":2:7: om: /m/ holds no vowel"),
        ("en:\n  om: ohm\n  om: aum\n", r":3:3: "),
        (
            "en:\n  Om: ohm\n  tai chi: tie chee\n  tai-chi: tie gee\n",
            r":4:3: tai-chi is written twice, first on line 3",
        ),
        ("en-gb:\n  om: ohm\nen_GB:\n  yin, om: aum\n", r":4:3: om is written twice, first on line 2"),
        ("en:\n  '!': ohm\n", r":2:3: \"!\" is no word"),
        ("en:\n  om, , aum: ohm\n", r":2:3: \"om, , aum\" is no word"),
        ("en:\n  om: [ohm]\n", r":2:3: om: say how it sounds"),
    ],
)
def test_every_mistake_is_told_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ScriptError, match=rf"lexicon\.yaml{says}"):
        own(tmp_path, text)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ScriptError) as caught:
        own(tmp_path, "en:\n  om: /m/\n  '!': ohm\nenglish words: {}\n")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_spellings_that_are_said_alike_share_a_line(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "en:\n  dipa, d\u012bpa, di\u0304po: dee-puh\n")
    written = "Dipa, d\u012bpa, D\u012bpo"
    assert list(lexicon.fragments(written, "en", takes_ipa=False)) == [
        Fragment("dee-puh"),
        ", ",
        Fragment("dee-puh"),
        ", ",
        Fragment("dee-puh"),
    ]


def test_a_name_and_a_word_that_differ_in_capitals_are_two_entries(tmp_path: Path) -> None:
    lexicon = own(tmp_path, "en:\n  Will: vill\n  Mark: mahrk\n")
    assert list(lexicon.fragments("Will, will you mark it?", "en", takes_ipa=False)) == [
        Fragment("vill"),
        ", will you mark it?",
    ]


def test_an_empty_lexicon_is_no_mistake(tmp_path: Path) -> None:
    assert own(tmp_path, "# nothing yet\n").entries == load_lexicon(tmp_path / "none").entries


def test_the_example_on_the_page_is_a_lexicon(tmp_path: Path) -> None:
    page = ROOT.joinpath("docs/pronunciation.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    lexicon = own(tmp_path, example)
    assert list(lexicon.fragments("Siobhan", "de", takes_ipa=True)) == [Fragment("Schiwohn")]


def test_the_letters_on_the_page_stand_for_the_sounds_of_the_words_beside_them() -> None:
    page = ROOT.joinpath("docs/pronunciation.md").read_text(encoding="utf-8")
    rows = page.split("|---|---|---|---|---|---|")[1]
    packed = resources.files("hibari").joinpath("assets/lexicon_us_gold.json.gz").read_bytes()
    dictionary = json.loads(gzip.decompress(packed))
    told = [
        (letters, word)
        for cell, word in re.findall(r"\| ([^|]+?) \| ([a-z]+) (?=\|)", rows)
        for letters in cell.split(", ")
    ]
    unlike = [(letters, word) for letters, word in told if _sound_of(letters) not in str(dictionary[word])]
    assert unlike == []
    assert len(told) > 30


def _sound_of(letters: str) -> str:
    """The sound that the page tells of: of a vowel, of one before a t, or of a consonant before ah."""
    bare, _, before = letters.partition(" before ")
    consonant = before == "a vowel" or not (before or set("aeiou") & set(bare))
    syllable = f"{bare}t" if before == "a consonant" else f"{bare}ah" if consonant else bare
    phonemes = to_misaki(syllables_to_ipa(f"{syllable.upper()}-lah") or "", british=False).removesuffix("lɑ")
    return phonemes.replace("ˈ", "").removesuffix("ɑ" if consonant else "t")


@given(
    st.lists(
        st.sampled_from(
            ["om", "Om's", "OMS", "oms'", "asanas", "ujjayi breath", "\u00f8m", "\u017fangha", "'", "x", "-", " "]
        )
    )
)
def test_an_entry_is_found_wherever_its_pattern_fits(parts: list[str]) -> None:
    text = " ".join(parts)
    written = "".join(each if isinstance(each, str) else "#" for each in said(text, takes_ipa=True))
    # a letter that is no English one makes the whole text be searched, whatever its words
    searched = "".join(each if isinstance(each, str) else "#" for each in said(f"\u00e9 {text}", takes_ipa=True))
    assert searched == f"\u00e9 {written}"
