"""Word documents: headings however they are made, and what their authors deleted, hid or put beside the text."""

from __future__ import annotations

import pytest
from support.documents import italic, word, word_paragraph

from audiogen.documents.manuscript import TextRun
from audiogen.documents.passages import RawManuscript
from audiogen.documents.word import read_word


def read(body: str, **parts: str) -> RawManuscript:
    return read_word(word(body, **parts), "garden.docx")


def said(manuscript: RawManuscript) -> list[str]:
    return [passage.text for passage in manuscript.passages if not passage.reason]


def left_out(manuscript: RawManuscript) -> list[tuple[str, str]]:
    return [(passage.text, passage.reason) for passage in manuscript.passages if passage.reason]


def style(name: str, inside: str = "", *, kind: str = "paragraph", identity: str = "X") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{inside}</w:style>'


def change(kind: str, text: str) -> str:
    letters = "delText" if kind in {"del", "moveFrom"} else "t"
    return f'<w:{kind} w:id="1"><w:r><w:{letters}>{text}</w:{letters}></w:r></w:{kind}>'


@pytest.mark.parametrize(
    ("properties", "styles"),
    [
        ('<w:pStyle w:val="X"/>', style("heading 2")),
        ('<w:pStyle w:val="X"/>', style("\u00dcberschrift 2")),
        ('<w:pStyle w:val="X"/>', style("Own", '<w:basedOn w:val="Y"/>') + style("heading 2", identity="Y")),
        ('<w:pStyle w:val="X"/>', style("Own", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')),
        ('<w:outlineLvl w:val="1"/>', ""),
    ],
    ids=["style", "style in another language", "style based on one", "style with a level", "level of its own"],
)
def test_a_heading_is_known_by_its_style_or_its_level(properties: str, styles: str) -> None:
    manuscript = read(word_paragraph("Looking first", properties=properties), styles=styles)
    assert [(passage.kind, passage.level) for passage in manuscript.passages] == [("heading", 2)]


def test_headings_are_a_level_lower_than_the_title() -> None:
    styles = style("Title", identity="T") + style("heading 1", identity="H")
    body = word_paragraph("Gardens", properties='<w:pStyle w:val="T"/>')
    body += word_paragraph("Looking first", properties='<w:pStyle w:val="H"/>')
    assert [passage.level for passage in read(body, styles=styles).passages] == [1, 2]


def test_letters_look_as_their_styles_and_they_themselves_say() -> None:
    styles = style("Own", "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>")
    body = "<w:p><w:pPr><w:pStyle w:val='X'/></w:pPr><w:r><w:t>Bold</w:t></w:r>"
    body += "<w:r><w:rPr><w:b w:val='0'/><w:i/></w:rPr><w:t>slanted</w:t></w:r></w:p>"
    [passage] = read(body, styles=styles).passages
    assert passage.runs == (TextRun("Bold", bold=True), TextRun("slanted", italic=True))
    assert passage.size == 16


def test_runs_that_look_alike_are_one_and_lines_end_where_their_author_ended_them() -> None:
    body = word_paragraph("Sit ", "down.\nRest", " here. ", italic("silence"))
    [passage] = read(body).passages
    assert passage.runs == (TextRun("Sit down.\nRest here. "), TextRun("silence", italic=True))


def test_what_was_inserted_is_read_and_what_was_deleted_or_moved_away_is_not() -> None:
    body = f"<w:p>{change('ins', 'Sit ')}{change('del', 'Stand ')}{change('moveFrom', 'there ')}"
    body += f"{change('moveTo', 'here.')}</w:p>"
    manuscript = read(body)
    assert said(manuscript) == ["Sit here."]
    assert [(text, reason[:17]) for text, reason in left_out(manuscript)] == [
        ("Stand", "text that was del"),
        ("there", "text that was mov"),
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = word_paragraph("Sit ", properties="<w:rPr><w:del w:id='1'/></w:rPr>") + word_paragraph("here.")
    assert said(read(body)) == ["Sit here."]


def test_hidden_and_struck_text_is_left_out() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>A note.</w:t></w:r><w:r><w:t>Sit.</w:t></w:r>"
    body += "<w:r><w:rPr><w:strike/></w:rPr><w:t>Stand.</w:t></w:r></w:p>"
    assert said(read(body)) == ["Sit."]
    assert left_out(read(body)) == [("A note.", "hidden text"), ("Stand.", "text that is struck through")]


def test_cells_of_tables_and_items_of_lists_are_read_in_order() -> None:
    cells = "".join(f"<w:tc>{word_paragraph(text)}</w:tc>" for text in ("one", "two"))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    body += word_paragraph("three", properties=numbered) + word_paragraph("four", properties=none)
    manuscript = read(body)
    assert said(manuscript) == ["one", "two", "one", "two", "three", "four"]
    assert [passage.kind for passage in manuscript.passages[-2:]] == ["item", "paragraph"]


def test_a_text_box_is_read_once_behind_the_paragraph_that_it_hangs_on() -> None:
    box = f"<w:txbxContent>{word_paragraph('In the box.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f'<w:p xmlns:mc="urn:mc"><w:r><w:t>Above. </w:t>{both}</w:r><w:r><w:t>Around.</w:t></w:r></w:p>'
    assert said(read(body + word_paragraph("Below."))) == ["Above. Around.", "In the box.", "Below."]


def test_links_fields_and_content_controls_are_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = f"<w:p><w:hyperlink>{run.format('A link,')}</w:hyperlink><w:sdt><w:sdtContent>{run.format(' a control,')}"
    body += f"</w:sdtContent></w:sdt><w:fldSimple>{run.format(' a field')}</w:fldSimple>"
    body += f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:smartTag>{run.format(' a tag.')}</w:smartTag></w:p>"
    assert said(read(body)) == ["A link, a control, a field a tag."]


def test_notes_comments_headers_and_footers_are_left_out_where_they_are_referred_to() -> None:
    body = word_paragraph("One.") + "<w:p><w:r><w:t>Two</w:t><w:footnoteReference w:id='2'/></w:r>"
    body += "<w:r><w:commentReference w:id='0'/><w:t>.</w:t></w:r></w:p>"
    notes = f"<w:footnote w:id='2'>{word_paragraph('A source.')}</w:footnote>"
    manuscript = read(
        body,
        footnotes=notes,
        comments=f"<w:comment w:id='0'>{word_paragraph('Really?')}</w:comment>",
        header1=word_paragraph("A Practice"),
        footer1=word_paragraph("Page 1"),
    )
    assert said(manuscript) == ["One.", "Two."]
    assert [(passage.text, passage.line, passage.reason) for passage in manuscript.passages[2:]] == [
        ("A source.", 2, "a footnote"),
        ("Really?", 2, "a comment in the margin"),
        ("A Practice", 1, "the header of each page"),
        ("Page 1", 1, "the footer of each page"),
    ]


def test_the_table_of_contents_is_left_out() -> None:
    manuscript = read(word_paragraph("Looking first\t3", properties='<w:pStyle w:val="X"/>'), styles=style("toc 1"))
    assert left_out(manuscript) == [("Looking first 3", "the table of contents")]


def test_a_picture_is_told_because_words_in_it_are_lost() -> None:
    body = word_paragraph("Rest.") + "<w:p><w:r><w:drawing><a:blip xmlns:a='urn:a'/></w:drawing></w:r></w:p>"
    assert left_out(read(body)) == [("[picture]", "a picture: words in it are not read, and have to be typed")]
