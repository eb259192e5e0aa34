"""Drafts from templates: about what a section names, in none of its sentences, and never twice the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.articles import article_about, garden
from support.craft import findings

from audiogen.drafting.articles.casting import casts
from audiogen.drafting.articles.draft import Asked, Drafted, Remark, file_text, taken_over
from audiogen.drafting.articles.offline import write_from_templates
from audiogen.drafting.articles.overlap import shared_runs
from audiogen.drafting.articles.prose import images
from audiogen.drafting.articles.sections import Article
from audiogen.script.blocks import VERBS
from audiogen.script.model import KEYS
from audiogen.script.reading import read_script
from audiogen.script.steps import Breathe, Chapter, Pause, Reflect, Say, spoken_texts
from audiogen.script.yaml.document import read_document


def drafts(article: Article, minutes: int = 10) -> list[Drafted]:
    return [write_from_templates(section, Asked(article, minutes)) for section in article.sections]


@cache
def about_a_garden(minutes: int = 10) -> tuple[Drafted, ...]:
    return tuple(drafts(garden(), minutes))


def spoken(drafted: Drafted) -> str:
    return "\n".join(text for step in drafted.script.plain_steps for text in spoken_texts(step).values())


def said_in(drafted: Drafted) -> Iterator[str]:
    yield from (step.say for step in drafted.script.plain_steps if isinstance(step, Say))


def test_the_same_article_gives_the_same_bytes() -> None:
    assert [file_text(each) for each in drafts(garden())] == [file_text(each) for each in about_a_garden()]


def test_a_draft_does_not_depend_on_spaces_and_signs_of_the_article() -> None:
    one = article_about("It is made of clay, sand and old leaves.")
    other = article_about("It is  made of clay, sand and \u201cold leaves\u201d!")
    assert casts(one) == casts(other)


def test_nothing_of_five_words_is_the_article_s() -> None:
    for each in about_a_garden():
        assert taken_over(each, garden()) == ()
        assert shared_runs(garden().text, [file_text(each)]) == ()


def test_words_in_a_row_count_in_titles_notes_and_remarks_too() -> None:
    first, article = about_a_garden()[0], article_about("Five words are in a row.")
    row = "five words are in a row"
    for key in ("title", "section", "summary"):
        assert taken_over(replace(first, script=first.script.model_copy(update={key: row})), article) == (row,)
    assert taken_over(replace(first, remarks=(Remark(row),)), article) == (row,)


def test_sections_share_no_picture_breath_question_or_announcement() -> None:
    made = about_a_garden()
    assert len({each.script.title.partition(",")[2] for each in made}) == len(made)
    assert len({each.script.bed.sound for each in made}) > 1
    assert len({step.breathe for each in made for step in each.script.plain_steps if isinstance(step, Breathe)}) == 5
    lines = [line for each in made for text in said_in(each) for line in text.split("\n") if line]
    asked = [step.reflect for each in made for step in each.script.plain_steps if isinstance(step, Reflect)]
    assert len(lines) == len(set(lines))
    assert len(asked) == len(set(asked)) == 20


def test_what_a_section_names_is_heard_in_its_session() -> None:
    named = [("strength",), ("clay", "sand", "old leaves"), ("impatience", "doubt", "worry"), ("slugs", "shade")]
    for each, words in zip(about_a_garden(), named, strict=False):
        assert any(word in spoken(each).casefold() for word in words)


def test_two_articles_give_two_sessions() -> None:
    other = article_about("It is folded of paper, patience and string. A light wind carries it.", "Preparing the soil")
    (draft,) = drafts(other)
    assert spoken(draft) != spoken(about_a_garden()[1])
    assert "string" in spoken(draft)
    assert "clay" not in spoken(draft)


@pytest.mark.parametrize("minutes", [5, 10, 20])
def test_drafts_pass_the_check_without_a_word_and_meet_their_length(tmp_path: Path, minutes: int) -> None:
    # each check of a session takes its time
    for each in about_a_garden(minutes)[:: 1 if minutes == 10 else 4]:
        assert [str(problem) for problem in findings(tmp_path, file_text(each)) if problem.rule != "placeholder"] == []
        assert each.script.target == minutes * 60
        assert any(isinstance(step, Pause) and step.pause == "fill" for step in each.script.plain_steps)


def test_longer_sessions_ask_more() -> None:
    questions = [
        sum(isinstance(step, Reflect) for step in about_a_garden(minutes)[0].script.plain_steps)
        for minutes in (5, 10, 20)
    ]
    assert questions == sorted(set(questions))


def test_a_draft_has_notes_a_section_and_chapters() -> None:
    script = about_a_garden()[1].script
    assert script.section == "Preparing the soil"
    assert script.title.startswith("Preparing the Soil, ")
    assert script.notes.content
    assert "not therapy" in (script.notes.care or "")
    assert sum(isinstance(step, Chapter) for step in script.plain_steps) >= 5


def test_a_title_of_five_words_is_not_taken_over() -> None:
    article = article_about("It is made of clay and sand.", "What My Old Garden Taught Me")
    (draft,) = drafts(article)
    assert shared_runs("What My Old Garden Taught Me", [file_text(draft)]) == ()


def test_prose_that_happens_to_be_in_the_article_gives_way_to_other_prose() -> None:
    first = article_about("It is made of clay, sand and old leaves.")
    image = casts(first)[0].image
    article = article_about(f"It is made of clay, sand and old leaves. {image.open}{image.close}")
    (draft,) = drafts(article)
    assert taken_over(draft, article) == ()


@pytest.mark.parametrize("guard", ["abuse", "forgiveness", "treatment", "self-harm", "trauma"])
def test_what_asks_for_care_is_left_out_and_met_with_care(guard: str) -> None:
    text = {
        "abuse": "Abuse, violence and threats. The abused must stay, and be patient and calm.",
        "forgiveness": "The injured must be willing to forgive, with patience and calm.",
        "treatment": "Therapy cures anxiety, and treatment heals, with patience and calm.",
        "self-harm": "Some think of suicide, and of patience and calm.",
        "trauma": "Trauma and death, with patience and calm.",
    }[guard]
    article = article_about(text, "On Patience")
    (draft,) = drafts(article)
    heard = spoken(draft).casefold()
    assert not any(word in heard for word in ("forgiv", "suicid", "abus", "trauma", "therap", "cure", "must", "violen"))
    assert guard in article.sections[0].guards
    assert any("article" in remark.text for remark in draft.remarks[1:])
    assert ("harming yourself" in heard) == (guard == "self-harm")
    # where it weighs heavily, nobody is asked to keep it
    assert (casts(article)[0].heavy.casefold().strip() in heard) == (guard != "treatment")
    if guard in {"abuse", "self-harm"}:
        assert "come first" in heard or "crisis line" in heard


def test_where_harm_is_the_subject_nobody_is_asked_for_a_part_in_it() -> None:
    article = article_about("Abuse, coercion and violence. Rebuild, repair, mend, and break the cycle.", "Repairing")
    assert {path.intent for cast in casts(article) for path in (cast.path, *cast.others)} <= {
        "body", "word", "need", "support",
    }  # fmt: skip


def test_where_harm_is_the_subject_nobody_is_asked_to_set_limits_to_those_who_harm() -> None:
    article = article_about("Abuse, coercion and violence. Needs, limits and boundaries.", "Needs")
    assert not [
        path.touches for cast in casts(article) for path in (cast.path, *cast.others) if "limits" in path.touches
    ]


def test_what_is_uncertain_is_asked_in_a_comment() -> None:
    (draft,) = drafts(article_about("It is blue.", ""))
    asked = [remark.text for remark in draft.remarks if remark.open]
    assert [each.partition(":")[0].partition(",")[0] for each in asked] == [
        "This part has 3 words",
        'What is this part about? "A small matter" stands for it so far.',
        "Nothing tells what a listener could do with this part",
        "This part names nothing that could be put into questions",
    ]
    assert file_text(draft).count("# TODO ") == 4


def test_a_heavy_title_is_not_said_aloud() -> None:
    (draft,) = drafts(article_about("It is blue.", "Surviving Abuse"))
    assert draft.script.title.startswith("A Difficult Matter, ")
    assert "abuse" not in spoken(draft).casefold()
    assert any("stands for it so far" in remark.text for remark in draft.remarks if remark.open)


def test_a_phrase_that_was_guessed_is_asked_about_where_it_is_heard() -> None:
    (draft,) = drafts(
        article_about("There is a paper hat. A paper hat is light, and everybody knows it.", "Wearing It")
    )
    at = next(remark.step for remark in draft.remarks if "paper hat" in remark.text)
    assert at is not None
    assert "paper hat" in " ".join(spoken_texts(draft.script.plain_steps[at]).values())
    assert '# TODO Is "a paper hat" good to hear here?' in file_text(draft)


def test_more_sections_than_pictures_are_no_trouble() -> None:
    article = garden()
    many = Article(article.title, article.text, tuple(article.sections) * 5)
    assert len(casts(many)) == 25 > len(images())


@pytest.mark.parametrize("title", ["Click {here}", "TODO", "A # TODO", "[your name]"])
def test_the_title_of_a_section_that_is_a_placeholder_stops_no_draft(title: str) -> None:
    drafted = next(iter(drafts(article_about("It takes patience, tact and luck.", title), 5)))
    assert {"{", "["}.isdisjoint(drafted.script.section or "")
    assert "TODO" not in (drafted.script.section or "")


WORDS = [
    "garden",
    "fear",
    "trust",
    "$5",
    "${x}",
    "{name}",
    "[pause]",
    "*so*",
    "<b>",
    "abuse",
    "must",
    "and",
    "the",
    "of",
    "\u2013",
    "“hey”",
    "clay,",
    "patience",
    "walking",
    "set",
    "TODO",
    "ADHD",
    "3.",
    ":",
    "?",
    "\u200b",
    "😀",
]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.lists(st.sampled_from(WORDS), min_size=1, max_size=40)
)
def test_whatever_an_article_holds_its_draft_can_be_read(title: list[str], text: list[str]) -> None:
    article = article_about(" ".join(text), " ".join(title))
    for each in drafts(article, 5):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "01-draft.yaml"
            path.write_text(file_text(each), encoding="utf-8")
            read = read_script(read_document(path, KEYS, VERBS), 1, None)
        assert read.value is not None, read.faults
        assert read.value.steps == each.script.steps
