"""What players show of each format, read back by us, by mutagen and by ffprobe."""

from __future__ import annotations

import base64
import json
import shutil
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import av
import mutagen
import pytest
import soundfile
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.wave import WAVE
from support.media import COVER, HISS, TAGS, jpeg, write

from audiogen.encode.formats import Format, find_format, formats
from audiogen.encode.read_back import read_tags
from audiogen.encode.tags import ChapterTag
from audiogen.encode.wav import BYTES_PER_FRAME, wav_head
from audiogen.errors import MediaError
from audiogen.units import RATE

every_format = pytest.mark.parametrize("form", formats(), ids=lambda form: form.name)
MILLISECOND = 0.00051


@pytest.fixture
def path(tmp_path: Path, form: Format) -> Path:
    return tmp_path / f"a{form.suffix}"


def chapters_of(path: Path) -> list[tuple[str, float, float]]:
    return [(each.title, each.start_s, each.end_s) for each in read_tags(path).chapters]


class TestReadingBack:
    @every_format
    def test_title_artist_and_show_come_back(self, path: Path, form: Format) -> None:
        tags = read_tags(write(path, form, HISS))
        assert (tags.title, tags.artist, tags.album) == (TAGS.title, TAGS.artist, TAGS.album)

    @every_format
    def test_chapters_come_back_to_the_millisecond(self, path: Path, form: Format) -> None:
        read = read_tags(write(path, form, HISS)).chapters
        assert [chapter.title for chapter in read] == ["Settle", "Breathe ça", "Close"]
        assert [chapter.start_s for chapter in read] == pytest.approx([0, 0.5125, 2], abs=MILLISECOND)
        assert [chapter.end_s for chapter in read] == pytest.approx([0.5125, 2, 3], abs=MILLISECOND)

    @every_format
    def test_the_cover_comes_back_byte_by_byte(self, path: Path, form: Format) -> None:
        assert read_tags(write(path, form, HISS)).cover == COVER

    @every_format
    def test_a_large_cover_comes_back_too(self, path: Path, form: Format) -> None:
        cover = jpeg(3000)
        assert read_tags(write(path, form, HISS, tags=replace(TAGS, cover_jpeg=cover))).cover == cover

    @every_format
    def test_a_hundred_chapters_stay_in_order(self, path: Path, form: Format) -> None:
        chapters = tuple(ChapterTag(f"Part {n}", n / 40, (n + 1) / 40) for n in range(100))
        read = read_tags(write(path, form, HISS, tags=replace(TAGS, chapters=chapters))).chapters
        assert [chapter.title for chapter in read] == [chapter.title for chapter in chapters]

    @every_format
    def test_what_is_not_told_is_empty(self, path: Path, form: Format) -> None:
        bare = replace(TAGS, title="", artist="", album="", cover_jpeg=None, chapters=(), comment="", url="")
        read = read_tags(write(path, form, HISS, tags=bare))
        assert (read.title, read.artist, read.album, read.chapters, read.cover) == ("", "", "", (), None)

    @every_format
    def test_a_file_that_is_not_sound_is_named(self, path: Path, form: Format) -> None:
        path.write_text("no sound at all", encoding="utf-8")
        with pytest.raises(MediaError, match=rf"a\{form.suffix} (cannot be opened|holds no sound)"):
            read_tags(path)

    def test_a_picture_is_not_taken_for_an_episode(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jpg"
        path.write_bytes(COVER)
        with pytest.raises(MediaError, match=r"a\.jpg .*holds no sound"):
            read_tags(path)


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffprobe is not installed")
@pytest.mark.parametrize("name", ["mp3", "m4a", "opus", "flac"])
def test_ffprobe_shows_the_same_chapters_and_title(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / f"a.{name}", find_format(name), HISS)
    run = subprocess.run(
        ["ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json", path],
        capture_output=True,
        check=True,
    )
    found = json.loads(run.stdout)
    shown = [each.get("tags", {}) for each in (found["format"], *found["streams"])]
    assert TAGS.title in {tags.get("title") or tags.get("TITLE") for tags in shown}
    assert [each["tags"]["title"] for each in found["chapters"]] == [each.title for each in TAGS.chapters]
    starts = [float(each["start_time"]) for each in found["chapters"]]
    assert starts == pytest.approx([0, 0.5125, 2], abs=MILLISECOND)


@pytest.mark.parametrize("name", ["m4a", "opus", "flac"])
def test_a_cover_that_is_no_picture_is_refused_and_leaves_no_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a.{name}"
    with pytest.raises(MediaError, match="not a JPEG"):
        write(path, find_format(name), HISS, tags=replace(TAGS, cover_jpeg=b"no picture"))
    assert not path.exists()


class TestM4a:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return write(tmp_path / "a.m4a", find_format("m4a"), HISS)

    def test_players_are_told_all_there_is_to_show(self, path: Path) -> None:
        tags = MP4(path).tags
        shown = {name: tags[name][0] for name in ("©nam", "©ART", "©alb", "trkn", "©day", "©gen", "©cmt", "cprt")}
        assert shown == {
            "©nam": TAGS.title,
            "©ART": TAGS.artist,
            "©alb": TAGS.album,
            "trkn": (2, 0),
            "©day": "2025-03-04",
            "©gen": "Podcast",
            "©cmt": TAGS.comment,
            "cprt": "2025 A. Guide",
        }
        assert bytes(tags["covr"][0]) == COVER

    def test_chapters_stand_in_the_list_that_android_reads(self, path: Path) -> None:
        assert [(each.title, each.start) for each in MP4(path).chapters] == [
            (each.title, pytest.approx(each.start_s, abs=1e-4)) for each in TAGS.chapters
        ]

    def test_chapters_stand_in_the_track_that_apple_reads(self, path: Path) -> None:
        data = path.read_bytes()
        reference = data.index(b"chap", data.index(b"tref"))
        with av.open(path) as container:
            assert int.from_bytes(data[reference + 4 : reference + 8], "big") == container.streams.data[0].id
        assert [each.title.encode() in data[data.index(b"mdat") :] for each in TAGS.chapters] == [True] * 3

    def test_its_index_comes_before_the_sound_so_that_it_plays_while_it_loads(self, path: Path) -> None:
        data = path.read_bytes()
        assert data.index(b"moov") < data.index(b"mdat")

    def test_it_says_that_it_is_sound_alone(self, path: Path) -> None:
        assert path.read_bytes()[4:12] == b"ftypM4A "

    def test_it_is_low_complexity_aac_in_stereo_in_its_language(self, path: Path) -> None:
        info = MP4(path).info
        assert (info.codec, info.sample_rate, info.channels) == ("mp4a.40.2", RATE, 2)
        data = path.read_bytes()
        packed = sum((ord(letter) - 0x60) << shift for letter, shift in zip("eng", (10, 5, 0), strict=True))
        media_header = data.index(b"mdhd")
        assert int.from_bytes(data[media_header + 24 : media_header + 26], "big") == packed

    def test_the_edit_list_tells_the_exact_length_and_what_to_skip(self, path: Path) -> None:
        data = path.read_bytes()
        at = data.index(b"elst")
        _, count, length, skipped = struct.unpack_from(">IIIi", data, at + 4)
        assert (count, length) == (1, HISS.shape[1])
        assert (skipped + length) % 1024 == 0

    def test_less_than_players_can_cut_out_of_a_packet_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match=r"cannot write 512 frames .* 513 frames is the shortest"):
            find_format("m4a").open(tmp_path / "b.m4a", tags=TAGS, frames=512)


class TestOpusAndFlac:
    COMMENTS = {  # noqa: RUF012 - read only
        "title": [TAGS.title],
        "artist": [TAGS.artist],
        "album": [TAGS.album],
        "tracknumber": ["2"],
        "date": ["2025-03-04"],
        "genre": ["Podcast"],
        "language": ["en-GB"],
        "description": [TAGS.comment],
        "contact": [TAGS.url],
        "copyright": ["2025 A. Guide"],
        "chapter001": ["00:00:00.000"],
        "chapter001name": ["Settle"],
        "chapter002": ["00:00:00.513"],
        "chapter002name": ["Breathe ça"],
        "chapter003": ["00:00:02.000"],
        "chapter003name": ["Close"],
    }

    @pytest.mark.parametrize("name", ["opus", "flac"])
    def test_the_comments_are_those_that_players_know(self, tmp_path: Path, name: str) -> None:
        tags = dict(mutagen.File(write(tmp_path / f"a.{name}", find_format(name), HISS)).tags)
        tags.pop("metadata_block_picture", None)
        assert tags == self.COMMENTS

    def test_opus_holds_the_cover_as_a_front_cover(self, tmp_path: Path) -> None:
        comment = OggOpus(write(tmp_path / "a.opus", find_format("opus"), HISS))["metadata_block_picture"][0]
        assert facts(Picture(base64.b64decode(comment))) == (3, "image/jpeg", 300, 300, COVER)

    def test_flac_holds_the_cover_as_a_front_cover(self, tmp_path: Path) -> None:
        (picture,) = FLAC(write(tmp_path / "a.flac", find_format("flac"), HISS)).pictures
        assert facts(picture) == (3, "image/jpeg", 300, 300, COVER)

    def test_flac_is_of_24_bits_and_tells_its_length_and_a_checksum_of_its_sound(self, tmp_path: Path) -> None:
        info = FLAC(write(tmp_path / "a.flac", find_format("flac"), HISS)).info
        assert (info.bits_per_sample, info.total_samples, info.sample_rate) == (24, HISS.shape[1], RATE)
        assert info.md5_signature != 0

    def test_the_times_of_chapters_go_on_after_an_hour(self, tmp_path: Path) -> None:
        late = replace(TAGS, chapters=(ChapterTag("Late", 3723.4567, 4000),))
        tags = OggOpus(write(tmp_path / "a.opus", find_format("opus"), HISS, tags=late))
        assert tags["chapter001"] == ["01:02:03.457"]

    @pytest.mark.parametrize("name", ["opus", "flac"])
    def test_more_chapters_than_can_be_numbered_are_refused(self, tmp_path: Path, name: str) -> None:
        many = replace(TAGS, chapters=tuple(ChapterTag("x", n, n + 1) for n in range(1000)))
        with pytest.raises(MediaError, match="1000 chapters are more than Opus and FLAC can hold"):
            find_format(name).open(tmp_path / "a", tags=many, frames=RATE)


def facts(picture: Picture) -> tuple[int, str, int, int, bytes]:
    return picture.type, picture.mime, picture.width, picture.height, picture.data


class TestWav:
    def test_an_id3_tag_tells_players_of_title_and_cover(self, tmp_path: Path) -> None:
        tags = WAVE(write(tmp_path / "a.wav", find_format("wav"), HISS)).tags
        assert tags["TIT2"].text == [TAGS.title]
        assert tags["APIC:"].data == COVER

    def test_marks_and_labels_tell_sound_editors_of_chapters(self) -> None:
        chunks = chunks_of(wav_head(TAGS, RATE))
        points = [struct.unpack_from("<2I4s3I", chunks[b"cue "], 4 + 24 * number) for number in range(3)]
        assert [(point[0], point[2], point[5]) for point in points] == [
            (1, b"data", 0),
            (2, b"data", 24_600),
            (3, b"data", 96_000),
        ]
        labels = chunks[b"LIST adtl"]
        assert [each.title.encode() + b"\x00" in labels for each in TAGS.chapters] == [True] * 3

    def test_its_head_tells_24_bits_and_the_length_of_what_follows(self) -> None:
        chunks = chunks_of(wav_head(TAGS, RATE))
        fields = struct.unpack_from("<2H2I2H", chunks[b"fmt "])
        assert fields == (0xFFFE, 2, RATE, RATE * 6, 6, 24)

    def test_the_sizes_in_its_head_are_those_of_the_file(self, tmp_path: Path) -> None:
        data = write(tmp_path / "a.wav", find_format("wav"), HISS).read_bytes()
        head = wav_head(TAGS, HISS.shape[1])
        assert data.startswith(head)
        assert int.from_bytes(data[4:8], "little") == len(data) - 8
        assert int.from_bytes(head[-4:], "little") == len(data) - len(head)

    def test_up_to_4_gb_it_is_riff(self) -> None:
        frames = (2**32 - 100_000) // BYTES_PER_FRAME
        assert wav_head(TAGS, frames).startswith(b"RIFF")

    def test_beyond_4_gb_it_is_rf64_with_sizes_of_64_bits(self) -> None:
        frames = 5 * 3600 * RATE
        head = wav_head(TAGS, frames)
        assert (head[:8], head[8:16]) == (b"RF64\xff\xff\xff\xff", b"WAVEds64")
        riff, data, samples, table = struct.unpack_from("<3QI", head, 20)
        assert (riff, data, samples, table) == (len(head) - 8 + frames * 6, frames * 6, frames, 0)
        assert head[-4:] == b"\xff\xff\xff\xff"

    @pytest.mark.skipif(sys.platform != "linux", reason="needs files with holes")
    def test_five_hours_are_read_by_sound_editors_and_players_alike(self, tmp_path: Path) -> None:
        path, frames = tmp_path / "a.wav", 5 * 3600 * RATE
        with path.open("wb") as file:
            file.write(head := wav_head(TAGS, frames))
            file.truncate(len(head) + frames * BYTES_PER_FRAME)
        assert soundfile.info(path).frames == frames
        with av.open(path) as container:
            assert container.streams.audio[0].duration == frames
        assert [chapter.title for chapter in read_tags(path).chapters] == ["Settle", "Breathe ça", "Close"]


def chunks_of(head: bytes) -> dict[bytes, bytes]:
    """The chunks of a WAV by name, lists by name and kind."""
    chunks, at = {}, 12
    while at + 8 < len(head):
        name, size = struct.unpack_from("<4sI", head, at)
        body = head[at + 8 : at + 8 + size]
        chunks[name + b" " + body[:4] if name == b"LIST" else name] = body
        at += 8 + size + size % 2
    return chunks
