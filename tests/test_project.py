"""Files of a project are found, however their names were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.project import located, lookalike

COMPOSED, APART = "beds/Ba\u0308che \u00fcber.wav".replace("a\u0308", "\u00e4"), "beds/Ba\u0308che u\u0308ber.wav"


@pytest.mark.parametrize(("on_disk", "written"), [(COMPOSED, APART), (APART, COMPOSED), (APART, APART)])
def test_accents_may_be_written_as_one_sign_or_as_two(tmp_path: Path, on_disk: str, written: str) -> None:
    (tmp_path / "beds").mkdir()
    (tmp_path / on_disk).write_bytes(b"sound")
    assert located(tmp_path, written).read_bytes() == b"sound"


@pytest.mark.parametrize("written", ["beds\\stream.wav", "Beds/Stream.WAV", "./beds/STREAM.wav", "BEDS\\stream.wav"])
def test_other_capitals_and_slashes_are_suggested_and_not_taken(tmp_path: Path, written: str) -> None:
    (tmp_path / "beds").mkdir()
    (tmp_path / "beds/stream.wav").write_bytes(b"sound")
    assert lookalike(tmp_path, written) == "beds/stream.wav"
    assert not located(tmp_path, written).exists()


@pytest.mark.parametrize("written", ["beds/rain.wav", "stream.wav", "beds", "", "no/stream.wav"])
def test_what_is_like_no_file_stays_as_it_is_written(tmp_path: Path, written: str) -> None:
    (tmp_path / "beds").mkdir()
    (tmp_path / "beds/stream.wav").write_bytes(b"sound")
    assert located(tmp_path, written) == tmp_path / written
