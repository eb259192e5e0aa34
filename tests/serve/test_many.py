"""Many who listen at once: each gets the bytes that were asked for. How fast that is `benchmarks/serving.py` prints."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.asking import served
from support.publishing import episode, publish_small, undrawn_covers
from support.repository import ROOT

CLIENTS, REQUESTS = 50, 4


def test_fifty_at_once_get_what_they_ask_for(tmp_path: Path) -> None:
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1))
    sound = tmp_path / "dist" / episode(1).media[0].file
    # longer than all buffers on the way, of bytes that tell where they come from
    sound.write_bytes(b"".join(number.to_bytes(4, "big") for number in range(500_000)))
    with served(tmp_path / "dist") as port:
        command = [sys.executable, str(ROOT / "benchmarks/range_clients.py"), str(port), f"/{episode(1).media[0].file}"]
        options = ["--clients", str(CLIENTS), "--requests", str(REQUESTS)]
        done = subprocess.run([*command, str(sound), *options], check=True, capture_output=True, text=True)
    figures = json.loads(done.stdout)
    assert (figures["told"], figures["answers"]) == ([], CLIENTS * REQUESTS)
