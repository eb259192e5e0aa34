"""The words of a session that may be said otherwise than its author means them."""

from pathlib import Path

from audiogen.preview.vocabulary import DoubtfulWord, doubtful_words
from audiogen.script.load import load_library
from audiogen.speech.phrase import Phrasing
from audiogen.speech.words.lexicon import Lexicon, LexiconEntry
from audiogen.speech.words.lexicon_file import load_lexicon


def doubts(tmp_path: Path, *lines: str, voice: str = "heart", lexicon: Lexicon | None = None) -> list[DoubtfulWord]:
    (tmp_path / "show.yaml").write_text(
        f"title: T\nauthor: A\ndescription: D\nvoice: {voice}\nlanguage: {'de' if voice != 'heart' else 'en'}\n",
        encoding="utf-8",
    )
    steps = "".join(f"  - say: {line}\n" for line in lines)
    (tmp_path / "01-rest.yaml").write_text(f"title: R\nsummary: S\nsteps:\n{steps}", encoding="utf-8")
    return list(doubtful_words(load_library(tmp_path), Phrasing(lexicon=lexicon or load_lexicon(tmp_path))))


def test_an_unknown_word_is_listed_with_its_sounds_and_its_first_place(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, "Rest now.", "Say zorp.", "And zorp again.")
    assert (found.word, found.kind, found.times, found.slug, found.line) == ("zorp", "guessed", 2, "01-rest", 5)
    assert found.ipa.endswith("rp")


def test_a_word_with_and_without_a_capital_is_one_entry_in_small_letters(tmp_path: Path) -> None:
    assert [(each.word, each.times) for each in doubts(tmp_path, "Zorp it.", "Say zorp.")] == [("zorp", 2)]


def test_names_are_listed_though_the_voice_knows_them(tmp_path: Path) -> None:
    found = doubts(tmp_path, "Now Maria\u2019s hands rest, and Thomas smiles.")
    assert [(each.word, each.kind) for each in found] == [("Maria", "name"), ("Thomas", "name")]


def test_the_first_word_of_a_sentence_days_and_letters_are_no_names(tmp_path: Path) -> None:
    assert doubts(tmp_path, "Rest on Monday. He said, \u201cNow.\u201d Then I rest. Plan B is fine.") == []


def test_what_a_lexicon_or_the_text_explains_is_in_no_doubt(tmp_path: Path) -> None:
    lexicon = Lexicon((LexiconEntry("en", "zorp", say="ZORP"),))
    assert doubts(tmp_path, "Say zorp to [Ananda](ah-NAHN-dah).", lexicon=lexicon) == []


def test_in_german_a_capital_makes_no_name(tmp_path: Path) -> None:
    assert doubts(tmp_path, "Der Atem kommt.", voice="google-de") == []


def test_words_that_are_written_alike_are_listed_with_each_of_their_sounds(tmp_path: Path) -> None:
    found = doubts(tmp_path, "Close your eyes.", "Stay close to it, very close.", "Feel the [wind](WYND) here.")
    assert [(each.word, each.kind, each.ipa) for each in found] == [
        ("close", "heteronym", "kloʊz"),
        ("close", "heteronym", "kloʊs"),
    ]
