"""LibreOffice documents: headings however they are made, and what their authors deleted, hid or put beside the text."""

from __future__ import annotations

import pytest
from support.documents import open_document

from audiogen.documents.manuscript import TextRun
from audiogen.documents.opendocument import read_opendocument
from audiogen.documents.passages import Passage


def read(body: str, styles: str = "") -> tuple[Passage, ...]:
    return read_opendocument(open_document(body, styles), "garden.odt").passages


def outline(body: str, styles: str = "") -> list[tuple[str, str]]:
    return [(passage.text, passage.reason or passage.kind) for passage in read(body, styles)]


def style(name: str, inside: str = "", more: str = "", *, family: str = "paragraph") -> str:
    head = f'<style:style style:name="{name}" style:family="{family}" {more}>'
    return f"{head}<style:text-properties {inside}/></style:style>"


HEADING_2 = style("H", more='style:default-outline-level="2"')


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        ('<text:h text:outline-level="2">Looking</text:h>', ""),
        ('<text:p text:style-name="H">Looking</text:p>', HEADING_2),
        ('<text:p text:style-name="P1">Looking</text:p>', HEADING_2 + style("P1", more='style:parent-style-name="H"')),
    ],
    ids=["heading", "style", "style based on one"],
)
def test_a_heading_is_known_by_its_element_or_its_style(body: str, styles: str) -> None:
    assert [(passage.kind, passage.level) for passage in read(body, styles)] == [("heading", 2)]


def test_headings_are_a_level_lower_than_the_title() -> None:
    body = '<text:p text:style-name="Title">Gardens</text:p><text:h text:outline-level="1">Looking</text:h>'
    assert [passage.level for passage in read(body, style("Title"))] == [1, 2]


def test_letters_look_as_the_styles_around_them_say() -> None:
    styles = style("P1", 'fo:font-weight="bold" fo:font-size="16pt"')
    styles += style("T1", 'fo:font-weight="normal" fo:font-style="italic"', family="text")
    body = '<text:p text:style-name="P1">Bold<text:span text:style-name="T1">slanted</text:span></text:p>'
    [passage] = read(body, styles)
    assert passage.runs == (TextRun("Bold", bold=True), TextRun("slanted", italic=True))
    assert passage.size == 16


def test_spaces_tabs_and_line_ends_are_read() -> None:
    body = "<text:p>Sit<text:s/>down.<text:line-break/>Rest<text:tab/>here,\n  <text:s text:c='3'/>now.</text:p>"
    assert outline(body) == [("Sit down.\nRest here, now.", "paragraph")]


def test_cells_of_tables_and_items_of_lists_are_read_in_order() -> None:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("one", "two"))
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    inner = "<text:list><text:list-item><text:p>four</text:p></text:list-item></text:list>"
    body += f"<text:list><text:list-item><text:p>three</text:p><text:p>more</text:p>{inner}"
    body += "</text:list-item></text:list>"
    assert outline(body) == [
        ("one", "paragraph"),
        ("two", "paragraph"),
        ("three", "item"),
        ("more", "paragraph"),
        ("four", "item"),
    ]


def test_a_text_box_is_read_behind_the_paragraph_that_it_hangs_on() -> None:
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    body = f"<text:p>Above. {box}Around.</text:p><text:p>Below.</text:p>"
    assert [text for text, _ in outline(body)] == ["Above. Around.", "In the box.", "Below."]


def test_notes_comments_and_contents_are_left_out() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A source.</text:p>"
    note += "</text:note-body></text:note>"
    comment = "<office:annotation><dc:creator>A reader</dc:creator><text:p>Really?</text:p></office:annotation>"
    contents = "<text:table-of-content><text:index-body><text:p>Looking 1</text:p></text:index-body>"
    body = f"{contents}</text:table-of-content><text:p>Sit{note}{comment}.</text:p>"
    assert outline(body) == [
        ("Looking 1", "the table of contents"),
        ("Sit.", "paragraph"),
        ("A source.", "a footnote"),
        ("Really?", "a comment in the margin"),
    ]


def test_deleted_hidden_and_struck_text_is_left_out() -> None:
    styles = style("T1", 'text:display="none"', family="text")
    styles += style("T2", 'style:text-line-through-style="solid"', family="text")
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Stand.</text:p></text:deletion>"
    body = f"{deleted}</text:changed-region></text:tracked-changes><text:p>Sit. "
    body += '<text:span text:style-name="T1">A note.</text:span>'
    body += '<text:span text:style-name="T2">Run.</text:span></text:p>'
    body += '<text:section text:display="none"><text:p>Unseen.</text:p></text:section>'
    assert outline(body, styles) == [
        ("Stand.", "text that was deleted while changes were tracked"),
        ("Sit.", "paragraph"),
        ("A note.", "hidden text"),
        ("Run.", "text that is struck through"),
        ("Unseen.", "hidden text"),
    ]


def test_a_picture_is_told_because_words_in_it_are_lost() -> None:
    picture = "<text:p>Rest.<draw:frame><draw:image/></draw:frame></text:p>"
    told = ("[picture]", "a picture: words in it are not read, and have to be typed")
    assert outline(picture) == [("Rest.", "paragraph"), told]
