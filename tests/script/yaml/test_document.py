"""Files as trees, and the places of what stands in them."""

from pathlib import Path

import pytest

from audiogen.script.yaml import document
from audiogen.script.yaml.document import nearest_place, parse_document


def test_a_file_is_parsed_once_however_many_of_its_places_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, parsed = tmp_path / "01-rest.yaml", list[Path]()
    path.write_text("title: Rest\nsteps:\n" + "  - say: Hello.\n" * 50, encoding="utf-8")
    monkeypatch.setattr(document, "parse_document", lambda *asked: (parsed.append(asked[0]), parse_document(*asked))[1])
    assert [nearest_place(path, ("steps", at, "say")) for at in range(50)] == [(3 + at, 10) for at in range(50)]
    assert parsed == [path]


def test_a_file_that_was_changed_is_parsed_again(tmp_path: Path) -> None:
    path = tmp_path / "01-rest.yaml"
    path.write_text("title: Rest\n", encoding="utf-8")
    assert nearest_place(path, ("title",)) == (1, 8)
    path.write_text("# new\ntitle: Rest\n", encoding="utf-8")
    assert nearest_place(path, ("title",)) == (2, 8)
