"""What code means, kept for as long as no module of the package changes: to read a module as Python takes its time."""

from __future__ import annotations

import contextlib
from functools import cache

from audiogen.cache.code import code_of, package_sha256
from audiogen.cache.store import Cache, content_key
from audiogen.errors import OutputError


def kept_code_of(kept_in: Cache, *modules: str) -> str:
    """What `code_of` gives for modules, from a cache that may know it; one that cannot be used hinders nothing."""
    return _kept_code_of(kept_in, modules)


@cache
def _kept_code_of(kept_in: Cache, modules: tuple[str, ...]) -> str:
    key = content_key({"kind": "code", "package": package_sha256(), "modules": modules})
    with contextlib.suppress(OutputError):
        if kept := kept_in.get(key):
            return kept.decode()
    code = code_of(*modules)
    with contextlib.suppress(OutputError):
        kept_in.put(key, code.encode())
    return code
