"""Marked text cut into what is spoken, and the tags of SSML: nothing said twice, no word and no silence lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.notation.markup import Annotation, AnnotationKind, Break, Marked, Stretch, stretches
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.ssml import STRENGTHS_S, decoded, read_tag, silence_s


def shown(parts: tuple[Stretch | float, ...]) -> list[str | float]:
    """The words of stretches, another pace behind them, and silences."""
    return [
        part if isinstance(part, float) else part.words.text + (f" @{part.pace:g}" if part.pace != 1 else "")
        for part in parts
    ]


def cut_at(text: str) -> list[str | float]:
    """The stretches of a sentence in which | stands for a silence of a second."""
    places = [at - number for number, at in enumerate(at for at, letter in enumerate(text) if letter == "|")]
    return shown(stretches(Marked(text.replace("|", ""), (), tuple(Break(at, 1.0) for at in places))))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("In |and out.", ["In", 1.0, "and out."]),
        ("In|, and out.", ["In,", 1.0, "and out."]),
        ("In |— and out.", ["In —", 1.0, "and out."]),
        ("“Stay|” he said.", ["“Stay”", 1.0, "he said."]),
        ("He said |“stay”.", ["He said", 1.0, "“stay”."]),
        ("Pay |$5 now.", ["Pay", 1.0, "$5 now."]),
        ("It is |-5 degrees.", ["It is", 1.0, "-5 degrees."]),
        ("It is |.5 degrees.", ["It is", 1.0, ".5 degrees."]),
        ("Out|.", ["Out.", 1.0]),
        ("|… In.", [1.0, "… In."]),
        ("… |In.", [1.0, "… In."]),
        ("|In |and| |out.|", [1.0, "In", 1.0, "and", 1.0, 1.0, "out.", 1.0]),
        ("|…|", [1.0, 1.0]),
        ("", []),
    ],
)
def test_a_sentence_is_cut_at_its_silences_and_every_stretch_has_words(text: str, parts: list[str | float]) -> None:
    assert cut_at(text) == parts


def test_a_sign_with_a_pronunciation_is_a_word() -> None:
    heart = Marked("I ♥ you", (Annotation(2, 3, "respelling", "love"),), (Break(2, 1.0), Break(4, 2.0)))
    assert shown(stretches(heart)) == ["I", 1.0, "♥", 2.0, "you"]


def test_a_sign_without_a_pronunciation_is_none() -> None:
    assert Marked("♥", (Annotation(0, 1, "emphasis"),)).said() == ()


def test_pace_is_told_beside_the_words_and_no_longer_among_their_annotations() -> None:
    notes = (Annotation(0, 8, "pace", "0.8"), Annotation(3, 8, "emphasis"))
    (slow, rest) = stretches(Marked("So very, well.", notes))
    assert slow == Stretch(Marked("So very,", (Annotation(3, 8, "emphasis"),)), 0.8)
    assert rest == Stretch(Marked("well."), 1.0)


@pytest.mark.parametrize(
    ("at", "paragraphs"),
    [
        (0, [[[1.0, "One"], ["Two"]], [["Six"]]]),
        (3, [[["One", 1.0], ["Two"]], [["Six"]]]),
        (4, [[["One"], [1.0, "Two"]], [["Six"]]]),
        (7, [[["One"], ["Two", 1.0]], [["Six"]]]),
        (8, [[["One"], ["Two"]], [[1.0, "Six"]]]),
        (9, [[["One"], ["Two"]], [[1.0, "Six"]]]),
        (12, [[["One"], ["Two"]], [["Six", 1.0]]]),
        (14, [[["One"], ["Two"]], [["Six", 1.0]]]),
    ],
)
def test_a_silence_between_lines_is_never_lost(at: int, paragraphs: list[list[list[str | float]]]) -> None:
    marked = Marked("One\nTwo\n\nSix\n\n", (), (Break(at, 1.0),))
    assert [[shown(stretches(line)) for line in lines] for lines in marked.paragraphs()] == paragraphs


def test_a_part_takes_its_share_of_annotations_and_silences() -> None:
    notes = (Annotation(0, 3, "emphasis"), Annotation(2, 9, "pace", "0.8"), Annotation(10, 12, "emphasis"))
    marked = Marked("One, two, six", notes, (Break(4, 1.0), Break(9, 2.0), Break(13, 3.0)))
    assert marked.part(4, 9) == Marked(" two,", (Annotation(0, 5, "pace", "0.8"),), (Break(5, 2.0),))


KINDS: list[AnnotationKind] = ["emphasis", "pace", "respelling"]


@st.composite
def marked_texts(draw: st.DrawFn) -> Marked:
    """Lines of words and signs, with annotated words and silences anywhere; paces do not overlap."""
    text = draw(st.text(st.sampled_from("ab1é♥.,!?\"'($ \n"), max_size=40))
    places = st.integers(0, len(text))
    breaks = sorted(Break(draw(places), float(second)) for second in range(1, 1 + draw(st.integers(0, 4))))
    ends = sorted(draw(st.sets(places, max_size=6)))
    notes = [
        Annotation(start, end, draw(st.sampled_from(KINDS)), "0.8")
        for start, end in zip(ends[::2], ends[1::2], strict=False)
        if any(letter.isalnum() for letter in text[start:end]) and "\n" not in text[start:end]
    ]
    return Marked(text, tuple(notes), tuple(breaks))


@given(marked_texts())
def test_every_letter_and_every_silence_comes_out_once_and_in_order(marked: Marked) -> None:
    lines = [line for lines in marked.paragraphs() for line in lines]
    parts = [part for line in lines for sentence in line.sentences() for part in stretches(sentence)]
    words = [part.words for part in parts if isinstance(part, Stretch)]
    assert all(each.said() for each in words)
    assert letters("".join(each.text for each in words)) == letters(marked.text)
    if lines:
        assert [part for part in parts if isinstance(part, float)] == [each.seconds for each in marked.breaks]


@given(marked_texts())
def test_no_pronunciation_is_spoken_twice(marked: Marked) -> None:
    sentences = [each for lines in marked.paragraphs() for line in lines for each in line.sentences()]
    given_sounds = [note for note in marked.annotations if note.kind == "respelling"]
    found = [note for sentence in sentences for note in sentence.annotations if note.kind == "respelling"]
    assert len(found) == len(given_sounds)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(
    ("written", "annotation"),
    [
        ('<phoneme alphabet="ipa" ph="/oʊm/">', ("ipa", "oʊm")),
        ('<phoneme ph="&#x251;">', ("ipa", "ɑ")),
        ("<SUB ALIAS='R &amp; B'>", ("respelling", "R & B")),
        ('<sub alias="more > less">', ("respelling", "more > less")),
        ('<say-as interpret-as="number">', ("say-as", "cardinal")),
        ('<say-as interpret-as="date" format="yyyymmdd">', ("say-as", "date")),
        ('<say-as interpret-as="time" format="hms12">', ("say-as", "time")),
        ("<emphasis>", ("emphasis", "")),
        ('<emphasis level="reduced">', None),
        ('<prosody rate="x-slow">', ("pace", "0.6")),
        ('<prosody rate="+10%">', ("pace", "1.1")),
        ('<prosody rate="medium">', None),
        ('<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en-GB">', None),
    ],
)
def test_a_tag_says_what_it_says_about_words(written: str, annotation: tuple[str, str] | None) -> None:
    tag = read_tag(written)
    assert (tag.kind, tag.annotation) == ("open", annotation)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('<sub alias="…">', "gives nothing to say"),
        ('<phoneme ph="/ /">', "gives nothing to say"),
        ('<say-as interpret-as="date" format="mdy">', "write the day as year-month-day, like 2026-11-02"),
        ('<p xml:lang="fr">', "language: fr"),
        ('<s id="1">', "id is not understood here; remove it"),
        ("<élan>", "not a tag that audiogen knows"),
        ('<break time="-1s"/>', "is not a length of time"),
        ('<sub alias="&#0;">', "&#0; stands for nothing"),
        (f"<b {'x' * 200}>", r"\.\.\. is not a tag"),
    ],
)
def test_a_tag_that_would_lose_or_change_words_is_refused(written: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_tag(written)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("500ms", 0.5), ("1.5 ms", 0.0015), ("+2s", 2.0), (".5s", 0.5), ("2", 2.0), ("1m30s", 90.0), ("250MS", 0.25)],
)
def test_a_silence_is_given_in_what_scripts_take_and_in_milliseconds(text: str, seconds: float) -> None:
    assert silence_s(text) == pytest.approx(seconds)


def test_a_break_without_a_length_is_a_medium_one() -> None:
    assert read_tag("<break/>").seconds == STRENGTHS_S["medium"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("R&amp;B &lt;3 &#233; &#x1F33F;", "R&B <3 é 🌿"),
        ("R&B, Q&A; AT&T; &none; & so", "R&B, Q&A; AT&T; &none; & so"),
        ("a&nbsp;b", "a\u00a0b"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_entities_are_letters_and_any_other_ampersand_is_itself(text: str, letters: str) -> None:
    assert decoded(text) == letters


@pytest.mark.parametrize("entity", ["&#0;", "&#x1;", "&#55296;", "&#x110000;", f"&#{'9' * 5000};"])
def test_an_entity_that_is_no_letter_is_refused(entity: str) -> None:
    with pytest.raises(ValueError, match="stands for nothing that can be read"):
        decoded(f"a {entity} b")


@pytest.mark.parametrize(
    "marked",
    ["*Yes* it is. ", "[pause 1s] Yes. ", "[Om](ohm) is a word. ", '<prosody rate="slow">Rest</prosody>, now '],
)
def test_any_number_of_marks_is_read_once(marked: str) -> None:
    # looking at every mark for every sentence would take minutes
    [[line]] = read_markup(marked * 10_000).paragraphs()
    found = [stretches(sentence) for sentence in line.sentences()]
    assert sum(len(each) for each in found) >= 10_000


def test_any_number_of_lines_is_read_once() -> None:
    [lines] = read_markup("Rest.\n[pause 1s]\n" * 20_000).paragraphs()
    assert [each.text for each in lines] == ["Rest."] * 20_000
    assert [each.seconds for line in lines for each in line.breaks] == [1.0] * 20_000
