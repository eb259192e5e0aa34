"""Which code, data and libraries an episode is made with: when one of them changes, every episode is stale.

Everything in the package counts, but for the short list of what stands apart. So a new module counts from its first
day on, and `tests/build/test_production.py` walks the imports to hold the list to what it says.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from audiogen.cache.code import meaning, sha256
from audiogen.cache.store import Cache
from audiogen.errors import OutputError
from audiogen.names import DISTRIBUTION

PACKAGE: Final = Path(__file__).parents[1]

APART: Final = {
    "artwork/icons.py": "draws icons for home screens, which only pages name",
    "assets/": "what presets, lexicon and heteronyms say is in the plan and in the keys of phrases",
    "ambience/beds.py": "lists beds for people",
    "ambience/scene_check.py": "looks for mistakes in beds",
    "audio/spectrogram.py": "draws pictures of sound",
    "build/chosen.py": "chooses a session to be tried",
    "build/dry_run.py": "says what would be built",
    "build/durations.py": "says how long builds take",
    "build/finished.py": "finds finished episodes",
    "build/foreseen.py": "says what would be built",
    "build/jobs.py": "decides who works on a session, not what comes out",
    "build/known_files.py": "says which finished files need not be read",
    "build/log.py": "tells what was built",
    "build/leftovers.py": "takes away what is not published any more",
    "build/makers.py": "decides in which process a session is made, not what comes out",
    "build/masterings.py": "keeps for previews how sessions are mastered; a build decides that by itself",
    "build/named_files.py": "says which files a build has gone by",
    "build/pictures.py": "draws pictures of plans, which are not published",
    "build/planned.py": "says how much is to be built",
    "build/report.py": "tells what was built",
    "build/stamps.py": "says which files need not be read",
    "build/summary.py": "tells what was built",
    "build/switch.py": "publishes finished episodes",
    "build/time_left.py": "says how long a build will go on",
    "build/timings.py": "says how long builds have taken",
    "build/task.py": "brings a session to where it is made",
    "build/turns.py": "keeps builds apart",
    "build/unchanged.py": "says when a build has nothing to do",
    "build/why/": "says why episodes are made anew",
    "build/worker.py": "brings a session to where it is made",
    "cache/care.py": "looks after kept phrases",
    "cache/files.py": "finds kept phrases",
    "cache/turns.py": "keeps builds and uploads apart",
    "chart/": "draws pictures of sessions",
    "check/": "looks for mistakes before a build",
    "clients/adding.py": "writes clients into their file",
    "clients/advice.py": "asks about clients' files",
    "clients/editing.py": "changes clients' files; what is said to clients is in the plan",
    "clients/entry.py": "tells editors what may be written; what is said to clients is in the plan",
    "clients/forgetting.py": "takes away what there is of a client",
    "clients/handing.py": "says where links are written to",
    "clients/ignored.py": "asks git",
    "clients/intervals.py": "says on which day a session is shown",
    "clients/lines.py": "changes clients' files",
    "clients/linking.py": "gives links and takes them back",
    "clients/links.py": "says where on the web a client's page is",
    "clients/overview.py": "lists clients",
    "clients/secret.py": "keeps what links follow from",
    "clients/whereabouts.py": "finds what is built for clients",
    "cluster/": "brings sessions to where they are made",
    "cli/": "reads commands and shows what happens",
    "documents/": "reads what scripts are made of",
    "drafting/": "writes new scripts, which are read like any others",
    "editions/dead_steps.py": "looks for mistakes in scripts",
    "editions/problems.py": "looks for mistakes in scripts",
    "editions/samples.py": "looks for mistakes in scripts",
    "editions/unfilled.py": "looks for mistakes in scripts",
    "errors.py": "says what is wrong",
    "marking/": "marks finished files when they are published",
    "names.py": "says which name was meant",
    "plan/places.py": "says where steps stand in their files",
    "plan/remedies.py": "says what to change about a target that cannot be met",
    "plan/target.py": "says why a target cannot be met; such a session is not built",
    "plan/whereabouts.py": "says where a phrase stands in its file",
    "platforms/": "judges finished feeds",
    "preview/": "makes samples, not episodes",
    "progress.py": "says how far a build is",
    "publish/": "reads manifests",
    "rules/": "explains what check and verify remark",
    "schema/": "tells editors what may be written",
    "scaffold/": "writes new scripts, which are read like any others",
    "script/yaml/modeline.py": "names a schema for editors",
    "script/yaml/written.py": "tells editors what may be written",
    "script/beside.py": "names files that are no scripts",
    "script/clashes.py": "says what sessions share though each needs its own; a show with such mistakes is not built",
    "script/destinations.py": "says where finished files are sent",
    "script/directory.py": "says what directories are told of a show, which the feed alone shows",
    "script/dump.py": "writes scripts, and reads none",
    "script/helplines.py": "says whom listeners may call, which the page alone shows",
    "script/identity.py": "what apps know an episode by is in its key",
    "script/ignored.py": "silences remarks; what is not told of is in the sound all the same",
    "script/meant/": "says what was meant by a mistake in a script",
    "script/notation/braces.py": "refuses what looks like a variable; a script with mistakes is not built",
    "script/notation/marks.toml": "says what is refused as pasted",
    "script/notation/pasted.py": "refuses what was pasted; a script with mistakes is not built",
    "script/own_words.py": "reads what the page says, which is in no episode",
    "script/page_texts.py": "names what the page says, which is in no episode",
    "script/people.py": "says who has a part in a show, which the feed alone shows",
    "script/phone_numbers.py": "says whom listeners may call, which the page alone shows",
    "script/podcast_licences.toml": "names licences, which the feed alone shows",
    "script/podcast_roles.toml": "names roles of people, whom the feed alone shows",
    "script/renewal.py": "what apps know an episode by is in its key",
    "script/step_messages.py": "says what is wrong in a script",
    "script/slips.py": "tells what is wrong in a spoken text",
    "script/yaml/dashes.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/fixing.py": "mends scripts when their author asks for it; what is built is read from the file",
    "script/yaml/habits.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/mending.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/outline.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/parse_failure.py": "says where a script cannot be read",
    "script/yaml/parse_messages.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/pasted.py": "reads on after a mistake; a script with mistakes is not built",
    "script/yaml/value_messages.py": "says what is wrong in a script",
    "script/yaml/whereabouts.py": "says where in a script a mistake stands",
    "script/yaml/writing.py": "writes scripts, and reads none",
    "serve/": "hands out finished files",
    "speech/guesses.py": "warns of words that may be said wrong",
    "speech/voice_advice.py": "says which voice was meant",
    "speech/models/download.py": "fetches models; which model spoke is in the keys of phrases",
    "speech/models/transfer.py": "fetches models",
    "speech/pace/": "estimates how long words take; what that decides in tracks of clients is in their keys",
    "upload/": "sends finished files",
    "watching/": "says what has changed while scripts are written",
    "verify/choose.py": "chooses finished episodes",
    "verify/container.py": "looks at finished files",
    "verify/ears/": "listens to finished files",
    "verify/examine.py": "listens to finished files",
    "verify/figure.py": "judges finished files",
    "verify/judge/": "judges finished files",
    "verify/meters/breaths.py": "listens to finished files",
    "verify/meters/clicks.py": "listens to finished files",
    "verify/meters/dropouts.py": "listens to finished files",
    "verify/meters/excerpts.py": "listens to finished files",
    "verify/meters/onsets.py": "listens to finished files",
    "verify/meters/spectrum.py": "draws pictures of finished files",
    "verify/meters/third_octaves.py": "listens to finished files",
    "verify/report/": "tells what was found in finished files",
    "verify/verify.py": "listens to finished files",
}
"""Modules and folders that only check, advise, show or publish, each with its reason."""

LIBRARIES: Final = (
    # sound
    *("numpy", "soxr", "soundfile", "pydub", "av", "lameenc"),
    # pictures in tags
    "pillow",
    # words
    *("babel", "unicode-rbnf"),
    # voices; which model spoke is in the keys of phrases, too
    *("hibari-tts", "onnxruntime", "gTTS", "kokoro-onnx", "piper-tts", "espeakng-loader"),
)
"""Distributions that make sound, tags and words. Those that are not installed have made nothing."""
_UNREAD: Final = re.compile(r"__pycache__/|(^|/)\.|~$|\.orig$|\.pyi$|(^|/)(py\.typed|OFL\.txt)$")
"""Files that nothing reads when an episode is made, and what editors leave beside others."""
_PLUGINS: Final = ("audiogen.engines", "audiogen.ambience")
"""Groups of entry points."""


def production_names() -> list[str]:
    """The files that episodes are made with, modules and data, as paths in the package.

    They are ordered by name. Every build asks for them, so they are told apart as texts.
    """
    begin = len(str(PACKAGE)) + 1
    found = (
        os.path.join(folder, file)[begin:].replace(os.sep, "/")  # noqa: PTH118 - six times as fast as a Path
        for folder, _, files in os.walk(PACKAGE)
        for file in files
    )
    counted = (name for name in found if not _UNREAD.search(name) and apart(name) is None)
    return sorted(counted, key=lambda name: name.split("/"))


def apart(name: str) -> str | None:
    """The entry of `APART` that covers a path in the package; None for what episodes are made with."""
    folders = (name[: at + 1] for at, letter in enumerate(name) if letter == "/")
    return next((entry for entry in (*folders, name) if entry in APART), None)


@dataclass(frozen=True, slots=True)
class MadeWith:
    """All that episodes are made with, whatever their scripts say."""

    code: str
    """SHA-256 of what the code means."""
    versions: tuple[str, ...]
    """Of libraries, and of what brings voices and sounds along."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all of it."""
        return sha256({"code": self.code.encode(), "libraries": "\n".join(self.versions).encode()})


def fingerprint(cache: Cache) -> str:
    """SHA-256 of all that episodes are made with; the rest is as in `made_with`."""
    return made_with(cache).fingerprint


def made_with(cache: Cache) -> MadeWith:
    """All that episodes are made with, but for comments, docstrings, and what errors and notices say.

    Args:
        cache: keeps the fingerprint of files that were read before: reading them as Python takes a second.
    """
    files = {name: (PACKAGE / name).read_bytes() for name in production_names()}
    key = sha256(files)
    kept = None
    # the cache only saves time here: one that cannot be read, or written, hinders nothing
    with contextlib.suppress(OutputError):
        kept = cache.get(key)
    if kept is None:
        kept = sha256({name: meaning(name, content) for name, content in files.items()}).encode()
        with contextlib.suppress(OutputError):
            cache.put(key, kept)
    return MadeWith(kept.decode(), tuple(versions()))


def versions() -> Iterator[str]:
    """The versions of libraries, and of what brings voices and sounds along, with the place of each in its package."""
    for name in LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"

    @cache  # a package reads all that is told of it to say its name
    def is_own(package: metadata.Distribution) -> bool:
        return package.name == DISTRIBUTION

    for entry in sorted(entry for group in _PLUGINS for entry in metadata.entry_points(group=group)):
        # the code of audiogen's own counts by itself
        package = entry.dist if entry.dist and not is_own(entry.dist) else None
        yield f"{entry.name} {entry.value} {package.version if package else ''}"
