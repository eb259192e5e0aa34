"""How `audiogen serve` holds up when many listen at once.

    python benchmarks/serving.py [--clients 200] [--seconds 30] [--megabytes 40] [--json]

A small show with one long sound is served by `audiogen serve` in a process of its own, on 127.0.0.1; as many clients
as are asked for, in another process (`range_clients.py`), ask for parts of that sound for as long as that is asked for,
and hold every byte against the file. Printed are answers, errors, how long answers took, and the most memory that the
server held. Client and server share the machine, and the client compares what comes: a server alone is faster.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.publishing import episode, publish_small, undrawn_covers

_CLIENT: Final = Path(__file__).with_name("range_clients.py")
_LISTENING: Final = re.compile(r"Listening at http://127\.0\.0\.1:(\d+)/")


def main() -> None:
    """Print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--megabytes", type=int, default=40, help="of the sound")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        dist = Path(name) / "dist"
        with undrawn_covers():
            publish_small(dist, episode(1))
        sound = dist / episode(1).media[0].file
        # publishing never looks into it, so it may be longer than its manifest says
        sound.write_bytes(random.Random(1).randbytes(asked.megabytes * 1_000_000))  # noqa: S311 - noise
        with _served(dist) as (port, pid):
            before = _open_files(pid)
            path = f"/{episode(1).media[0].file}"
            options = ["--clients", str(asked.clients), "--seconds", str(asked.seconds)]
            command = [sys.executable, str(_CLIENT), str(port), path, str(sound), *options]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            figures = {**json.loads(done.stdout), **_memory(pid)}
            figures["server_cpu_s"] = _cpu_s(pid)
            figures["open_files_before_and_after"] = [before, _open_files(pid)]
    if asked.json:
        print(json.dumps(figures))
        return
    for key, value in figures.items():
        print(f"{key.replace('_', ' '):28} {value}")


@contextmanager
def _served(dist: Path) -> Iterator[tuple[int, int]]:
    """The port, and the process."""
    command = [sys.executable, "-m", "audiogen", "serve", "--dist", str(dist), "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = next(filter(None, map(_LISTENING.search, server.stdout or ())))
            yield int(found[1]), server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _memory(pid: int) -> dict[str, object]:
    """The most memory that a process ever held, and what it holds; nothing where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return {}
    return {
        f"{name}_memory_mb": round(int(re.findall(rf"{key}:\s+(\d+) kB", told)[0]) / 1024)
        for name, key in (("most", "VmHWM"), ("last", "VmRSS"))
    }


def _cpu_s(pid: int) -> float | None:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return round((int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK"), 1)


def _open_files(pid: int) -> int | None:
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return None


if __name__ == "__main__":
    main()
