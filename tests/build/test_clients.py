"""Building for clients: what each gets, what is spoken once for all, and what stands nowhere but in private/."""

from __future__ import annotations

import contextlib
import json
import shutil
import stat
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.clients import CLIENTS, build_for, clients_project, holding
from support.projects import build_all

from audiogen.clients.forgetting import forget
from audiogen.clients.lock import CLIENTS_LOCK, read_clients_lock
from audiogen.encode.decode import blocks_of
from audiogen.errors import AudiogenError, SpeechError
from audiogen.manifest import Manifest, published_manifests, read_manifest
from audiogen.progress import EpisodeBuilt, EpisodeFailed, Event
from audiogen.project import Project
from audiogen.publish.facts import read_publication
from audiogen.publish.pages.app_folder import app_folder
from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.engines.tone import ToneEngine
from audiogen.units import RATE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[Event]]:
    """A show for two clients, built once; never changed by a test."""
    project, events = clients_project(tmp_path_factory.mktemp("clients")), list[Event]()
    assert not any(each.failed for each in build_for(project, events=events))
    return project, events


@pytest.fixture
def copy(built: tuple[Project, list[Event]], tmp_path: Path) -> Project:
    """The same show as it was built, to be changed."""
    shutil.copytree(built[0].root, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path, tmp_path / "dist", tmp_path / "cache")


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the tone voice is given to say, from here on."""
    said: list[str] = []
    speak = ToneEngine.synthesize

    def heard(self: ToneEngine, speech: Speech, *, wpm: float, language: str) -> Sound:
        said.append(words_of(speech))
        return speak(self, speech, wpm=wpm, language=language)

    monkeypatch.setattr(ToneEngine, "synthesize", heard)
    return said


def manifests(project: Project, client: str) -> dict[str, Manifest]:
    listed = published_manifests(project.root / "private" / client)
    return {each.name: each for each in (read_manifest(path) for _, path in listed)}


def words(manifest: Manifest) -> str:
    return " ".join(caption.text for caption in manifest.captions)


def test_each_client_gets_their_sessions_in_their_words(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    first, second = manifests(project, "c1"), manifests(project, "c2")
    assert set(first) == {"01-plain", "01-plain-15s", "02-own"}
    assert set(second) == {"02-own"}
    assert "Hello Zebedee. This is the same for all. Rest in the vinegarden." in words(first["01-plain"])
    assert words(second["02-own"]).startswith("Welcome, Siobhan. This is said to everybody. And this is yours.")
    assert "this is yours" not in words(first["02-own"])


def test_what_is_written_to_a_client_stands_on_their_page_alone(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    found = holding(project.root / "private", "persimmon")
    assert found == {"c2/index.html", "c2/show.json"}


def test_a_clients_sessions_come_one_a_day_in_the_order_in_which_they_are_written(copy: Project) -> None:
    path = copy.root / "clients.yaml"
    path.write_text(CLIENTS.replace("vinegarden\n", "vinegarden\n  sessions: [2, 1]\n  start: 2026-11-30\n"), "utf-8")
    build_for(copy, "c1")
    client = read_publication(copy.root / "private/c1").client
    assert client is not None
    assert [(each.slug, str(each.day)) for each in client.sessions] == [
        ("02-own", "2026-11-30"),
        ("01-plain", "2026-12-01"),
    ]


def test_the_picture_of_what_a_client_hears_lies_in_their_folder_alone(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    named = {each.plan for each in manifests(project, "c1").values() if each.plan}
    there = {f"plans/{path.name}" for path in (project.root / "private/c1/plans").iterdir()}
    assert (len(named), there) == (3, named)
    assert not (project.dist / "plans").exists()


@pytest.mark.parametrize(("name", "length_s"), [("01-plain", 20), ("01-plain-15s", 15)])
def test_a_track_of_a_client_decodes_to_exactly_its_length(
    built: tuple[Project, list[Event]], name: str, length_s: int
) -> None:
    project, _ = built
    media = project.root / "private/c1" / manifests(project, "c1")[name].media[0].file
    assert sum(block.shape[1] for block in blocks_of(media)) == length_s * RATE


def test_nothing_of_a_client_but_the_id_stands_outside_private(built: tuple[Project, list[Event]]) -> None:
    project, events = built
    known = ("zebedee", "siobhan", "shi-vawn", "vinegarden", "persimmon")
    found = holding(project.root, *known)
    assert {name for name in found if not name.startswith("private/")} == {"clients.yaml"}
    assert not any(word in repr(events).casefold() for word in known)
    assert {event.name for event in events if isinstance(event, EpisodeBuilt)} == {
        "c1/01-plain", "c1/01-plain-15s", "c1/02-own", "c2/02-own",
    }  # fmt: skip


def test_what_is_public_is_not_touched(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    assert not list(project.dist.glob("*.html"))
    assert not list(project.dist.glob("episodes/*.mp3"))
    assert not (project.scripts / "published.lock.json").exists()


def test_a_clients_folder_has_a_page_and_no_feed(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    folder = project.root / "private/c1"
    assert {path.name for path in folder.iterdir() if path.suffix != ".jpg"} == {
        app_folder().folder, "app.webmanifest", "assets", "cache", "episodes", "index.html", "offline.json", "plans",
        "sessions", "show.json", "sw.js",
    }  # fmt: skip
    assert 'name="robots"' in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such permissions")
def test_nobody_but_the_owner_may_look_into_private(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    for folder in (project.root / "private", project.root / "private/c1"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_guids_follow_from_the_clients_root_alone(built: tuple[Project, list[Event]]) -> None:
    project, _ = built
    root, made = read_clients_lock(project.root)["c1"].root, manifests(project, "c1")
    assert made["01-plain"].guid == str(uuid.uuid5(root, "01-plain"))
    assert made["01-plain-15s"].guid == str(uuid.uuid5(uuid.uuid5(root, "01-plain"), "15s"))
    assert json.loads((project.root / "private/c1/show.json").read_bytes())["podcast_guid"] == str(root)


def test_exactly_the_phrases_that_differ_are_spoken(tmp_path: Path, spoken: list[str]) -> None:
    trees = ("oak", "elm", "ash", "fir", "yew", "pine", "beech", "birch")
    steps = "".join(
        f"  - say: Now {'{name}, rest' if number % 2 else 'rest'} under the {tree}.\n  - pause: 1s\n"
        for number, tree in enumerate(trees)
    )
    script = f"title: Many\nsummary: Of many phrases.\nsteps:\n{steps}"
    names = ("Marlo", "Ventis", "Karu", "Belno", "Simda")
    listed = [f"- id: c{number}\n  name: {name}\n" for number, name in enumerate(names)]
    project = clients_project(tmp_path, listed[0], s01_many=script)
    build_for(project)
    assert len(spoken) == 8
    del spoken[:]
    (tmp_path / "clients.yaml").write_text("".join(listed), encoding="utf-8")
    build_for(project)
    assert sorted(spoken) == sorted(f"Now {name}, rest under the {tree}." for name in names[1:] for tree in trees[1::2])


def test_the_sound_of_what_is_said_to_one_client_is_in_no_cache_but_their_own(
    tmp_path: Path, spoken: list[str]
) -> None:
    project = clients_project(tmp_path)
    build_for(project, "c1")
    kept_at = {path for path in project.cache.rglob("*") if path.is_file()}
    shutil.rmtree(project.root / "private" / "c1")
    del spoken[:]
    build_for(project, "c1")
    # whoever is forgotten must be spoken for anew, and what is said to all is still there
    assert sorted(spoken) == ["Hello Zebedee.", "Rest in the vinegarden.", "Welcome, Zebedee."]
    assert {path for path in project.cache.rglob("*") if path.is_file()} == kept_at


def test_a_second_build_keeps_all(copy: Project, spoken: list[str]) -> None:
    del spoken[:]
    (report, *_) = build_for(copy)
    assert [each.outcome for each in report.report.episodes] == ["kept"] * 3
    assert spoken == []


def test_one_client_is_built_alone_and_others_are_not_touched(copy: Project, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "private/c2").rglob("*")}
    assert [each.client for each in build_for(copy, "C1", names=["1"], force=True)] == ["c1"]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "private/c2").rglob("*")} == before
    assert set(manifests(copy, "c1")) == {"01-plain", "01-plain-15s", "02-own"}


def test_an_unknown_id_is_told_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match='there is no client "c11"; did you mean c1'):
        build_for(clients_project(tmp_path), "c11")


def test_a_client_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    events: list[Event] = []
    project = clients_project(tmp_path, CLIENTS + "- id: c3\n  place: here\n")
    *good, bad = build_for(project, events=events)
    assert not any(each.failed for each in good)
    assert bad.failed
    assert not (tmp_path / "private/c3").exists()
    (failure,) = (event for event in events if isinstance(event, EpisodeFailed))
    assert "nothing fills {name}" in failure.message
    assert "write name for the client c3" in failure.message


def test_what_a_voice_cannot_say_is_quoted_as_the_script_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak = ToneEngine.synthesize

    def refusing(self: ToneEngine, speech: Speech, *, wpm: float, language: str) -> Sound:
        if "Zebedee" in words_of(speech):
            message = f'the service does not know "{words_of(speech)}"'
            raise SpeechError(message, hint="Ask Zebedee.")
        return speak(self, speech, wpm=wpm, language=language)

    monkeypatch.setattr(ToneEngine, "synthesize", refusing)
    events: list[Event] = []
    first, second = build_for(clients_project(tmp_path), events=events)
    assert first.failed
    assert not second.failed
    told = {event.message for event in events if isinstance(event, EpisodeFailed)}
    assert {message.removeprefix("c1/01-plain-15s: ") for message in told} == {
        'cannot speak "Hello {name}." with the voice tone: the service does not know "Hello …."',
        'cannot speak "Welcome, {name}." with the voice tone: the service does not know "Welcome, …."',
    }
    assert "zebedee" not in repr(events).casefold()


def test_what_a_voice_says_of_how_a_name_sounds_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(_self: ToneEngine, speech: Speech, **_how: object) -> Sound:
        message = f"no letters for {words_of(speech)} or for shi-VAWN"
        raise SpeechError(message)

    monkeypatch.setattr(ToneEngine, "synthesize", refusing)
    events: list[Event] = []
    build_for(clients_project(tmp_path), "c2", events=events)
    assert "no letters for" in repr(events)
    assert not {word for word in ("siobhan", "shi", "vawn") if word in repr(events).casefold()}


def test_a_session_that_a_client_gets_no_more_is_listed_no_more_and_pruned_when_asked(
    copy: Project, tmp_path: Path
) -> None:
    text = (tmp_path / "clients.yaml").read_text(encoding="utf-8")
    (tmp_path / "clients.yaml").write_text(
        text.replace("vinegarden\n", "vinegarden\n  sessions: 1\n"), encoding="utf-8"
    )
    build_for(copy)
    assert set(manifests(copy, "c1")) == {"01-plain", "01-plain-15s"}
    assert list((tmp_path / "private/c1/episodes").glob("02-own-*.mp3"))
    build_for(copy, prune=True)
    assert not list((tmp_path / "private/c1/episodes").glob("02-own-*.mp3"))


def test_a_client_with_a_length_gets_each_session_in_that_alone(tmp_path: Path) -> None:
    project = clients_project(tmp_path, "- id: c1\n  length: 17s\n  sessions: 1\n")
    build_for(project)
    (made,) = manifests(project, "c1").values()
    assert made.media[0].frames == 17 * RATE
    assert made.guid == read_clients_lock(tmp_path)["c1"].guid("01-plain")


def test_dates_stay_when_sessions_are_built_again(copy: Project, tmp_path: Path) -> None:
    before = (tmp_path / CLIENTS_LOCK).read_bytes()
    build_for(copy, force=True)
    assert (tmp_path / CLIENTS_LOCK).read_bytes() == before


def test_the_public_build_never_touches_private(copy: Project, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "private").rglob("*")}
    build_all(copy)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "private").rglob("*")} == before
    assert holding(copy.dist, "zebedee", "siobhan", "02-own") == set()


def test_a_client_who_is_forgotten_while_a_build_waits_does_not_come_back(
    copy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    @contextlib.contextmanager
    def waited(*_: object) -> Iterator[bool]:
        forget(copy.root, "c1")
        yield True

    monkeypatch.setattr("audiogen.build.clients.turn", waited)
    assert [each.client for each in build_for(copy)] == ["c2"]
    assert holding(tmp_path, "zebedee", "vinegarden") == set()
    assert set(read_clients_lock(tmp_path)) == {"c2"}


def test_a_link_in_place_of_private_is_refused(tmp_path: Path) -> None:
    project = clients_project(tmp_path / "show")
    (tmp_path / "elsewhere").mkdir()
    (project.root / "private").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AudiogenError, match="is a link to another place"):
        build_for(project)
