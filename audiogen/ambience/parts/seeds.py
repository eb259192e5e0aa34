"""Seeds for everything random. Standard library only, so that checking scripts stays fast."""

from __future__ import annotations

import hashlib


def seed_of(*parts: str | int) -> int:
    """A seed from words and numbers, the same on every machine and for ever: 0 ≤ seed < 2⁶³.

    A sound with several independent parts seeds each by its own name: `seed_of(seed, "foam")`.
    """
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1
