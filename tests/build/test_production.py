"""What makes an episode stale: all that it is made with, and nothing that only checks, advises, shows or publishes."""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from support.projects import FIRST, write_project
from support.repository import ROOT

from audiogen.build import production
from audiogen.build.production import APART, LIBRARIES, PACKAGE, apart, fingerprint
from audiogen.cache.code import imports_of, meaning
from audiogen.cache.store import Cache
from audiogen.encode.formats import formats
from audiogen.errors import OutputError

ONLY_SAY = {
    "build/masterings.py",
    "build/pictures.py",
    # keeps two from making the same at once
    "cache/turns.py",
    "chart/",
    "ambience/scene_check.py",
    "clients/intervals.py",
    "errors.py",
    "names.py",
    "plan/places.py",
    "plan/target.py",
    "progress.py",
    "rules/",
    "script/destinations.py",
    "script/directory.py",
    "script/helplines.py",
    "script/ignored.py",
    "script/own_words.py",
    "script/page_texts.py",
    "script/people.py",
    "script/podcast_licences.toml",
    "script/podcast_roles.toml",
    "script/meant/",
    "script/notation/braces.py",
    "script/notation/pasted.py",
    "script/slips.py",
    "script/step_messages.py",
    "speech/voice_advice.py",
} | {entry for entry in APART if entry.startswith("script/yaml/")}
"""Production calls these, but only to say something; they decide nothing about what is heard."""

LIBRARIES_APART = {
    "coloraide": "colours of pages and of pictures of sessions, which every build makes anew",
    "filelock": "keeps processes apart",
    "idna": "reads addresses, which stand in no episode",
    "jinja2": "writes pages",
    "platformdirs": "finds folders",
    "pydantic": "holds values, which are in the plan",
    "pydantic_core": "holds values, which are in the plan",
    "requests": "fetches; what came is in the keys of phrases",
    "urllib3": "fetches; what came is in the keys of phrases",
    "yaml": "reads values, which are in the plan",
}
MODULES_OF = {
    "pillow": "PIL",
    "hibari-tts": "hibari",
    "gTTS": "gtts",
    "kokoro-onnx": "kokoro_onnx",
    "piper-tts": "piper",
    "espeakng-loader": "espeakng_loader",
    "unicode-rbnf": "unicode_rbnf",
}
"""What distributions are imported as, where that is another name."""


def module_file(name: str) -> Path | None:
    """The file of a module of audiogen; that of the nearest package or module for a name inside one."""
    parts = name.split(".")[1:]
    while parts:
        place = PACKAGE.joinpath(*parts)
        if place.with_suffix(".py").is_file():
            return place.with_suffix(".py")
        if (place / "__init__.py").is_file():
            return place / "__init__.py"
        parts.pop()
    return None


def made_with() -> tuple[set[str], set[str]]:
    """The files that the making of an episode reaches by imports, and the other packages."""
    named = [
        entry.value
        for group in ("audiogen.engines", "audiogen.ambience")
        for entry in metadata.entry_points(group=group)
    ]
    named += [kind.writer for kind in formats()]
    named += [sound.load().generator for sound in metadata.entry_points(group="audiogen.ambience")]
    waiting = ["audiogen.build.episode", *(value.replace(":", ".") for value in named)]
    files, others = set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        file = module_file(name) if name.partition(".")[0] == "audiogen" else None
        if file is None:
            others.add(name.partition(".")[0])
        elif (path := file.relative_to(PACKAGE).as_posix()) not in files:
            files.add(path)
            # what stands apart is not followed: what it imports is not production's
            waiting += [] if apart(path) else imports_of(ast.parse(file.read_bytes()))
    return files, others


def test_production_reaches_nothing_that_stands_apart_but_what_only_says_something() -> None:
    files, _ = made_with()
    assert {entry for file in files if (entry := apart(file))} <= ONLY_SAY


def test_all_libraries_that_production_imports_count_or_stand_apart_with_a_reason() -> None:
    _, others = made_with()
    known = {MODULES_OF.get(name, name) for name in LIBRARIES} | LIBRARIES_APART.keys() | {"audiogen"}
    assert others - known - sys.stdlib_module_names == set()


def test_the_list_of_what_stands_apart_names_nothing_that_is_gone() -> None:
    shipped = {"assets/"}  # in the package once that is built
    assert [entry for entry in APART if entry not in shipped and not (PACKAGE / entry).exists()] == []


READER = """
import sys
from pathlib import Path
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from audiogen.cli.main import run
assert run(["build", "--project", sys.argv[1]]) == 0
print(*sorted(opened), sep="\\n")
"""


def test_data_files_that_a_build_reads_count_or_stand_apart_with_a_reason(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_arriving=FIRST)
    command = [sys.executable, "-c", READER, str(project.root)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    data = [Path(line) for line in told.splitlines() if Path(line).is_relative_to(ROOT) and ".venv" not in line]
    compiled = {path for path in data if "__pycache__" in path.parts}
    ours = {path for path in set(data) - compiled if path.suffix != ".py" and ".dist-info" not in str(path)}
    names = {path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix() for path in ours}
    counted = {*production.production_names()}
    assert {name for name in names if name not in counted and apart(name) is None} == set()
    assert {
        "artwork/fonts/NotoSans-SemiBold.ttf",
        "assets/lexicon.yaml",
        "assets/ambience/deep-water.yaml",
    } <= names


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package, copied to where it may be changed."""
    copy = tmp_path / "audiogen"
    # a few folders are enough, and read in a moment
    for folder in ("render", "artwork/fonts", "verify/judge", "publish/templates"):
        shutil.copytree(PACKAGE / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("errors.py", "script/bells.py"):
        (copy / file).parent.mkdir(exist_ok=True)
        shutil.copy(PACKAGE / file, copy / file)
    monkeypatch.setattr(production, "PACKAGE", copy)
    return copy


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("script/bells.py", '"start": "medium"', '"start": "small"'),
        ("plan/ducking.py", "1.1 * RATE", "1.2 * RATE"),
        ("artwork/motifs.py", "sin", "cos"),
        ("speech/words/normalize/word_tables.py", '"Komma"', '"Punkt"'),
    ],
)
def test_what_changes_the_sound_changes_the_meaning_of_a_module(file: str, old: str, new: str) -> None:
    assert apart(file) is None
    assert changed(file, old, new)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("render/decision.py", "is silent from beginning to end", "holds no sound"),
        ("build/episode.py", "a plan has no voice", "no plan has a voice"),
        ("build/episode.py", "the whole session is spoken by", "all of it is said by"),
        ("render/mixer.py", "# what is over", "# what has ended"),
        ("render/mixer.py", "A room's tail", "The tail of a room"),
    ],
)
def test_comments_docstrings_and_messages_have_no_part_in_the_meaning_of_a_module(
    file: str, old: str, new: str
) -> None:
    assert not changed(file, old, new)


def changed(file: str, old: str, new: str) -> bool:
    """Whether other words in a module change its meaning."""
    text = (PACKAGE / file).read_text(encoding="utf-8")
    assert old in text
    return meaning(file, text.encode()) != meaning(file, text.replace(old, new).encode())


@pytest.mark.parametrize(
    ("file", "content", "stale"),
    [
        ("script/bells.py", b"BOWLS = {}", True),
        ("script/bells.py", b"BOWLS = {", True),
        ("script/.bells.py.swp", b"BOWLS = {}", False),
        ("render/echo.py", b"DELAY_S = 1", True),
        ("artwork/fonts/NotoSansHebrew-SemiBold.ttf", b"another font", True),
        ("verify/judge/levels.py", b"VERDICT = 'fine'", False),
        ("errors.py", b"WORD = 'oh'", False),
        ("publish/templates/feed.xml", b"<rss/>", False),
    ],
)
def test_a_change_of_what_counts_makes_episodes_stale_and_no_other_does(
    package: Path, tmp_path: Path, file: str, content: bytes, *, stale: bool
) -> None:
    before = fingerprint(Cache(tmp_path / "cache"))
    (package / file).write_bytes(content)
    assert (fingerprint(Cache(tmp_path / "cache")) != before) is stale


@pytest.mark.parametrize("library", ["lameenc", "numpy", "babel", "pillow"])
@pytest.mark.usefixtures("package")
def test_another_version_of_a_library_makes_episodes_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = fingerprint(Cache(tmp_path))
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "99" if name == library else version(name))
    assert fingerprint(Cache(tmp_path)) != before


@pytest.mark.usefixtures("package")
def test_a_damaged_memory_of_the_fingerprint_changes_nothing(tmp_path: Path) -> None:
    before = fingerprint(Cache(tmp_path))
    for entry in tmp_path.glob("??/*"):
        entry.write_bytes(b"garbled")
    assert fingerprint(Cache(tmp_path)) == before


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("group", ["audiogen.ambience", "audiogen.engines"])
def test_another_version_of_a_package_that_brings_a_sound_or_a_voice_along_makes_episodes_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    site = tmp_path / "site"
    monkeypatch.syspath_prepend(site)
    versions = []
    for version in ("1.0", "1.1"):
        folder = site / f"more_sounds-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Name: more-sounds\nVersion: {version}\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text(f"[{group}]\nhum = more_sounds:HUM\n", encoding="utf-8")
        importlib.invalidate_caches()
        versions.append(fingerprint(Cache(tmp_path / "cache")))
        shutil.rmtree(folder)
    assert versions[0] != versions[1]


class Barred(Cache):
    """A cache that can neither be read nor written."""

    def get(self, key: str) -> bytes | None:
        raise OutputError(key, hint="")

    def put(self, key: str, content: bytes) -> None:
        raise OutputError(key, hint=str(len(content)))


@pytest.mark.usefixtures("package")
def test_a_cache_that_cannot_be_used_hinders_nothing(tmp_path: Path) -> None:
    assert fingerprint(Barred(tmp_path)) == fingerprint(Cache(tmp_path))
