"""Clients that ask a server on this machine for parts of a file, all at once, as players do.

    python benchmarks/range_clients.py PORT PATH FILE [--clients 200] [--seconds 30 | --requests 10] [--host localhost]

Each client keeps one connection, and asks for a part of PATH that begins anywhere, of 64 kB to 1 MB. What comes is held
against FILE, byte for byte; anything else than that is an error, and is told. It knows nothing of the server's code,
speaks plain sockets, and runs in a process of its own, so that neither figures nor memory of the two mix. It ends after
its time, or after as many requests of each client; it talks to 127.0.0.1 and to nobody else. It prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import mmap
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_LEAST_BYTES: Final = 64 * 1024
_MOST_BYTES: Final = 1024 * 1024
_LONGEST_S: Final = 60.0
"""An answer that takes longer is an error."""
_MOST_CLIENTS: Final = 1000
_MOST_SECONDS: Final = 300
_TOLD: Final = 10
"""Errors that are quoted."""
_HEAD: Final = re.compile(rb"HTTP/1\.1 206 .*?\r\ncontent-range: bytes (\d+)-(\d+)/\d+\r\n", re.DOTALL | re.IGNORECASE)


class Load:
    """What clients do, and what became of it."""

    def __init__(self, port: int, path: str, host: str, content: mmap.mmap) -> None:
        """Requests for a path, whose answers are held against this content."""
        self._port, self._path, self._host, self._content = port, path, host, content
        self.taken_s: list[float] = []
        self.bytes = 0
        self.errors: list[str] = []

    async def client(self, seed: int, goes_on: Callable[[int], bool]) -> None:
        """Ask again and again, over one connection; over a new one after an error."""
        chance, done = random.Random(seed), 0  # noqa: S311 - nothing is secret here
        while goes_on(done):
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=_MOST_BYTES)
                try:
                    while goes_on(done):
                        await asyncio.wait_for(self._ask(reader, writer, chance), _LONGEST_S)
                        done += 1
                finally:
                    writer.close()
            except (OSError, EOFError, ValueError, TimeoutError) as error:
                done += 1
                self.errors.append(f"{type(error).__name__}: {error}")

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: random.Random) -> None:
        size = min(chance.randint(_LEAST_BYTES, _MOST_BYTES), len(self._content))
        first = chance.randint(0, len(self._content) - size)
        asked = f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nRange: bytes={first}-{first + size - 1}\r\n\r\n"
        begun_s = time.perf_counter()
        writer.write(asked.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        found = _HEAD.match(head)
        if not found or (int(found[1]), int(found[2])) != (first, first + size - 1):
            message = f"another answer: {head[:60]!r}"
            raise ValueError(message)
        if await reader.readexactly(size) != self._content[first : first + size]:
            message = f"other bytes at {first}"
            raise ValueError(message)
        self.taken_s.append(time.perf_counter() - begun_s)
        self.bytes += size


async def _run(load: Load, clients: int, goes_on: Callable[[int], bool]) -> float:
    begun_s = time.perf_counter()
    await asyncio.gather(*(load.client(seed, goes_on) for seed in range(clients)))
    return time.perf_counter() - begun_s


def _figures(load: Load, clients: int, took_s: float) -> dict[str, object]:
    taken = sorted(load.taken_s) or [0.0]
    shares = {f"p{share}_ms": round(taken[(len(taken) - 1) * share // 100] * 1000) for share in (50, 95, 99)}
    return {
        "clients": clients,
        "seconds": round(took_s, 1),
        "answers": len(load.taken_s),
        "errors": len(load.errors),
        "bytes": load.bytes,
        "answers_per_s": round(len(load.taken_s) / took_s),
        "mb_per_s": round(load.bytes / took_s / 1e6),
        **shares,
        "most_ms": round(taken[-1] * 1000),
        "told": load.errors[:_TOLD],
    }


def main() -> None:
    """Print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("file", type=Path)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--requests", type=int, help="of each client, in place of a time")
    parser.add_argument("--host", default="localhost", help="the name in the Host header")
    asked = parser.parse_args()
    clients, seconds = min(asked.clients, _MOST_CLIENTS), min(asked.seconds, _MOST_SECONDS)
    with asked.file.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        load = Load(asked.port, asked.path, asked.host, content)
        end_s = time.perf_counter() + seconds
        counted = asked.requests
        took_s = asyncio.run(
            _run(load, clients, (lambda done: done < counted) if counted else (lambda _: time.perf_counter() < end_s))
        )
        print(json.dumps(_figures(load, clients, took_s)))


if __name__ == "__main__":
    main()
