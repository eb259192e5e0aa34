"""What it takes to build one session of ten minutes for many clients, against encoding their files with LAME alone.

Ten phrases differ from client to client, all others are spoken once for all. The phrases that are shared are in the
cache before; the others are spoken, finished and mixed within the time. LAME encodes the same sound in the same run, in
one process, so that the figure is a ratio that holds on any machine. Needs a Unix.

    python benchmarks/clients.py [--clients 100] [--minutes 10] [--voice tone]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

import soundfile
from sessions import HERE, Cost, run, sentences, show

from audiogen.encode.decode import blocks_of
from audiogen.manifest import published_manifests, read_manifest

DIFFERING = 10


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--voice", default="tone")
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="audiogen-benchmark-") as folder:
        measure(Path(folder), arguments)


def measure(folder: Path, arguments: argparse.Namespace) -> None:
    """Build for one client, which speaks what is shared, then for all."""
    write_project(folder, arguments.minutes, arguments.voice)
    environment = {**os.environ, "AUDIOGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-m", "audiogen", "build", "--clients", "--project", str(folder)]
    command += ["--jobs", str(arguments.jobs)]
    write_clients(folder, 1, first=arguments.clients)
    run(command, environment)
    write_clients(folder, arguments.clients)
    built = run(command, environment)
    again = run([*command, "--force"], environment)
    lame = lame_alone(folder, arguments.clients)
    print(f"\n{arguments.clients} clients, {arguments.minutes} minutes each, {DIFFERING} phrases of their own")
    print(f"  {'':24}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}")
    show("audiogen build --clients", built)
    show("  with phrases kept", again)
    show("LAME alone", lame)
    print(f"  CPU against LAME alone: {built.cpu_s / lame.cpu_s:.2f}, with phrases kept {again.cpu_s / lame.cpu_s:.2f}")
    spoken = sum(len(list(cache.glob("??/*"))) for cache in (folder / "private").glob("*/cache"))
    print(f"  kept of clients' own phrases: {spoken} entries, two for each")


def lame_alone(folder: Path, clients: int) -> Cost:
    """LAME, on the sound of each client's file."""
    cpu_s = wall_s = peak_mb = 0.0
    for number in range(clients):
        dist = folder / f"private/c{number}"
        ((_, manifest),) = published_manifests(dist)
        wav = folder / "finished.wav"
        with soundfile.SoundFile(wav, "w", samplerate=48_000, channels=2, subtype="PCM_16") as file:
            for block in blocks_of(dist / read_manifest(manifest).media[0].file):
                file.write(block.T)
        cost = run([sys.executable, str(HERE / "lame_alone.py"), str(wav), str(folder / "lame.mp3")])
        cpu_s, wall_s, peak_mb = cpu_s + cost.cpu_s, wall_s + cost.wall_s, max(peak_mb, cost.peak_mb)
    return Cost(cpu_s, wall_s, peak_mb)


def write_project(folder: Path, minutes: int, voice: str) -> None:
    """A show of one session: a sentence, a silence, and so on to the target; ten of them hold a name."""
    scripts = folder / "scripts"
    scripts.mkdir(parents=True)
    facts = f"title: Benchmark\nauthor: audiogen\ndescription: A session to measure.\nvoice: {voice}\nbed: rain\n"
    (scripts / "show.yaml").write_text(facts, encoding="utf-8")
    texts = list(sentences(minutes * 3))
    own = {round(number * len(texts) / DIFFERING) for number in range(DIFFERING)}
    said = [f"{{name}}, {text[0].lower()}{text[1:]}" if at in own else text for at, text in enumerate(texts)]
    steps = "".join(f"  - say: {json.dumps(sentence)}\n  - pause: 5s to 25s\n" for sentence in said)
    head = f"title: Benchmark\nsummary: One to measure.\nfor: clients\ntarget: {minutes}m\nsteps:\n  - bell: start\n"
    (scripts / "01-benchmark.yaml").write_text(head + steps + "  - bell: end\n    ring: 12s\n", encoding="utf-8")


def write_clients(folder: Path, count: int, *, first: int = 0) -> None:
    """Clients whose names are words of their own."""
    syllables = ("mar", "lo", "ven", "tis", "ka", "ru", "bel", "no", "sim", "da")
    numbers = range(first + count)
    names = (f"{syllables[each // 10 % 10]}{syllables[each % 10]}{'a' * (each // 100)}" for each in numbers)
    listed = [f"- id: c{number}\n  name: {name.capitalize()}\n" for number, name in enumerate(names)]
    (folder / "clients.yaml").write_text("".join(listed[first:]), encoding="utf-8")


if __name__ == "__main__":
    main()
