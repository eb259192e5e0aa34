"""Which sections an article has, whatever its headings look like."""

from __future__ import annotations

from support.articles import GARDEN, article_about, garden, manuscript
from support.documents import heading, item, paragraph

from audiogen.drafting.articles.sections import article_of


def test_each_title_of_the_level_that_has_several_begins_a_section() -> None:
    article = garden()
    assert article.title == "Starting a garden"
    assert [(each.number, each.title) for each in article.sections] == [
        (number, title) for number, (title, _) in enumerate(GARDEN, 1)
    ]
    assert [each.paragraphs for each in article.sections] == [(text,) for _, text in GARDEN]


def test_what_is_no_subject_is_passed_over_and_told() -> None:
    article = article_of(
        manuscript([heading("One", 2), paragraph("Text."), heading("References", 2), paragraph("A book.")])
    )
    assert ([each.title for each in article.sections], article.passed_over) == (["One"], ("References",))
    assert "A book." in article.text


def test_titles_below_a_section_belong_to_it() -> None:
    blocks = [heading("One", 1), paragraph("A."), heading("Deeper", 2), paragraph("B."), heading("Two", 1), item("C.")]
    assert [each.paragraphs for each in article_of(manuscript(blocks)).sections] == [("A.", "Deeper", "B."), ("C.",)]


def test_a_title_without_text_is_no_section() -> None:
    blocks = [heading("One"), paragraph("A."), heading("Two"), heading("Three"), paragraph("C.")]
    assert [(each.number, each.title) for each in article_of(manuscript(blocks)).sections] == [(1, "One"), (2, "Three")]


def test_a_text_without_titles_is_one_section() -> None:
    sections = article_of(manuscript([paragraph("A walk."), paragraph("A rest.")])).sections
    assert [(each.title, each.paragraphs) for each in sections] == [("", ("A walk.", "A rest."))]


def test_what_the_whole_article_is_about_is_met_with_care_in_each_of_its_parts() -> None:
    plan = "Keep keys, flowers and some money, with patience and hope, for a better day."
    blocks = [
        heading("Is It Abuse?", 1),
        heading("A Plan", 2),
        paragraph(plan),
        heading("Later", 2),
        paragraph("A walk."),
    ]
    sections = article_of(manuscript(blocks)).sections
    assert [(each.guards, each.about_harm) for each in sections] == [(("abuse",), True)] * 2
    assert {each.kind for each in sections[0].phrases} == {"feeling", "quality"}


def test_one_title_above_all_names_the_only_section() -> None:
    assert [each.title for each in article_about("A text.").sections] == ["On Paper Boats"]


def test_a_last_paragraph_that_sums_up_the_article_is_not_of_the_last_section() -> None:
    blocks = [
        heading("Clay"),
        paragraph("A. " * 9),
        heading("Frost"),
        paragraph("B."),
        heading("Beans"),
        paragraph("C."),
    ]
    closing = paragraph("So clay and frost, and many other things, can be met in time.")
    assert article_of(manuscript([*blocks, closing])).sections[-1].paragraphs == ("C.",)
    assert len(article_of(manuscript([*blocks, paragraph("So much of clay.")])).sections[-1].paragraphs) == 2


def test_a_document_without_text_has_no_section() -> None:
    assert article_of(manuscript([])).sections == ()
    assert article_of(manuscript([heading("Alone")])).sections == ()


def test_a_title_as_high_as_the_others_is_that_of_the_whole_where_it_only_introduces_them() -> None:
    parts = [heading("Clay"), paragraph("Clay is heavy. " * 9), heading("Frost"), paragraph("Frost is cold. " * 9)]
    introduced = article_of(manuscript([heading("Slow Things"), paragraph("A few words before."), *parts]))
    assert (introduced.title, [each.title for each in introduced.sections]) == ("Slow Things", ["Clay", "Frost"])
    alike = article_of(manuscript([heading("Rain"), paragraph("Rain is wet. " * 9), *parts]))
    assert (alike.title, [each.title for each in alike.sections]) == (None, ["Rain", "Clay", "Frost"])


def test_addresses_are_no_phrases() -> None:
    text = "It is about clay, sand, and the e-mail bob@example.com. See www.example.org, leaves or a spade."
    (section,) = article_of(manuscript([paragraph(text)])).sections
    assert not any("bob" in each.text or "example" in each.text for each in section.phrases)
    assert "@" not in section.text
