"""`audiogen verify`, from the command line to the exit code, on episodes that were really built."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.projects import built_project, manifest_of, manifest_path, media_of

from audiogen.cli.main import run
from audiogen.project import Project


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two episodes; what spoils them must put them right again."""
    return built_project(tmp_path_factory.mktemp("show")).dist


def at(dist: Path) -> Project:
    return Project(dist.parent, dist, dist.parent / "cache")


def test_verifying_says_for_each_file_what_was_found_and_what_it_should_be(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["verify", "--dist", str(dist), "--all"])
    shown = capsys.readouterr().out
    assert "Arriving" in shown
    assert "Leaving" in shown
    for what in ("Integrated loudness", "True peak", "Clicks", "Length", "SHA-256"):
        assert shown.count(what) >= 2
    assert "2 files listened to" in shown


def test_a_good_file_is_one_line(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["verify", "1", "--dist", str(dist)])
    assert capsys.readouterr().out.splitlines() == [
        f"Arriving  {media_of(at(dist), '01-arriving').relative_to(dist)}, 0:40: good",
        "1 file listened to: 1 good",
    ]


def test_help_tells_the_exit_code_and_what_ears_need(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "The exit code is 1 when anything is not good" in shown
    assert 'pip install -e ".[ears]"' in shown


@pytest.mark.parametrize("option", ["--json", "--html"])
def test_a_report_that_cannot_be_written_is_told_before_anything_is_listened_to(
    option: str, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    # there is no such episode either; the place comes first
    for place in (tmp_path, tmp_path / "file" / "report"):
        assert run(["verify", "9", "--dist", str(dist), option, str(place)]) == 1
        assert f"cannot write {place}" in " ".join(capsys.readouterr().err.split("\n"))


@pytest.mark.parametrize("name", ["2", "02-leaving", "02-leaving.mp3", "02-leaving.yaml", "02"])
def test_episodes_are_chosen_as_sessions_are(dist: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["verify", name, "--dist", str(dist), "--json", "-"])
    assert [file["slug"] for file in json.loads(capsys.readouterr().out)["files"]] == ["02-leaving"]


def test_the_json_says_what_the_screen_says(dist: Path, tmp_path: Path) -> None:
    code = run(["verify", "1", "--dist", str(dist), "--json", str(tmp_path / "report.json")])
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (file,) = document["files"]
    figures = {figure["key"]: figure for figure in file["figures"]}
    noted = manifest_of(at(dist), "01-arriving")
    assert figures["integrated_lufs"]["value"] == pytest.approx(noted.loudness.integrated_lufs, abs=0.02)
    assert figures["true_peak_dbtp"]["value"] == pytest.approx(noted.loudness.true_peak_dbtp, abs=0.02)
    for key in ("length_off_frames", "sha256_differs", "size_off_bytes", "missing_tags", "chapter_drift_ms", "clicks"):
        assert (key, figures[key]["verdict"]) == (key, "pass")
    assert document["verdict"] == file["verdict"]
    assert (code == 1) == (file["verdict"] == "fail")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.pictures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [value for name in ("src", "href", "data", "action") if (value := values.get(name))]
        if tag == "img":
            self.pictures.append(values["alt"] or "")
        if tag == "svg":
            self.pictures.append(values["aria-label"] or "")


def test_the_page_stands_alone_and_every_picture_says_what_it_shows(dist: Path, tmp_path: Path) -> None:
    run(["verify", "--dist", str(dist), "--html", str(tmp_path / "report.html")])
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert all(address.startswith(("data:image/png;", "data:image/svg+xml;", "#file-")) for address in page.addresses)
    assert "url(" not in text
    assert len(page.pictures) == 2 * 4
    assert all(page.pictures)
    assert len(re.findall("<th scope=", text)) > 2 * 30


def test_a_changed_file_is_found_out_and_the_exit_code_says_so(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = media_of(at(dist), "02-leaving")
    content = path.read_bytes()
    try:
        path.write_bytes(content[: len(content) // 2])
        assert run(["verify", "2", "--dist", str(dist)]) == 1
    finally:
        path.write_bytes(content)
    shown = capsys.readouterr().out
    assert "SHA-256: Build the episode again" in shown
    assert "Length: Build the episode again" in shown


def test_a_missing_file_does_not_keep_the_others_from_being_verified(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = media_of(at(dist), "02-leaving")
    content = path.read_bytes()
    try:
        path.unlink()
        assert run(["verify", "--dist", str(dist), "--json", "-"]) == 1
    finally:
        path.write_bytes(content)
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert len(first["figures"]) > 20
    assert [figure["key"] for figure in second["figures"]] == ["opens"]
    assert "is missing" in second["figures"][0]["shown"]
    assert second["figures"][0]["advice"] == "Run `audiogen build`: it makes the episode anew."


def spoiled(path: Path, begin: float, length: int, *names: str) -> tuple[int, str]:
    """What `verify --json` answers when so many bytes of a file, from a part of it on, are zero."""
    content = path.read_bytes()
    at = int(begin * len(content))
    try:
        path.write_bytes(content[:at] + bytes(length) + content[at + length :])
        return run(["verify", *names, "--dist", str(path.parents[1]), "--json", "-"])
    finally:
        path.write_bytes(content)


def test_a_stretch_that_does_not_decode_hides_nothing_and_is_named(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spoiled(media_of(at(dist), "01-arriving"), 0.75, 4000, "1") == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    figures = {figure["key"]: figure for figure in file["figures"]}
    assert len(figures) > 30
    assert figures["undecodable"]["verdict"] == "fail"
    assert figures["undecodable"]["places"][0]["at_s"] == pytest.approx(0.75 * 40, abs=2)
    assert figures["length_off_frames"]["value"] < 0
    assert figures["length_off_frames"]["advice"].startswith("A part of the file does not decode")
    assert "players stumble" in figures["undecodable"]["advice"]


def test_a_file_that_is_no_media_file_is_said_to_be_damaged(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = media_of(at(dist), "02-leaving")
    assert spoiled(path, 0.0, path.stat().st_size, "2") == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert [figure["key"] for figure in file["figures"]] == ["opens"]
    assert "damaged after it was made" in file["figures"][0]["advice"]


def test_a_manifest_that_cannot_be_read_does_not_keep_the_others_from_being_verified(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spoiled(manifest_path(at(dist), "02-leaving"), 0.5, 10) == 1
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["slug"], first["verdict"]) == ("01-arriving", "pass")
    assert second["file"] == manifest_path(at(dist), "02-leaving").relative_to(dist).as_posix()
    assert "is not a manifest that this version can read" in second["figures"][0]["shown"]
    assert spoiled(manifest_path(at(dist), "02-leaving"), 0.5, 10, "1") == 0
    assert spoiled(manifest_path(at(dist), "02-leaving"), 0.5, 10, "02-leaving") == 1


def test_a_name_that_is_no_episode_is_answered_with_those_that_are(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", "9", "--dist", str(dist)]) == 1
    error = capsys.readouterr().err
    assert '"9" is none of the finished episodes' in error
    assert "1 01-arriving, 2 02-leaving" in error


def test_where_nothing_is_built_the_answer_is_to_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--dist", str(tmp_path)]) == 1
    assert "audiogen build" in capsys.readouterr().err


def test_ears_without_a_model_say_what_to_do(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("AUDIOGEN_WHISPER", raising=False)
    assert run(["verify", "--dist", str(dist), "--ears"]) == 1
    assert "--model" in capsys.readouterr().err
    assert run(["verify", "--dist", str(dist), "--ears", "--model", str(tmp_path)]) == 1
    assert "no model.bin" in " ".join(capsys.readouterr().err.split())


def whole_model(folder: Path) -> None:
    """Files of the right names, and nothing in them."""
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes(b"")


@pytest.mark.parametrize("name", ["model.bin", "config.json", "tokenizer.json", "vocabulary.txt"])
def test_ears_refuse_a_model_of_which_a_part_is_missing(
    name: str, dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole_model(tmp_path)
    (tmp_path / name).unlink()
    assert run(["verify", "--dist", str(dist), "--ears", "--model", str(tmp_path)]) == 1
    assert f"there is no {name.replace('.txt', '.*')} in it" in " ".join(capsys.readouterr().err.split())


def test_a_model_that_does_not_load_is_a_known_problem(
    dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("faster_whisper")
    whole_model(tmp_path)
    assert run(["verify", "--dist", str(dist), "--ears", "--model", str(tmp_path)]) == 1
    assert "does not load" in capsys.readouterr().err


def test_ears_without_the_extra_name_it(
    dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "faster_whisper", None)
    monkeypatch.delitem(__import__("sys").modules, "audiogen.verify.ears.whisper", raising=False)
    whole_model(tmp_path)
    assert run(["verify", "--dist", str(dist), "--ears", "--model", str(tmp_path)]) == 1
    assert 'pip install -e ".[ears]"' in capsys.readouterr().err
