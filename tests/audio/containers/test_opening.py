"""Nothing is opened but the file itself, and of that the first track that can be decoded."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from support.beds import write_wav
from support.recordings import room, speech

from audiogen.ambience.recorded.bed import FileBed
from audiogen.audio.recording import decode_blocks
from audiogen.audio.recording_header import read_header
from audiogen.encode.decode import blocks_of
from audiogen.encode.read_back import read_tags
from audiogen.errors import MediaError, SoundError
from audiogen.speech.recorded.take import take_recording
from audiogen.units import RATE

SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio {port} RTP/AVP 0\n"
HOSTILE = {
    "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
    "files.m3u8": "#EXTM3U\n#EXTINF:9,\n../secret.wav\n#EXT-X-ENDLIST\n",
    "list.mp3": "#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.mp3\n",
    "marked.m3u": "\ufeff#EXTM3U\nhttp://127.0.0.1:{port}/a.mp3\n",
    "a.ffconcat": "ffconcat version 1.0\nfile ../secret.wav\n",
    "concat.wav": "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/a.wav'\n",
    "stream.wav": SDP,
    "stream.sdp": SDP,
    "list.xspf": '<?xml version="1.0"?>\n<playlist><trackList><track><location>http://127.0.0.1:{port}/a</location>'
    "</track></trackList></playlist>",
    "dash.mp4": '<?xml version="1.0"?>\n<MPD><Period><AdaptationSet><Representation>'
    "<BaseURL>http://127.0.0.1:{port}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>",
    "list.pls": "[playlist]\nFile1=http://127.0.0.1:{port}/a.mp3\nNumberOfEntries=1\n",
    "disc.cue": 'FILE "../secret.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
    "stream.rm": "rtsp://127.0.0.1:{port}/a.rm\n",
    "lavfi.wav": "sine=frequency=300:duration=9\n",
    "imf.xml": '<?xml version="1.0"?>\n<CompositionPlaylist></CompositionPlaylist>',
    "metadata.wav": ";FFMETADATA1\ntitle=a\n",
    "words.txt": "Welcome. I am glad you came.\n" * 200,
}


@pytest.fixture(scope="module")
def visited() -> Iterator[tuple[int, list[str]]]:
    """A port on this machine, and who came to it."""
    visitors: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def wait() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                visitors.append(str(visitor.getpeername()))
                visitor.close()

        threading.Thread(target=wait, daemon=True).start()
        yield server.getsockname()[1], visitors


@pytest.mark.parametrize("name", HOSTILE)
def test_what_names_other_files_or_addresses_is_refused_at_once(
    tmp_path: Path, visited: tuple[int, list[str]], name: str
) -> None:
    port, visitors = visited
    write_wav(tmp_path / "secret.wav", np.stack([speech()] * 2))
    folder = tmp_path / "rec"
    folder.mkdir()
    (folder / name).write_text(HOSTILE[name].replace("{port}", str(port)), encoding="utf-8")
    for read in (read_header, take_recording, FileBed):
        with pytest.raises(SoundError, match="cannot be read as sound"):
            read(folder / name)
    with pytest.raises(MediaError):
        read_tags(folder / name)
    with pytest.raises(MediaError):
        list(blocks_of(folder / name))
    assert visitors == []


def test_a_playlist_is_named_as_that(tmp_path: Path) -> None:
    (tmp_path / "list.m3u8").write_text(HOSTILE["list.m3u8"])
    with pytest.raises(SoundError, match="it is a playlist, which only names where the sound lies; name the file"):
        read_header(tmp_path / "list.m3u8")


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append((event, str(args[0]))) if watching and (
    event == "open" or event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn"))) else None)
watching = False
from pathlib import Path
import av, numpy, soxr
from audiogen.ambience.recorded.bed import FileBed
from audiogen.errors import SoundError
from audiogen.audio.recording_header import read_header
from audiogen.speech.recorded.take import take_recording
path = Path(sys.argv[1])
try:
    take_recording(path)
except SoundError:
    pass
opened.clear()
watching = True
for read in (read_header, take_recording):
    try:
        read(path)
    except SoundError:
        pass
watching = False
print(sorted({name for _, name in opened} - {str(path)}))
"""


@pytest.mark.parametrize("name", ["list.m3u8", "stream.wav", "a.ffconcat", "good.wav"])
def test_reading_opens_the_file_alone_and_no_socket(tmp_path: Path, name: str) -> None:
    if name == "good.wav":
        write_wav(tmp_path / name, np.stack([speech()] * 2))
    else:
        (tmp_path / name).write_text(HOSTILE[name].replace("{port}", "9"))
    command = [sys.executable, "-c", WATCHED, str(tmp_path / name)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    assert told.strip() == "[]"


def tracks(path: Path, count: int) -> bytes:
    """A MOV with so many tracks of AAC."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("aac", rate=RATE) for _ in range(count)]
        for stream in streams:
            stream.layout = "mono"
        for start in range(0, speech().size - 1024, 1024):
            for stream in streams:
                frame = av.AudioFrame.from_ndarray(speech()[None, start : start + 1024], format="fltp", layout="mono")
                frame.sample_rate, frame.pts = RATE, start
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    return path.read_bytes()


def test_a_track_that_cannot_be_decoded_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.write_bytes(tracks(path, 2).replace(b"mp4a", b"apac", 1).replace(b"esds", b"dapa", 1))
    assert sum(block.samples.shape[1] for block in decode_blocks(path)) == pytest.approx(speech().size, abs=2100)
    assert read_header(path).length_s == pytest.approx(3.9, abs=0.1)


def test_where_no_track_can_be_decoded_there_is_no_sound_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.write_bytes(tracks(path, 1).replace(b"mp4a", b"apac", 1).replace(b"esds", b"dapa", 1))
    with pytest.raises(SoundError, match="it holds no sound that can be read"):
        read_header(path)


def test_two_tracks_are_refused_since_one_would_not_be_heard(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    tracks(path, 2)
    with pytest.raises(SoundError, match="it holds 2 tracks of sound, of which one alone would be heard"):
        read_header(path)


def test_a_reference_to_another_file_is_not_followed(tmp_path: Path) -> None:
    outside = tracks(tmp_path / "outside.mov", 1)
    path = tmp_path / "a.mov"
    # the address of the data is in the file "outside.mov", as QuickTime refers to it
    name = f"file://{tmp_path}/outside.mov".encode() + b"\0"
    inside = b"\0\0\0\x0curl \0\0\0\1"
    other = struct.pack(">I", 12 + len(name)) + b"url \0\0\0\0" + name
    grown = len(other) - len(inside)
    data = outside.replace(inside, other)
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        at = data.index(box) - 4
        data = data[:at] + struct.pack(">I", int.from_bytes(data[at : at + 4], "big") + grown) + data[at + 4 :]
    begin, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    path.write_bytes(data[:begin] + bytes(end - begin) + data[end:])
    with pytest.raises(SoundError):
        take_recording(path)


def test_texts_in_tags_of_another_alphabet_do_not_matter(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", np.stack([room(speech(), -70)] * 2))
    latin = b"INFOINAM" + struct.pack("<I", 6) + "Grüße".encode("latin-1") + b"\0"
    path.write_bytes(path.read_bytes() + b"LIST" + struct.pack("<I", len(latin)) + latin)
    assert take_recording(path).samples.size
