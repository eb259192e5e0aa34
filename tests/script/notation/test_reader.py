"""The notation inside spoken text: understood or refused, never read aloud, and never at the price of a word."""

import re
import unicodedata
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.script.notation.markup import Annotation, Break, Marked, Stretch, stretches
from audiogen.script.notation.mistakes import checked
from audiogen.script.notation.reader import read_markup
from audiogen.script.notation.sentences import fold
from audiogen.script.notation.ssml import RATES, SAY_AS, STRENGTHS_S

PAGE = ROOT.joinpath("docs/notation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "heard", "annotations"),
    [
        ("It is *yours* now.", "It is yours now.", [Annotation(6, 11, "emphasis")]),
        ("It is **all yours**.", "It is all yours.", [Annotation(6, 15, "emphasis")]),
        ("[Om](/oʊm/), said once.", "Om, said once.", [Annotation(0, 2, "ipa", "oʊm")]),
        ("With [Ananda](ah-NAHN-dah).", "With Ananda.", [Annotation(5, 11, "respelling", "ah-NAHN-dah")]),
        ('<phoneme alphabet="ipa" ph="oʊm">Om</phoneme>!', "Om!", [Annotation(0, 2, "ipa", "oʊm")]),
        ("<sub alias='doctor'>Dr.</sub> who", "Dr. who", [Annotation(0, 3, "respelling", "doctor")]),
        ('<say-as interpret-as="spell-out">abc</say-as>', "abc", [Annotation(0, 3, "say-as", "characters")]),
        ('<emphasis level="strong">Now</emphasis>.', "Now.", [Annotation(0, 3, "emphasis")]),
        ('<emphasis level="none">Now</emphasis>.', "Now.", []),
        ('<prosody rate="slow">So slow</prosody>.', "So slow.", [Annotation(0, 7, "pace", "0.8")]),
        ('<prosody rate="-20%">So</prosody>.', "So.", [Annotation(0, 2, "pace", "0.8")]),
        ('<PROSODY RATE="medium">So</PROSODY>.', "So.", []),
        (
            '<prosody rate="80%">So *very* slow</prosody>.',
            "So very slow.",
            [Annotation(0, 12, "pace", "0.8"), Annotation(3, 7, "emphasis")],
        ),
        ("*now **really** now*", "now really now", [Annotation(0, 14, "emphasis")]),
        ("[R&B](ar &amp; bee)", "R&B", [Annotation(0, 3, "respelling", "ar & bee")]),
        (r"[5 \* 3](five times three)", "5 * 3", [Annotation(0, 5, "respelling", "five times three")]),
        ('<sub alias="more > less">So</sub>', "So", [Annotation(0, 2, "respelling", "more > less")]),
        ("<sub alias='WHO'>World\nHealth</sub>", "World Health", [Annotation(0, 12, "respelling", "WHO")]),
        ("<emphasis> So </emphasis>.", "So.", [Annotation(0, 2, "emphasis")]),
    ],
)
def test_words_are_annotated_and_their_signs_are_gone(written: str, heard: str, annotations: list[Annotation]) -> None:
    assert read_markup(written) == Marked(heard, tuple(sorted(annotations)))


@pytest.mark.parametrize(
    ("written", "heard", "breaks"),
    [
        ("In [pause 2s] and out.", "In and out.", [Break(3, 2.0)]),
        ("In. [pause 1m]", "In.", [Break(3, 60.0)]),
        ('In <break time="500ms"/> and out.', "In and out.", [Break(3, 0.5)]),
        ("In <break/>, out.", "In, out.", [Break(2, 0.7)]),
        ('<break strength="x-strong"/>In.', "In.", [Break(0, 2.0)]),
        ("One.\n[pause 2s]\nTwo.", "One.\nTwo.", [Break(5, 2.0)]),
        ("One.\n[pause 2s]", "One.", [Break(4, 2.0)]),
        ("One.\n[pause 2s]\n\nTwo.", "One.\n\nTwo.", [Break(5, 2.0)]),
        ("One. [pause 2s]\n\n\n\nTwo.", "One.\n\nTwo.", [Break(4, 2.0)]),
        ("In [pause 500ms] and out.", "In and out.", [Break(3, 0.5)]),
        ("In [Pause: 2s] and out.", "In and out.", [Break(3, 2.0)]),
        ("In <break time='.5s'/>and out.", "In and out.", [Break(3, 0.5)]),
        ("In<break/>and out.", "In and out.", [Break(3, 0.7)]),
        ('"Stay [pause 1s]" he said.', '"Stay" he said.', [Break(5, 1.0)]),
        ("It is [pause 1s] .5 now", "It is .5 now", [Break(6, 1.0)]),
        ("Venez <break/> ! Oui.", "Venez ! Oui.", [Break(6, 0.7)]),
    ],
)
def test_a_silence_stands_where_it_was_written(written: str, heard: str, breaks: list[Break]) -> None:
    assert read_markup(written) == Marked(heard, (), tuple(breaks))


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you.",
        "I <3 you.\n\nYou > me.",
        "2 < 3 > 1",
        "R&B & more",
        "AT&T; R&D;",
        "5 * 3",
        "2*3",
        "* one",
        "a_b and _c_",
        "[sic] (so)",
        "[pauses are good]",
        "x = {y}",
    ],
)
def test_signs_that_mean_nothing_here_stay_as_they_are(text: str) -> None:
    assert read_markup(text) == Marked(text)


@pytest.mark.parametrize(
    ("text", "heard"),
    [(r"\*a\* \[b\](c) \<d>", "*a* [b](c) <d>"), ("&lt;b&gt; &#38;", "<b> &"), (r"\[a](b)", "[a](b)")],
)
def test_a_sign_itself_can_be_written(text: str, heard: str) -> None:
    assert read_markup(text) == Marked(heard)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("*never closed", r"write \*word\*"),
        ("*over\nlines*", r"no end on its line"),
        ("half*", "half an emphasis"),
        ("***three***", "half an emphasis"),
        ("[pause]", r"write it like \[pause 2s\]"),
        ("[pause soon]", '"soon" is not a length of time'),
        ("[pause 20m]", "a step of its own"),
        ("[here](https://example.org)", "an address, which nobody can hear"),
        ("[here]()", "gives nothing"),
        ("<b>bold</b>", "<b> is not a tag that audiogen knows"),
        ("<voice name='x'>Hi</voice>", "voice: emma"),
        ("<audio src='x.mp3'/>", "- clip:"),
        ("<mark name='x'/>Hi", "- chapter:"),
        ("<lang xml:lang='fr'>Oui</lang>", "language: fr"),
        ("<break time='soon'/>", '"soon" is not a length of time'),
        ("<break length='2s'/>", "time and strength can be written"),
        ("<break time='2s'>", "must end with a slash"),
        ("<phoneme alphabet='x-sampa' ph='A'>a</phoneme>", 'alphabet="ipa"'),
        ("<phoneme>a</phoneme>", "needs ph="),
        ("<phoneme ph='a'/>", "holds no words"),
        ("<say-as interpret-as='song'>a</say-as>", '"song" is not understood'),
        ("<prosody pitch='high'>a</prosody>", "pitch is not understood"),
        ("<prosody rate='500%'>a</prosody>", "from 50% to 200%"),
        ("<prosody rate='slow'><prosody rate='fast'>a</prosody></prosody>", "inside another pace"),
        ("<emphasis>a", "is never closed; write </emphasis>"),
        ("a</emphasis>", "closes what was not opened"),
        ("<emphasis><s>a</emphasis></s>", "before <s> is closed"),
        ("<sub alias='x'>a [pause 1s] b</sub>", "said in one go"),
        ("<sub alias='x'>[a](b)</sub>", "said in one go"),
        ("a <!-- secret --> b", "for the sign write"),
        ("a <b and no end", "for the sign write"),
        ("<?xml version='1.0'?>Hi", "which nobody hears; remove it"),
        ("<élan>vital</élan>", "<élan> is not a tag"),
        ("< break time='2s' />", "is read as a tag"),
        ("In [pause 2s and out", "write it on one line"),
        ("[slow]In[/slow]", 'write <prosody rate="slow">'),
        ("[here](www.example.org)", "an address"),
        ("[here](guide.html)", "an address"),
        ("[here](a@example.org)", "an address"),
        ("[hello](...)", "gives nothing"),
        ("[hello](//)", "gives nothing"),
        ("[*Ananda*](ah)", "put them around it"),
        ("[<s>Ananda</s>](<b>)", "<b> is not a tag"),
        ("[Ananda](a (b) c)", "is read as a pronunciation"),
        ("[[Ananda]](ah)", "is read as a pronunciation"),
        ("[Ananda](ah", "is read as a pronunciation"),
        ("<sub alias='x'>a *b*</sub>", "said in one go"),
        ("<sub alias='x'>a <p>b</p></sub>", "said in one go"),
        ("<sub alias='x'>a <prosody rate='slow'>b</prosody></sub>", "said in one go"),
        ("a &#0; b", "stands for nothing"),
        ("<s>e</s>\u0301", "between a letter and its accent"),
        ("<break time=2s/>", 'time="2s"'),
    ],
)
def test_what_is_not_understood_is_refused_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_markup(text)


def test_text_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words here"):
        checked("[pause 2s] ...")


def test_lines_and_paragraphs_are_kept_and_folded() -> None:
    marked = read_markup("One   *two*\r\nthree\n \n\n four ")
    assert [[line.text for line in lines] for lines in marked.paragraphs()] == [["One two", "three"], ["four"]]


def test_ssml_paragraphs_are_paragraphs() -> None:
    marked = read_markup("<speak><p>One.</p><p><s>Two.</s> <s>Three.</s></p></speak>")
    assert [[line.text for line in lines] for lines in marked.paragraphs()] == [["One."], ["Two. Three."]]


def test_an_ssml_paragraph_inside_words_parts_them() -> None:
    assert read_markup("One<p>two</p>three").text == "One\n\ntwo\n\nthree"


def test_words_on_two_sides_of_a_tag_stay_two_words() -> None:
    glued = 'One.<break/>Two<prosody rate="slow">three</prosody>four<s>five</s><s>"six"</s><s>$7</s>'
    assert read_markup(glued).text == 'One. Two three four five "six" $7'


def test_a_sentence_does_not_end_inside_a_pronunciation() -> None:
    (line,) = next(read_markup("[St. John. Smith](saint john) came. He sat.").paragraphs())
    assert [sentence.text for sentence in line.sentences()] == ["St. John. Smith came.", "He sat."]


def cut(text: str) -> list[str | float]:
    """What is spoken and how long is paused, in order; another pace is shown behind its words."""
    shown: list[str | float] = []
    for lines in read_markup(text).paragraphs():
        for line in lines:
            for sentence in line.sentences():
                for part in stretches(sentence):
                    pace = f" @{part.pace:g}" if isinstance(part, Stretch) and part.pace != 1 else ""
                    shown.append(f"{part.words.text}{pace}" if isinstance(part, Stretch) else part)
    return shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("In [pause 2s] and out.", ["In", 2.0, "and out."]),
        ("In [pause 2s]. Out.", ["In.", 2.0, "Out."]),
        ("[pause 1s] In. Out. [pause 3s]", [1.0, "In.", "Out.", 3.0]),
        ("[pause 1s] [pause 2s] In.", [1.0, 2.0, "In."]),
        ('<prosody rate="slow">Slowly</prosody>, now.', ["Slowly, @0.8", "now."]),
        (
            'Go <prosody rate="slow">very [pause 1s] slowly</prosody> on.',
            ["Go", "very @0.8", 1.0, "slowly @0.8", "on."],
        ),
        ('He said <break/> "Stay." Then left.', ["He said", 0.7, '"Stay."', "Then left."]),
    ],
)
def test_a_text_is_cut_at_silences_and_changes_of_pace(text: str, parts: list[str | float]) -> None:
    assert cut(text) == parts


def test_annotations_follow_their_words_into_each_stretch() -> None:
    (line,) = next(read_markup("In *deep* [pause 2s] and *out* now.").paragraphs())
    (sentence,) = line.sentences()
    parts = [part.words for part in stretches(sentence) if isinstance(part, Stretch)]
    emphasised = [part.text[note.start : note.end] for part in parts for note in part.annotations]
    assert emphasised == ["deep", "out"]


WORDS = st.lists(st.sampled_from(["breathe", "In,", "out.", "Ananda", "R&B", "2", "été", "rest;", "(now)"]), min_size=1)


@st.composite
def notated(draw: st.DrawFn) -> tuple[str, str]:
    """A text in our notation, and the words in it."""
    written: list[str] = []
    heard: list[str] = []
    for word in draw(WORDS):
        bare = word.strip(",.;()")
        form = draw(
            st.sampled_from(
                ["{0}", "*{1}*", "[{1}](ah)", "[pause 2s] {0}", "{0} <break/>", "{0}\n", "<s>{0}</s>", "<p>{0}</p>"]
            )
        )
        written.append(form.format(word, bare))
        heard.append(word if "{0}" in form else bare)
    return " ".join(written), " ".join(heard)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(notated())
def test_every_word_is_read_and_spoken_in_order(text: tuple[str, str]) -> None:
    written, heard = text
    marked = read_markup(written)
    assert letters(marked.text) == letters(heard)
    assert letters("".join(part for part in cut(written) if isinstance(part, str))) == letters(heard)


@given(st.text(st.one_of(st.characters(), st.sampled_from("*[]()<>&\\/ \n ab"))))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        marked = read_markup(text)
    except ValueError:
        return
    assert not re.search(r" {2}|^ | $| \n|\n |^\n|\n$|\n{3}", marked.text)
    assert unicodedata.is_normalized("NFC", marked.text)
    assert all(0 <= note.start < note.end <= len(marked.text) for note in marked.annotations)
    spoken = "".join(part for part in cut(text) if isinstance(part, str))
    assert letters(spoken) == letters(marked.text)


def test_words_that_a_practitioner_gives_a_pronunciation_are_words() -> None:
    assert checked("[♥](love)") == "[♥](love)"


PIECES = ["<s>", "</s>", "<p>", "</p>", "<break/>", "*", "**", "[pause 1s]", "[a](b)", "\\", "&amp;", "<emphasis>"]
PIECES += [
    "</emphasis>",
    "<sub alias='x'>",
    "</sub>",
    "<prosody rate='slow'>",
    "</prosody>",
    "\n",
    " ",
    "one",
    "2,",
    '"',
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_notation_in_any_order_is_read_without_loss_or_refused(text: str) -> None:
    try:
        marked = read_markup(text)
    except ValueError:
        return
    assert not re.search(r"</?[a-z]|\[pause|\]\(", marked.text) or "\\" in text
    parts = cut(text)
    if any(map(str.isalnum, marked.text)):
        assert [part for part in parts if isinstance(part, float)] == [each.seconds for each in marked.breaks]
    for kind in ("emphasis", "pace", "respelling"):
        notes = [note for note in marked.annotations if note.kind == kind]
        assert all(first.end <= second.start for first, second in pairwise(notes))


@given(st.text(st.characters(exclude_characters="*[]<>&\\")))
def test_text_without_signs_is_only_folded(text: str) -> None:
    lines = [fold(line) for line in re.split(r"\r\n|\r|\n", text)]
    assert [line for line in read_markup(text).text.split("\n") if line] == [line for line in lines if line]


def test_the_example_of_the_page_is_read_as_the_page_says() -> None:
    (example,) = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
    (step,) = yaml.safe_load(example)["steps"]
    assert cut(step["say"]) == [
        "Nothing here is required of you.",
        "Breathe in",
        2.0,
        "and let it go.",
        "Today's practice comes from Ananda.",
    ]


def test_every_length_on_the_page_is_the_one_used() -> None:
    assert ", ".join(STRENGTHS_S) in PAGE
    assert ", ".join(f"{seconds:g}" for seconds in STRENGTHS_S.values()).replace(", 2", " and 2 s") in PAGE
    assert all(f"{name} ({pace * 100:g} %)" in PAGE for name, pace in RATES.items() if pace != 1)
    assert all(name in PAGE for name in SAY_AS.values())


@pytest.mark.parametrize("written", re.findall(r"^- `(.+?)`", PAGE, re.MULTILINE))
def test_what_the_page_says_is_refused_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_markup(written)


@pytest.mark.parametrize("row", re.findall(r"^\| `(.+?)` \| (.+?) \|", PAGE, re.MULTILINE), ids=lambda row: row[0])
def test_the_page_about_the_notation_is_true(row: tuple[str, str]) -> None:
    written, heard = row
    assert read_markup(written.replace("\\|", "|")).text == heard
