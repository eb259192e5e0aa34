"""What code means is read once, and then taken from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.cache import kept_code
from audiogen.cache.code import code_of
from audiogen.cache.store import Cache

MODULE = "audiogen.units"


@pytest.fixture(autouse=True)
def _another_process() -> None:
    kept_code._kept_code_of.cache_clear()  # what this process knows already, another one would not


def test_it_is_what_the_code_means_and_is_not_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept_code.kept_code_of(Cache(tmp_path), MODULE) == code_of(MODULE)
    kept_code._kept_code_of.cache_clear()
    monkeypatch.setattr(kept_code, "code_of", lambda *_: pytest.fail("read again"))
    assert kept_code.kept_code_of(Cache(tmp_path), MODULE) == code_of(MODULE)


def test_where_any_module_has_changed_it_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_code.kept_code_of(Cache(tmp_path), MODULE)
    kept_code._kept_code_of.cache_clear()
    monkeypatch.setattr(kept_code, "package_sha256", lambda: "another")
    monkeypatch.setattr(kept_code, "code_of", lambda *_: "another meaning")
    assert kept_code.kept_code_of(Cache(tmp_path), MODULE) == "another meaning"


def test_a_cache_that_cannot_be_used_hinders_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert kept_code.kept_code_of(Cache(tmp_path / "file"), MODULE) == code_of(MODULE)
