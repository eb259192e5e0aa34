"""One way to read a document, whatever its format: the same headings, paragraphs and omissions."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents import Headings, heading, item, paragraph, write_document

from audiogen.documents.manuscript import TextBlock
from audiogen.documents.reading import read_manuscript

FORMATS = ("docx", "odt", "pdf", "html", "md", "txt")
LONG = "A garden wants somebody who comes back to it, in rain as well as in sun, and who looks before they dig."
GARDEN = (
    paragraph("Most gardens begin with a bare piece of earth, and with somebody who wonders what might grow there."),
    heading("Looking first"),
    paragraph(LONG),
    item("the light in the morning"),
    item("the water after rain"),
    heading("What the earth holds"),
    paragraph("Clay keeps the water and the cold. Sand lets both of them go, and wants more of everything."),
    heading("Beginning small"),
    paragraph("One bed is enough for a year. It shows what there is time for, and nobody gives up on it in July."),
    paragraph("Comments (0)"),
    paragraph("Log in"),
)


def outline(blocks: tuple[TextBlock, ...]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


@pytest.mark.parametrize("headings", ["declared", "bold", "bare"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_headings_and_paragraphs(tmp_path: Path, kind: str, headings: Headings) -> None:
    manuscript = read_manuscript(write_document(tmp_path / f"garden.{kind}", GARDEN, headings))
    assert outline(manuscript.blocks) == outline(GARDEN[:-2])
    assert [omission.text for omission in manuscript.left_out] == ["Comments (0)", "Log in"]
    assert manuscript.language == "en"
