"""What is heard of a preview: mastered, faded at its ends, in a file that is there whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.projects import write_project

from audiogen.audio.loudness import loudness_lufs
from audiogen.audio.samples import Samples
from audiogen.build.chosen import choose_track
from audiogen.errors import OutputError
from audiogen.preview.asked import AskedPart
from audiogen.preview.sounding import sound_of, write_sound
from audiogen.preview.track import Previewed, preview_track
from audiogen.units import RATE


@pytest.fixture(scope="module")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    project = write_project(tmp_path_factory.mktemp("show"))
    return preview_track(choose_track(project, "1"), AskedPart(begin="0:01", seconds=6))


def sound(previewed: Previewed) -> Samples:
    return np.concatenate([*sound_of(previewed)], axis=1)


def test_it_is_as_loud_as_the_finished_file_and_begins_and_ends_without_a_click(previewed: Previewed) -> None:
    heard = sound(previewed)
    assert heard.shape == (2, 6 * RATE)
    assert loudness_lufs(heard) == pytest.approx(-16, abs=2.5)
    assert not heard[:, [0, -1]].any()
    assert np.abs(np.diff(heard[:, :40])).max() < 1e-3


def test_the_voice_alone_is_as_it_is_in_the_mix(previewed: Previewed) -> None:
    asked = AskedPart(begin="0:01", seconds=6, voice_only=True)
    alone = preview_track(previewed.chosen, asked)
    window = alone.window
    parts = previewed.mixer.render_parts(window.start, window.end - window.start)
    assert np.array_equal(alone.mixer.render(window.start, window.end - window.start), parts[2:4])


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_a_file_of_16_bits_is_written_whole(previewed: Previewed, tmp_path: Path, ending: str) -> None:
    path, done = tmp_path / f"new folder/a.{ending}", list[int]()
    write_sound(previewed, path, lambda written, _total: done.append(written))
    info = soundfile.info(path)
    assert (info.samplerate, info.channels, info.subtype, info.frames) == (RATE, 2, "PCM_16", 6 * RATE)
    assert np.abs(soundfile.read(path)[0].T - sound(previewed)).max() < 1 / 32_000
    assert done[-1] == info.frames
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_a_full_disk_leaves_nothing_half_written(previewed: Previewed, tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    with room_for(20_000), pytest.raises(OutputError, match="cannot write"):
        write_sound(previewed, folder / f"a.{ending}")
    assert list(folder.iterdir()) == []


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """No file may become larger than this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_place_that_is_a_file_is_told(previewed: Previewed, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot write"):
        write_sound(previewed, tmp_path / "file/a.wav")


def test_another_ending_is_refused(previewed: Previewed, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"neither \.wav nor \.flac"):
        write_sound(previewed, tmp_path / "a.mp3")
