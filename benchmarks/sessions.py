"""Time and memory of building a 10- and a 60-minute session with cached speech, over rain and over a recording.

Two baselines run beside it on the same words and in the same run, so the figures are ratios that hold on any machine:
LAME alone on the very sound that the build encodes, and the plain pydub way (collect, join, overlay, normalise,
export), up to an hour, for which it takes 4 GB. Every figure is a whole process's, from the operating system's own
accounting. Needs a Unix; the pydub way also needs ffmpeg.

    python benchmarks/sessions.py [--minutes 10 60 180]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from audiogen.cache.store import Cache
from audiogen.manifest import published_manifests, read_manifest
from audiogen.plan.planner import plan_session
from audiogen.project import Project
from audiogen.script.load import load_library
from audiogen.speech.phrase import project_phrasing
from audiogen.speech.speak import speak

HERE = Path(__file__).parent
OPENINGS = ("Noticing", "Perhaps there is", "You might rest with", "If it suits you, sensing")
THINGS = ("the weight of your hands", "a sound far away", "the air on your face", "one small thing that went well")
LONGEST_PYDUB_MINUTES = 60
ENDINGS = ("for a while", "and leaving it as it is", "in your own time", "without any hurry", "as often as you like")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process used."""

    cpu_s: float
    wall_s: float
    peak_mb: float


def main() -> None:
    """Measure every length and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, nargs="+", default=[10, 60])
    for minutes in parser.parse_args().minutes:
        with tempfile.TemporaryDirectory(prefix="audiogen-benchmark-") as folder:
            measure(Path(folder), minutes)


def measure(folder: Path, minutes: int) -> None:
    """Measure one length of session and print its rows."""
    write_project(folder, minutes)
    environment = {**os.environ, "AUDIOGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "audiogen", "build", "--project", str(folder), "--jobs", "1", "--force"]
    run(command, environment)
    built = run(command, environment)
    with_recording = measure_own_bed(folder, command, environment)
    wav = folder / "finished.wav"
    write_mix(folder, command, environment, wav)
    lame = run([sys.executable, str(HERE / "lame_alone.py"), str(wav), str(folder / "lame.mp3")])
    print(f"\n{minutes} minutes, speech cached")
    print(f"  {'':24}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}")
    show("audiogen build", built)
    show("  over a recording", with_recording)
    show("LAME alone", lame)
    print(f"  CPU against LAME alone: {built.cpu_s / lame.cpu_s:.2f}")
    if minutes > LONGEST_PYDUB_MINUTES:
        return
    if shutil.which("ffmpeg"):
        pydub = run([sys.executable, str(HERE / "plain_pydub.py"), str(export_plan(folder)), str(folder / "pydub.mp3")])
        show("plain pydub", pydub)
        print(f"  against plain pydub: CPU {built.cpu_s / pydub.cpu_s:.2f}, wall {built.wall_s / pydub.wall_s:.2f}")
    else:
        print("  plain pydub not measured: it needs ffmpeg to write an MP3")


def measure_own_bed(folder: Path, command: list[str], environment: dict[str, str]) -> Cost:
    """The same session over five minutes of a recording, which are looped."""
    chance = np.random.default_rng(1)
    with soundfile.SoundFile(folder / "bed.wav", "w", samplerate=48_000, channels=2, subtype="PCM_16") as bed:
        # a little at a time: a process is told the peak memory of the one that started it
        for _ in range(5 * 60):
            bed.write(chance.standard_normal((48_000, 2), dtype=np.float32) * 0.05)
    run_with(folder, "bed: {file: bed.wav}\n", command, environment)
    return run_with(folder, "bed: {file: bed.wav}\n", command, environment)


def write_mix(folder: Path, command: list[str], environment: dict[str, str], wav: Path) -> None:
    """The mix that the build encodes, in the 16 bits that LAME is given."""
    run_with(folder, "formats: [wav]\n", command, environment)
    (mix,) = (path for path in (folder / "dist-other/episodes").glob("01-benchmark-*.wav") if ".page." not in path.name)
    with (
        soundfile.SoundFile(mix) as whole,
        soundfile.SoundFile(wav, "w", samplerate=48_000, channels=2, subtype="PCM_16") as file,
    ):
        for block in whole.blocks(10 * 48_000, dtype="int16"):
            file.write(block)
    mix.unlink()


def run_with(folder: Path, fact: str, command: list[str], environment: dict[str, str]) -> Cost:
    """Build the show with one fact more, into another folder."""
    show_file = folder / "scripts/show.yaml"
    facts = show_file.read_text(encoding="utf-8")
    show_file.write_text(facts + fact, encoding="utf-8")
    try:
        return run([*command, "--dist", str(folder / "dist-other")], environment)
    finally:
        show_file.write_text(facts, encoding="utf-8")


def run(command: list[str], environment: dict[str, str] | None = None) -> Cost:
    """Run a process to its end; what it used, children of its own left out."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{command} failed:\n{output.read().decode()}")
    # ru_maxrss is in kilobytes on Linux, in bytes on macOS
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / unit)


def show(name: str, cost: Cost) -> None:
    """One row of the table."""
    print(f"  {name:24}{cost.cpu_s:8.2f}{cost.wall_s:8.2f}{cost.peak_mb:9.0f}")


def write_project(folder: Path, minutes: int) -> None:
    """A show of one session: a sentence, a silence, and so on to the target."""
    scripts = folder / "scripts"
    scripts.mkdir(parents=True)
    facts = "title: Benchmark\nauthor: audiogen\ndescription: A session to measure.\n"
    (scripts / "show.yaml").write_text(facts, encoding="utf-8")
    steps = "".join(f"  - say: {json.dumps(sentence)}\n  - pause: 5s to 25s\n" for sentence in sentences(minutes * 3))
    head = f"title: Benchmark\nsummary: A session to measure.\ntarget: {minutes}m\nsteps:\n  - bell: start\n"
    (scripts / "01-benchmark.yaml").write_text(head + steps + "  - bell: end\n    ring: 12s\n", encoding="utf-8")


def sentences(count: int) -> Iterator[str]:
    """Different sentences of about ten words."""
    for number in range(count):
        opening, thing = OPENINGS[number % len(OPENINGS)], THINGS[number // len(OPENINGS) % len(THINGS)]
        yield f"{opening} {thing}, {ENDINGS[number % len(ENDINGS)]}, and once more, number {number}."


def export_plan(folder: Path) -> Path:
    """The same phrases, pauses and bed as WAV files and a list, as the pydub way wants them."""
    library = load_library(folder / "scripts")
    phrasing = project_phrasing(Project(folder, folder / "dist", folder / "cache"))
    session = plan_session(library.show, library.scripts[0], synthetic=phrasing.synthetic)
    spoken = speak(session.utterances, Cache(folder / "cache"), phrasing, name="benchmark")
    captions = read_manifest(*(path for _, path in published_manifests(folder / "dist"))).captions
    items, ends = [], [caption.start_s for caption in captions[1:]] + [captions[-1].end_s + 12]
    for number, (utterance, caption, following) in enumerate(zip(session.utterances, captions, ends, strict=True)):
        wav = folder / f"phrase-{number}.wav"
        soundfile.write(wav, spoken.load_alone(utterance), 48_000)
        items.append({"wav": str(wav), "pause": following - caption.end_s})
    bed = folder / "bed.wav"
    with soundfile.SoundFile(folder / "finished.wav") as finished:
        soundfile.write(bed, finished.read(60 * 48_000), 48_000)
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"bed": str(bed), "lead": captions[0].start_s, "items": items}), encoding="utf-8")
    return plan


if __name__ == "__main__":
    main()
