"""`check --feed`: a finished podcast, judged as platforms would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.feeds import whole_feed
from support.projects import SHOW, replace_in
from support.publishing import BASE

from audiogen.check import feed
from audiogen.cli.main import run
from audiogen.project import Project
from audiogen.publish import layout


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A podcast as publishing leaves it, at a public address."""
    root = tmp_path / "show"
    whole = whole_feed()
    for name, content in {**whole.files, "feed.xml": whole.text.encode()}.items():
        (root / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "dist" / name).write_bytes(content)
    (root / "scripts").mkdir()
    (root / "scripts/show.yaml").write_text(f"{SHOW}base_url: {BASE}\n", encoding="utf-8")
    return Project(root, root / "dist", root / "cache")


def test_a_podcast_as_it_was_published_is_taken_by_all_of_them(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--feed", "-C", str(project.root)]) == 0
    told = capsys.readouterr().out
    assert told == "Feed checked, nothing found: Apple, Spotify, YouTube and PSP-1 would take it.\n"


def test_findings_stand_at_their_lines_with_what_to_change(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_in(project.dist / "feed.xml", "Mental Health", "Meditation")
    assert run(["check", "--feed", "-C", str(project.root)]) == 1
    finding, summary = capsys.readouterr().out.splitlines()
    lines = (project.dist / "feed.xml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "Meditation" in text)
    assert finding == (
        f'{project.dist / "feed.xml"}:{line}:1: the category "Meditation" is not on Apple\'s list, below Health & '
        "Fitness. Apple and PSP-1 refuse this. Write `category:` in scripts/show.yaml as Apple writes it, like "
        "`Health & Fitness > Mental Health`. [category]"
    )
    assert summary == "Feed checked, 1 error above: Spotify and YouTube would take it, and Apple and PSP-1 would not."


def test_what_youtube_alone_refuses_is_a_warning(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(project.dist / "feed.xml", "<itunes:email>studio@pods.example</itunes:email>", "")
    assert run(["check", "--feed", "-C", str(project.root)]) == 0
    told = capsys.readouterr().out
    assert "warning: the show names no e-mail address of its owner. YouTube refuses this; Apple, Spotify and" in told
    assert "Apple, Spotify and PSP-1 would take it, and YouTube would not." in told


def test_a_file_that_was_changed_behind_the_feed_is_found(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (sound,) = project.episodes.glob("01-*.mp3")
    sound.write_bytes(sound.read_bytes()[:-1000])
    assert run(["check", "--feed", "-C", str(project.root)]) == 1
    told = capsys.readouterr().out
    assert "[enclosure-length]" in told
    assert "is missing: 1000 bytes" in told


def test_where_show_yaml_has_moved_on_a_build_is_missing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(project.scripts / "show.yaml", BASE, "https://elsewhere.example")
    assert run(["check", "--feed", "-C", str(project.root)]) == 1
    told = capsys.readouterr().out
    assert f"lies at {BASE}/feed.xml, and it will be at https://elsewhere.example/feed.xml" in told


def test_many_findings_of_a_rule_are_told_as_a_few(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = (project.dist / "feed.xml").read_text(encoding="utf-8")
    head, item = text.partition("<item>")[0], f"<item>{text.partition('<item>')[2].partition('</item>')[0]}</item>"
    items = "".join(item.replace(".mp3", f"{number}.mp3") for number in range(9))
    (project.dist / "feed.xml").write_text(f"{head}{items}</channel></rss>", encoding="utf-8")
    assert run(["check", "--feed", "-C", str(project.root)]) == 1
    told = capsys.readouterr().out
    assert told.count("[guid]") == 4
    assert "5 more of [guid], which --format json tells one by one" in told


def test_programs_get_one_object(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    replace_in(project.dist / "feed.xml", "<pubDate>Sun, 01 Mar 2026 00:02", "<pubDate>Tue, 01 Mar 2026 00:02")
    assert run(["check", "--feed", "--format", "json", "-C", str(project.root)]) == 1
    told = json.loads(capsys.readouterr().out)
    (found,) = told["findings"]
    assert (found["rule"], found["severity"], found["platforms"]) == ("pub-date", "error", ["Spotify"])
    assert (found["item"], Path(found["file"]).name) == ("Session c", "feed.xml")
    assert told["taken"] == {"Apple": True, "Spotify": False, "YouTube": True, "PSP-1": True}


def test_a_folder_may_be_named_and_needs_no_scripts(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    moved = project.root.parent / "elsewhere"
    project.dist.rename(moved)
    assert run(["check", "--feed", "-C", str(project.root.parent), "--dist", str(moved)]) == 0
    assert "nothing found" in capsys.readouterr().out


def test_what_was_never_built_is_told_to_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/show.yaml").write_text(SHOW, encoding="utf-8")
    assert run(["check", "--feed", "-C", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "there is no feed.xml in" in said
    assert "Run `audiogen build` first" in said
    assert run(["check", "--feed", "--format", "json", "-C", str(tmp_path)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["remedy"] for each in told["findings"]] == [
        "Run `audiogen build` first, or name the folder with --dist."
    ]
    assert not any(told["taken"].values())


def test_a_file_that_cannot_be_read_is_told_as_it_is(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.dist / "feed.xml").unlink()
    (project.dist / "feed.xml").mkdir()
    assert run(["check", "--feed", "-C", str(project.root)]) == 1
    assert "feed.xml cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["3"], ["--fix"], ["--yes"]])
def test_a_feed_is_judged_as_a_whole_and_not_mended(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--feed", *more]) == 2
    assert "--feed judges the feed of the whole podcast" in capsys.readouterr().err


def test_the_feed_has_the_name_that_publishing_gives_it() -> None:
    assert feed._FEED == layout.FEED


def test_a_check_of_scripts_loads_nothing_of_platforms(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/show.yaml").write_text(SHOW, encoding="utf-8")
    code = (
        "import sys; from audiogen.cli.main import run; run(['check', '-C', sys.argv[1]]); "
        "print([name for name in sys.modules if name.startswith('audiogen.platforms')], 'PIL' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
    assert told.stdout.splitlines()[-1] == "[] False"
