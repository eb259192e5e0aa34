"""What builds take: cold, after an edit, with new tags, with nothing to do, for many clients, over an hour and more.

Everything runs in one go on the same machine, each figure a whole process's with its children, and beside it what LAME
alone takes for the same sound: the ratios hold on any machine. The results are written as JSON, and as the table of
docs/performance.md. Needs a Unix; what is compared with ffmpeg and pydub also needs ffmpeg.

    python benchmarks/performance.py [--only session edit …] [--json FILE] [--page docs/performance.md]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final

import clients as clients_benchmark
import soundfile
from sessions import HERE, Cost, export_plan, sentences, write_mix, write_project

from audiogen.encode.decode import blocks_of

ROOT: Final = HERE.parent
_LENGTHS: Final = (10, 60, 180)
_CLIENTS: Final = 100
_LONGEST_BASELINE_MINUTES: Final = 60
_WORKERS_SESSIONS: Final = 4
_RUNS: Final = 3
"""Of what is short: the median counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the table."""

    what: str
    cpu_s: float
    wall_s: float
    peak_mb: float
    of_lame: float | None = None
    """Its CPU relative to that of LAME alone on the same sound; of a whole show, its wall time."""
    bar: str = ""
    """What it is held to."""


def main() -> None:
    """Measure what is asked for, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=[*_PARTS], default=[*_PARTS])
    parser.add_argument("--minutes", type=int, nargs="+", default=[*_LENGTHS], help="of the sessions")
    parser.add_argument("--clients", type=int, default=_CLIENTS, help="how many")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    parser.add_argument("--page", type=Path, help="the page whose table is renewed")
    asked = parser.parse_args()
    rows: dict[str, list[Row]] = {}
    for name in asked.only:
        with tempfile.TemporaryDirectory(prefix="audiogen-benchmark-") as folder:
            rows[name] = [*_shown(_PARTS[name](Path(folder), asked))]
    facts = {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "rows": {k: [asdict(r) for r in v] for k, v in rows.items()},
    }
    if asked.json:
        asked.json.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    if asked.page:
        _renew(asked.page, rows)


def run(command: list[str], environment: dict[str, str] | None = None, *, cores: int | None = None) -> Cost:
    """Run a process to its end; what it and its children used."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryFile() as output:
        with on_cores(cores):
            process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, own = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{command} failed:\n{output.read().decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu_s, time.perf_counter() - begun, own.ru_maxrss / unit)


@contextmanager
def on_cores(count: int | None) -> Iterator[None]:
    """Let processes that are started within run on so many cores alone, where the system can do that."""
    if count is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(usual)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, usual)


def median(made: Callable[[], Cost], runs: int = _RUNS) -> Cost:
    """The median of several runs, by CPU."""
    return sorted((made() for _ in range(runs)), key=lambda cost: cost.cpu_s)[runs // 2]


@dataclass(frozen=True, slots=True)
class Show:
    """A show that is built again and again."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """With a cache of its own, and with modules that are compiled once, as those of an installed package are."""
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**usual, "AUDIOGEN_CACHE": str(self.folder / "cache")}

    def build(self, *options: str, cores: int | None = None) -> Cost:
        """Build it."""
        command = [sys.executable, "-m", "audiogen", "build", "--project", str(self.folder), *options]
        return run(command, self.environment, cores=cores)

    def forget_encoded(self) -> None:
        """Take out all that was encoded; speech stays."""
        shutil.rmtree(self.folder / "cache/encoded", ignore_errors=True)

    def cold(self, *options: str, cores: int | None = None) -> Cost:
        """Build it with nothing but speech in the cache."""
        self.forget_encoded()
        return self.build("--force", *options, cores=cores)

    def replace(self, name: str, before: str, after: str) -> None:
        """Edit a script."""
        path = self.folder / "scripts" / name
        text = path.read_text(encoding="utf-8")
        if before not in text:
            sys.exit(f"{path} has no {before!r}")
        path.write_text(text.replace(before, after, 1), encoding="utf-8")


def lame_alone(sound: Path) -> Cost:
    """LAME, on finished sound."""
    return run([sys.executable, str(HERE / "lame_alone.py"), str(sound), str(sound.with_suffix(".lame.mp3"))])


def _mixed(show: Show) -> Path:
    """The mix of its one session, in the 16 bits that LAME is given."""
    wav = show.folder / "finished.wav"
    command = [sys.executable, "-m", "audiogen", "build", "--project", str(show.folder), "--force"]
    write_mix(show.folder, command, show.environment, wav)
    return wav


def _sessions(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    for minutes in asked.minutes:
        show = Show(folder / str(minutes))
        write_project(show.folder, minutes)
        show.build("--jobs", "1")
        runs = _RUNS if minutes == _LENGTHS[0] else 1
        lame, cold = median(partial(lame_alone, _mixed(show)), runs), median(partial(show.cold, "--jobs", "1"), runs)
        bar = {10: "at most 1.25", 60: "at most 1.15"}.get(minutes, "")
        yield Row(f"{minutes} minutes: LAME alone", lame.cpu_s, lame.wall_s, lame.peak_mb)
        yield _row(f"{minutes} minutes: speech in the cache", cold, lame.cpu_s, bar)
        if minutes == _LENGTHS[0]:
            yield from _changes(show, lame.cpu_s)
        if minutes <= _LONGEST_BASELINE_MINUTES and shutil.which("ffmpeg"):
            plan = export_plan(show.folder)
            for name in ("plain_pydub", "ffmpeg_graph"):
                if minutes == _LENGTHS[0] or name == "plain_pydub":
                    command = [sys.executable, str(HERE / f"{name}.py"), str(plan), str(show.folder / "other.mp3")]
                    yield _row(f"{minutes} minutes: {name.replace('_', ' ')}", run(command), lame.cpu_s)
        shutil.rmtree(show.folder)


def _changes(show: Show, lame_s: float) -> Iterator[Row]:
    """What is built again after changes to a session of ten minutes."""
    show.build()
    for at, sentence in list(enumerate(sentences(30)))[5::10]:
        word = sentence.split()[-4]
        show.replace("01-benchmark.yaml", sentence, sentence.replace(word, "gently", 1))
        yield _row(
            f"10 minutes: one word changed, in phrase {at + 1} of 30",
            show.build(),
            lame_s,
            "at most 0.5, plus its phrase",
        )
    show.replace("01-benchmark.yaml", "title: Benchmark", "title: Another title")
    yield _row("10 minutes: another title", show.build(), lame_s, "no encoding")
    yield _row("10 minutes: all made again (`--force`)", show.build("--force"), lame_s)
    nothing = median(show.build)
    yield Row("10 minutes: nothing to do", nothing.cpu_s, nothing.wall_s, nothing.peak_mb, None, "0.7 s")


def _workers(folder: Path, _asked: argparse.Namespace) -> Iterator[Row]:
    """Several sessions on one core, and on two."""
    show = Show(folder)
    write_project(show.folder, 10)
    text = (show.folder / "scripts/01-benchmark.yaml").read_text(encoding="utf-8")
    for number in range(2, _WORKERS_SESSIONS + 1):
        (show.folder / f"scripts/{number:02}-benchmark.yaml").write_text(
            text.replace("number 1.", f"number {number}00."), encoding="utf-8"
        )
    show.build()
    one, two = show.cold("--jobs", "1", cores=1), show.cold("--jobs", "2", cores=2)
    yield Row(f"{_WORKERS_SESSIONS} sessions of 10 minutes, one core", one.cpu_s, one.wall_s, one.peak_mb)
    yield Row(
        f"{_WORKERS_SESSIONS} sessions of 10 minutes, two cores: {one.wall_s / two.wall_s:.2f} times as fast",
        two.cpu_s,
        two.wall_s,
        two.peak_mb,
        None,
        "at least 1.7 times",
    )


def _show(folder: Path, _asked: argparse.Namespace) -> Iterator[Row]:
    """The shipped show, with nothing in the cache, against LAME alone on one core for all of its files."""
    for name in ("scripts", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    show = Show(folder)
    built = show.build()
    lame_s = 0.0
    for mp3 in sorted((folder / "dist/episodes").glob("*.page.mp3")):
        lame_s += lame_alone(_decoded(mp3, folder / "sound.wav")).wall_s
    yield Row("the shipped show: LAME alone, on one core", lame_s, lame_s, 0.0)
    yield Row(
        "the shipped show, with nothing in the cache",
        built.cpu_s,
        built.wall_s,
        built.peak_mb,
        built.wall_s / lame_s,
        "wall at most 1.0",
    )
    nothing = median(show.build)
    yield Row("the shipped show: nothing to do", nothing.cpu_s, nothing.wall_s, nothing.peak_mb, None, "0.7 s")


def _decoded(mp3: Path, wav: Path) -> Path:
    with soundfile.SoundFile(wav, "w", samplerate=48_000, channels=2, subtype="PCM_16") as file:
        for block in blocks_of(mp3):
            file.write(block.T)
    return wav


def _clients(folder: Path, asked: argparse.Namespace) -> Iterator[Row]:
    """Many clients, ten phrases of ten minutes of their own, spoken by the tone voice."""
    count = asked.clients
    show = Show(folder)
    clients_benchmark.write_project(folder, 10, "tone")
    clients_benchmark.write_clients(folder, 1, first=count)
    show.build("--clients")
    clients_benchmark.write_clients(folder, count)
    built = show.build("--clients")
    private = sorted((folder / "private").glob("c*/episodes/*.page.mp3"))[:3]
    lame_s = sum(lame_alone(_decoded(each, folder / "sound.wav")).cpu_s for each in private) / len(private) * count
    yield Row(f"{count} clients: LAME alone", lame_s, lame_s, 0.0)
    yield _row(f"{count} clients, ten phrases each of their own", built, lame_s, "at most 0.35")


def _row(what: str, cost: Cost, lame_s: float, bar: str = "") -> Row:
    return Row(what, cost.cpu_s, cost.wall_s, cost.peak_mb, cost.cpu_s / lame_s, bar)


def _shown(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        print(_line(row), flush=True)
        yield row


def _line(row: Row) -> str:
    share = "" if row.of_lame is None else f"{row.of_lame:.2f}"
    peak = f"{row.peak_mb:.0f} MB" if row.peak_mb else ""
    return f"| {row.what} | {row.cpu_s:.1f} s | {row.wall_s:.1f} s | {peak} | {share} | {row.bar} |"


def _renew(page: Path, rows: dict[str, list[Row]]) -> None:
    """Put the rows into the page, between its marks."""
    text = page.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    table = "\n".join(
        (
            "| | CPU | wall | peak memory | of LAME alone | held to |",
            "|---|---|---|---|---|---|",
            *(_line(row) for part in rows.values() for row in part),
        )
    )
    page.write_text(f"{head}{_BEGIN}\n\n{table}\n\n{_END}{tail}", encoding="utf-8")


_BEGIN: Final = "<!-- made by benchmarks/performance.py -->"
_END: Final = "<!-- until here -->"
_PARTS: Final[dict[str, Callable[[Path, argparse.Namespace], Iterator[Row]]]] = {
    "session": _sessions,
    "workers": _workers,
    "clients": _clients,
    "show": _show,
}

if __name__ == "__main__":
    main()
