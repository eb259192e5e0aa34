"""Files that hold more than they promise, or less: read whole, or refused with the place."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import soundfile
from support.recordings import room, speech, write_coded, write_wav

from audiogen.audio.containers.ogg import checksum
from audiogen.audio.recording import decode, decode_blocks
from audiogen.audio.recording_header import read_header
from audiogen.errors import SoundError
from audiogen.units import RATE

SECONDS = 3.9
WRITTEN = {
    "a.wav": "PCM_16",
    "a.rf64": "PCM_16",
    "a.w64": "PCM_16",
    "a.aiff": "PCM_16",
    "a.caf": "PCM_16",
    "a.flac": "PCM_16",
}
CODED = {
    "a.m4a": "aac",
    "lossless.m4a": "alac",
    "a.mp4": "aac",
    "a.mov": "pcm_s16be",
    "a.3gp": "aac",
    "a.mp3": "libmp3lame",
    "a.aac": "aac",
    "a.ogg": "libopus",
    "a.opus": "libopus",
    "a.webm": "libopus",
    "a.mka": "aac",
    "a.wv": "wavpack",
    "a.tta": "tta",
    "a.avi": "libmp3lame",
    "a.ts": "aac",
    "a.flv": "aac",
}
CHAINED = {"a.mp3", "a.aac", "a.ogg", "a.opus", "vorbis.ogg", "a.ts"}
"""Formats whose players play one behind the other."""
PLAIN = {"a.wav", "a.rf64", "a.w64", "a.aiff", "a.caf", "a.mov"}
"""Samples without anything to hold them against."""


def made(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(_content(name))
    return path


@cache
def _content(name: str) -> bytes:
    """A recording in one of the formats: most tests begin from the same."""
    noisy = room(speech(), -70)
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        if name == "vorbis.ogg":
            write_wav(path, noisy, subtype="VORBIS")
        elif name in WRITTEN:
            write_wav(path, noisy, subtype=WRITTEN[name])
        else:
            write_coded(path, CODED[name], noisy, 44_100 if name == "a.flv" else RATE)
        return path.read_bytes()


ALL = [*WRITTEN, *CODED, "vorbis.ogg"]


def as_clip_s(path: Path) -> float:
    return sum(block.samples.shape[1] / block.rate_hz for block in decode_blocks(path))


def as_bed_s(path: Path) -> float:
    return sum(chunk.shape[1] for chunk in decode(path)) / RATE


READERS = (as_clip_s, as_bed_s)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("read", READERS)
def test_two_files_joined_byte_by_byte_are_read_whole_or_refused(
    tmp_path: Path, name: str, read: Callable[[Path], float]
) -> None:
    path = made(tmp_path, name)
    whole_s = read(path)
    first = path.read_bytes()
    path.write_bytes(first + first)
    if name in CHAINED:
        assert read(path) == pytest.approx(2 * whole_s, abs=0.1)
        return
    with pytest.raises(SoundError, match=r"bytes follow from byte [\d,]+ on; another recording begins|bytes follow"):
        read(path)
    with pytest.raises(SoundError, match=f"from byte {len(first):,} on"):
        read_header(path)


@pytest.mark.parametrize("name", [name for name in ALL if name not in PLAIN])
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("fill", [np.random.default_rng(1).bytes(1500), bytes(1500)])
def test_a_place_that_was_overwritten_is_named(
    tmp_path: Path, name: str, read: Callable[[Path], float], fill: bytes
) -> None:
    path = made(tmp_path, name)
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 1500] = fill
    path.write_bytes(data)
    with pytest.raises(SoundError, match=r"is damaged at (0:0[0-3]|byte)"):
        read(path)


@pytest.mark.parametrize("name", [name for name in ALL if name not in {"a.avi", "a.ts", "a.flv"}])
@pytest.mark.parametrize("tail", [b"TAG" + bytes(125), bytes(4096)], ids=["a tag", "padding"])
def test_tags_and_padding_behind_the_sound_are_no_loss(tmp_path: Path, name: str, tail: bytes) -> None:
    path = made(tmp_path, name)
    whole_s = as_clip_s(path)
    path.write_bytes(path.read_bytes() + tail)
    assert as_clip_s(path) == pytest.approx(whole_s, abs=0.03)


@pytest.mark.parametrize("name", ["a.opus", "a.mp3", "a.flac", "a.aac"])
def test_a_tag_before_the_sound_is_no_loss(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    whole_s = as_clip_s(path)
    path.write_bytes(b"ID3\4\0\0\0\0\x10\0" + bytes(2048) + path.read_bytes())
    assert as_clip_s(path) == pytest.approx(whole_s, abs=0.03)


# WAV, AIFF and their like


def sized(data: bytes, name: bytes, size: bytes) -> bytes:
    at = data.index(name) + len(name)
    return data[:at] + size + data[at + len(size) :]


@pytest.mark.parametrize(
    ("name", "chunk", "size"),
    [
        ("a.wav", b"data", struct.pack("<I", 100_000)),
        ("a.wav", b"data", struct.pack("<I", 100_001)),
        ("a.aiff", b"SSND", struct.pack(">I", 100_000)),
        ("a.caf", b"data", struct.pack(">q", 100_000)),
    ],
)
def test_a_size_that_was_never_put_right_is_named_with_the_place(
    tmp_path: Path, name: str, chunk: bytes, size: bytes
) -> None:
    path = made(tmp_path, name)
    path.write_bytes(sized(path.read_bytes(), chunk, size))
    with pytest.raises(SoundError, match=r"its sound ends .*by its own account, but 27\d,\d{3} bytes follow"):
        read_header(path)


@pytest.mark.parametrize("size", [0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 374_401])
def test_a_recorder_that_does_not_know_the_end_is_read_to_it(tmp_path: Path, size: int) -> None:
    path = made(tmp_path, "a.wav")
    path.write_bytes(sized(path.read_bytes(), b"data", struct.pack("<I", size)))
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.01)
    assert as_bed_s(path) == pytest.approx(SECONDS, abs=0.01)


@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF])
def test_a_second_recording_behind_one_without_an_end_is_no_click(tmp_path: Path, size: int) -> None:
    path = made(tmp_path, "a.wav")
    data = sized(path.read_bytes(), b"data", struct.pack("<I", size))
    path.write_bytes(data * 2)
    with pytest.raises(SoundError, match=f"another recording begins at byte {len(data):,}"):
        read_header(path)


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def test_notes_behind_the_sound_are_no_loss(tmp_path: Path) -> None:
    path = made(tmp_path, "a.wav")
    notes = (
        chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 5) + b"Made\0\0"),
        chunk(b"id3 ", b"ID3\4\0\0\0\0\0\0"),
        chunk(b"bext", bytes(602)),
        chunk(b"cue ", bytes(28)),
        chunk(b"iXML", b"<BWFXML/>"),
    )
    path.write_bytes(path.read_bytes() + b"".join(notes))
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.01)


def test_a_second_stretch_of_sound_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, "a.wav")
    path.write_bytes(path.read_bytes() + chunk(b"data", b"\1\2" * 20_000))
    with pytest.raises(SoundError, match=r"its sound ends at 0:04 by its own account, but 40,008 bytes follow"):
        read_header(path)


def test_an_odd_size_without_its_filling_byte_is_no_loss(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", speech()[:-1], subtype="PCM_U8")
    data = sized(path.read_bytes(), b"data", struct.pack("<I", speech().size - 1))
    body = data[: data.index(b"data") + 8 + speech().size - 1]
    path.write_bytes(body + chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 5) + b"Made\0\0"))
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.01)


# FLAC and MP3


@pytest.mark.parametrize("count", [0, 60_000])
def test_a_flac_that_counts_fewer_samples_is_read_whole(tmp_path: Path, count: int) -> None:
    path = made(tmp_path, "a.flac")
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0
    data[22:26] = struct.pack(">I", count)
    path.write_bytes(data)
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.01)


def test_an_mp3_that_counts_fewer_frames_is_read_whole(tmp_path: Path) -> None:
    path = made(tmp_path, "a.mp3")
    data = bytearray(path.read_bytes())
    at = data.index(b"Info" if b"Info" in data else b"Xing") + 8
    data[at : at + 4] = struct.pack(">I", 50)
    path.write_bytes(data)
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.05)


def test_a_tag_of_ape_behind_an_mp3_is_no_loss(tmp_path: Path) -> None:
    path = made(tmp_path, "a.mp3")
    head, foot = (
        b"APETAGEX" + struct.pack("<IIII", 2000, 332, 1, flags) + bytes(8) for flags in (0xA000_0000, 0x8000_0000)
    )
    path.write_bytes(path.read_bytes() + head + bytes(300) + foot + b"TAG" + bytes(125))
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.05)


def test_another_kind_of_file_behind_an_mp3_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, "a.mp3")
    path.write_bytes(path.read_bytes() + made(tmp_path, "a.wav").read_bytes())
    with pytest.raises(SoundError, match=r"ends at 0:04 by its own account, but .* another recording begins there"):
        read_header(path)


# Ogg


@pytest.mark.parametrize("read", READERS)
def test_a_chain_of_other_rates_and_channels_is_read_whole(tmp_path: Path, read: Callable[[Path], float]) -> None:
    links = (
        write_coded(tmp_path / "a.ogg", "libopus", speech()),
        write_wav(tmp_path / "b.ogg", np.stack([speech(rate=44_100)] * 2), 44_100, "VORBIS"),
        write_wav(tmp_path / "c.ogg", speech(rate=8000), 8000, "VORBIS"),
    )
    path = tmp_path / "chain.ogg"
    path.write_bytes(b"".join(link.read_bytes() for link in links))
    assert read(path) == pytest.approx(3 * SECONDS, abs=0.1)


def pages(data: bytes) -> list[bytes]:
    return [b"OggS" + part for part in data.split(b"OggS")[1:]]


def numbered(page: bytes, number: int) -> bytes:
    changed = page[:18] + struct.pack("<I", number) + page[22:]
    return changed[:22] + struct.pack("<I", checksum(changed)) + changed[26:]


@pytest.mark.parametrize("hidden", [False, True], ids=["as it was", "numbered anew"])
def test_a_page_that_was_lost_is_named(tmp_path: Path, *, hidden: bool) -> None:
    path = write_coded(tmp_path / "a.opus", "libopus", room(speech(24), -70))
    left = pages(path.read_bytes())
    del left[5]
    if hidden:
        left = [numbered(page, number) for number, page in enumerate(left)]
    path.write_bytes(b"".join(left))
    with pytest.raises(SoundError, match=r"(a part of it is missing|it is damaged) at 0:0\d"):
        as_clip_s(path)


def test_checksums_are_those_of_the_encoder(tmp_path: Path) -> None:
    for page in pages(made(tmp_path, "a.opus").read_bytes()):
        assert checksum(page) == int.from_bytes(page[22:26], "little")


def test_a_link_that_breaks_off_before_another_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, "a.opus")
    whole = path.read_bytes()
    path.write_bytes(b"".join(pages(whole)[:-1]) + whole)
    with pytest.raises(SoundError, match=r"it breaks off at 0:0[23], and another recording follows"):
        as_clip_s(path)


# MP4


def test_an_index_that_names_half_of_the_sound_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "a.m4a")
    data = bytearray(path.read_bytes())
    for name, at in ((b"stsz", 12), (b"mdhd", 20), (b"stts", 12), (b"mvhd", 20)):
        place = data.index(name) + at
        data[place : place + 4] = struct.pack(">I", int.from_bytes(data[place : place + 4], "big") // 2)
    path.write_bytes(data)
    with pytest.raises(SoundError, match=r"its index ends at 0:02, but [\d,]+ bytes more lie in it"):
        as_clip_s(path)


def test_an_edit_that_hides_half_of_the_sound_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "a.m4a")
    data = path.read_bytes()
    at = data.index(b"elst") + 12
    path.write_bytes(data[:at] + struct.pack(">I", 2000) + data[at + 4 :])
    with pytest.raises(SoundError, match="only 0:02 of the 0:04 of sound in it is played"):
        read_header(path)


def test_fragments_are_read_to_their_end_whatever_the_first_index_says(tmp_path: Path) -> None:
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
    path = write_coded(tmp_path / "a.mp4", "aac", speech(), options=options)
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.05)


# Matroska


def test_a_length_that_says_less_is_passed_over(tmp_path: Path) -> None:
    path = made(tmp_path, "a.webm")
    path.write_bytes(sized(path.read_bytes(), b"\x44\x89\x88", struct.pack(">d", 1000.0)))
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.05)


def test_a_live_recording_without_sizes_is_read_to_its_end(tmp_path: Path) -> None:
    path = write_coded(tmp_path / "a.webm", "libopus", speech(), options={"live": "1"})
    assert as_clip_s(path) == pytest.approx(SECONDS, abs=0.05)


# whatever is done to a file


MUTATED = """
import faulthandler, random, sys
from pathlib import Path
faulthandler.enable()
from audiogen.ambience.recorded.bed import FileBed
from audiogen.errors import SoundError
from audiogen.audio.recording_header import read_header
from audiogen.speech.recorded.take import take_recording

def mutated(data, chance):
    data, at = bytearray(data), chance.randrange(len(data))
    kind = chance.randrange(5)
    if kind == 0:
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
    elif kind == 1:
        data[at : at + 1500] = chance.randbytes(1500)
    elif kind == 2:
        at = chance.randrange(min(len(data), 600))
        data[at : at + 4] = chance.choice((b"\\xff" * 4, bytes(4), b"\\x7f\\xff\\xff\\xff", b"\\x80\\0\\0\\0"))
    elif kind == 3:
        del data[at : at + chance.randrange(1, 5000)]
    else:
        data[at:at] = chance.randbytes(chance.randrange(1, 3000))
    return bytes(data)

for name in sys.argv[1:]:
    whole = Path(name).read_bytes()
    for number in range(3):
        path = Path(name).with_name("changed-" + Path(name).name)
        path.write_bytes(mutated(whole, random.Random(f"{Path(name).name} {number}")))
        # a clip takes long to be restored, which sees no more of the file than a bed does
        for read in (read_header, FileBed) if number else (read_header, take_recording, FileBed):
            try:
                read(path)
            except SoundError:
                pass
print("through")
"""


def test_no_change_to_a_file_ends_the_process(tmp_path: Path) -> None:
    names = [str(made(tmp_path, name)) for name in ALL]
    names.append(str(write_wav(tmp_path / "nine.wav", np.tile(speech(), (9, 1)), subtype="PCM_16")))
    run = subprocess.run(
        [sys.executable, "-c", MUTATED, *names], capture_output=True, text=True, timeout=500, check=False
    )
    assert run.stdout.strip().endswith("through"), run.stderr[-2000:]


# formats that are rare


@pytest.mark.parametrize("name", ["a.w64", "a.voc", "a.svx", "a.avi", "a.tta", "a.wv", "pcm.avi", "a.sox"])
@pytest.mark.parametrize("read", READERS)
def test_a_file_that_breaks_off_is_never_read_as_if_it_were_whole(
    tmp_path: Path, name: str, read: Callable[[Path], float]
) -> None:
    path = rare(tmp_path, name)
    data = path.read_bytes()
    assert read(path) == pytest.approx(as_clip_s(path), abs=0.03)
    path.write_bytes(data[: len(data) * 3 // 5])
    with pytest.raises(SoundError, match=r"breaks off: [\d,]+ of its [\d,]+ bytes|is damaged|only 2\.\d s can be read"):
        read(path)


@pytest.mark.parametrize("name", ["a.wv", "a.tta", "a.voc", "a.svx", "a.sox"])
def test_another_recording_of_another_kind_behind_the_first_is_found(tmp_path: Path, name: str) -> None:
    first = rare(tmp_path, name).read_bytes()
    other = rare(tmp_path, name, RATE // 2).read_bytes()
    path = tmp_path / f"joined-{name}"
    path.write_bytes(first + other)
    with pytest.raises(SoundError, match=r"bytes follow from byte [\d,]+ on"):
        read_header(path)


def rare(folder: Path, name: str, rate_hz: int = RATE) -> Path:
    noisy = room(speech(), -70)
    coded = {"a.tta": "tta", "a.wv": "wavpack", "a.avi": "libmp3lame", "pcm.avi": "pcm_s16le", "a.sox": "pcm_s32le"}
    if name in coded:
        return write_coded(folder / name, coded[name], noisy, rate_hz)
    kind = {".voc": "VOC", ".svx": "SVX", ".w64": "W64"}[Path(name).suffix]
    soundfile.write(folder / name, noisy, rate_hz, format=kind, subtype="PCM_16")
    return folder / name


AMR_FRAME = b"\x3c" + bytes(range(31))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (AMR_FRAME * 100 + bytes(2000) + AMR_FRAME * 100, "is damaged at 0:02"),
        (AMR_FRAME * 100 + b"#!AMR\n" + AMR_FRAME * 100, "is damaged at 0:02"),
        (AMR_FRAME * 100 + AMR_FRAME[:20], "breaks off at 0:02"),
    ],
    ids=["zeros", "another recording", "cut"],
)
def test_what_the_heads_of_amr_frames_say_is_held_against_the_file(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "a.amr"
    path.write_bytes(b"#!AMR\n" + content)
    with pytest.raises(SoundError, match=message):
        read_header(path)


def test_single_frames_that_were_lost_on_the_way_do_not_stop_an_amr(tmp_path: Path) -> None:
    path = tmp_path / "a.amr"
    path.write_bytes(b"#!AMR\n" + AMR_FRAME * 100 + b"\x38" + AMR_FRAME[1:] + AMR_FRAME * 100)
    assert as_clip_s(path) == pytest.approx(4.02, abs=0.03)


def test_a_wav_in_the_reverse_order_of_bytes_is_refused_since_it_would_be_read_as_noise(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, room(speech(), -70), RATE, subtype="PCM_16", endian="BIG")
    with pytest.raises(SoundError, match="reverse order of bytes"):
        read_header(path)
