"""Keys that hold code: what was made by other code is made anew, and by the same code in other words is not."""

from __future__ import annotations

import gc
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audiogen.cache import code

BAKED = {
    "cake.py": "def bake():\n    from audiogen.oven import heat\n    return heat(180)\n",
    "oven.py": "from audiogen import units\n\ndef heat(degrees):\n    return degrees * units.KELVIN\n",
    "units.py": "KELVIN = 1\n",
    "table.py": "from audiogen.cake import bake\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "audiogen"
    folder.mkdir()
    for name, text in BAKED.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(code, "_PACKAGE", folder)
    return folder


def code_of_cake() -> str:
    # as a new process would: a process reads its own code once
    return code.code_of.__wrapped__("audiogen.cake")


@pytest.mark.parametrize("name", ["cake.py", "oven.py", "units.py"])
def test_code_changes_with_all_that_it_imports_wherever_in_it(package: Path, name: str) -> None:
    before = code_of_cake()
    (package / name).write_text(BAKED[name].replace("1", "2").replace("degrees *", "2 * degrees *"), encoding="utf-8")
    assert code_of_cake() != before


def test_code_does_not_change_with_what_imports_it(package: Path) -> None:
    before = code_of_cake()
    (package / "table.py").write_text("from audiogen.cake import bake\nSEATS = 4\n", encoding="utf-8")
    assert code_of_cake() == before


def test_code_does_not_change_with_what_is_said_about_it(package: Path) -> None:
    before = code_of_cake()
    said = '"""How a cake is made."""\n# slowly\n' + BAKED["cake.py"]
    (package / "cake.py").write_text(said, encoding="utf-8")
    assert code_of_cake() == before


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ('raise ValueError("too hot")', 'raise ValueError("far too hot")'),
        ('message = f"{1} egg"', 'message = f"{1} eggs"'),
        ('notify(Notice("done"))', 'notify(Notice("ready"))'),
    ],
)
def test_messages_have_no_meaning(said: str, other: str) -> None:
    assert code.meaning("a.py", said.encode()) == code.meaning("a.py", other.encode())


@pytest.mark.parametrize(
    ("code_", "other"),
    [('name = "rain"', 'name = "snow"'), ("raise ValueError(1)", "raise ValueError(2)"), ("f(a, b)", "f(b, a)")],
)
def test_all_else_has(code_: str, other: str) -> None:
    assert code.meaning("a.py", code_.encode()) != code.meaning("a.py", other.encode())


def test_data_means_its_bytes() -> None:
    assert code.meaning("a.ttf", b"# not a comment") != code.meaning("a.ttf", b"")


def test_threads_may_read_code_at_the_same_time() -> None:
    def let_others_go_on(*_: object) -> None:
        time.sleep(0)

    # what is collected while a tree is made may close a file, and lets another thread go on meanwhile
    thresholds = gc.get_threshold()
    gc.callbacks.append(let_others_go_on)
    gc.set_threshold(200)
    try:
        with ThreadPoolExecutor(4) as pool:
            read = list(pool.map(code.code_of.__wrapped__, ["audiogen.manifest"] * 8))
    finally:
        gc.callbacks.remove(let_others_go_on)
        gc.set_threshold(*thresholds)
    assert set(read) == {code.code_of("audiogen.manifest")}
