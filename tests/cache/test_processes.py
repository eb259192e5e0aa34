"""The cache among processes and on real disks: killed writers, full disks, read-only folders, many at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from audiogen.cache.care import prune, usage, verify
from audiogen.cache.store import Cache, content_key

KEY = content_key("a phrase")
OTHER = content_key("another phrase")


def python(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")


STRESS = """
import os, random, sys
from pathlib import Path
from audiogen.cache.store import Cache, content_key
from audiogen.cache.care import prune, usage, verify
folder, chance = Path(sys.argv[1]), random.Random(int(sys.argv[2]))
cache, removed, damaged = Cache(folder), 0, 0
print("ready", flush=True)
sys.stdin.readline()  # all begin together
for _ in range(300):
    number = chance.randrange(6)
    key, content = content_key(number), bytes([number]) * 3000
    act = chance.choice(["put", "put", "get", "get", "get", "age", "prune", "verify", "usage"])
    if act == "put":
        cache.put(key, content)
    elif act == "get":
        found = cache.get(key)
        assert found is None or found == content, "not what was put"
    elif act == "age":
        try:
            os.utime(folder / key[:2] / key[2:], (1, 1))
        except FileNotFoundError:
            pass
    elif act == "prune":
        removed += prune(folder, 5000).removed.entries
    elif act == "verify":
        damaged += verify(folder).damaged.entries
    else:
        usage(folder)
print(removed, damaged)
"""


def test_many_processes_may_put_get_prune_and_verify_at_once(tmp_path: Path) -> None:
    workers = [python(STRESS, tmp_path, seed) for seed in range(4)]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("begin\n")
        worker.stdin.flush()
    outcomes = [worker.communicate() for worker in workers]
    assert [errors for _, errors in outcomes] == [""] * 4
    removed, damaged = (sum(map(int, column)) for column in zip(*(out.split() for out, _ in outcomes), strict=True))
    assert removed > 0, "nothing was pruned, so nothing was tried"
    assert damaged == 0
    assert verify(tmp_path).damaged.entries == 0
    assert usage(tmp_path).unfinished == 0


KILLED = """
import os, sys, threading
from pathlib import Path
from audiogen.cache.store import Cache
def stop(_):
    print("written, not yet in place", flush=True)
    threading.Event().wait()
cache = Cache(Path(sys.argv[1]))
cache._explain()
os.fsync = stop
cache.put(sys.argv[2], b"new" * 100_000)
"""


def test_a_process_killed_while_it_writes_leaves_what_was_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, b"old")
    for key in (KEY, OTHER):
        writer = python(KILLED, tmp_path, key)
        assert writer.stdout
        assert writer.stdout.readline() == "written, not yet in place\n"
        writer.kill()
        writer.communicate()
    assert (cache.get(KEY), cache.get(OTHER)) == (b"old", None)
    found = usage(tmp_path)
    assert (found.entries, found.unfinished) == (1, 2)


WRITING = """
import sys
from pathlib import Path
from audiogen.cache.store import Cache, content_key
number = 0
while True:
    Cache(Path(sys.argv[1])).put(content_key(number % 4), bytes([number % 4]) * 2_000_000)
    number += 1
    print(number, flush=True)
"""


def test_a_process_killed_at_any_moment_leaves_whole_entries_only(tmp_path: Path) -> None:
    for wait_s in (0.0, 0.003, 0.006, 0.009):
        writer = python(WRITING, tmp_path)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(wait_s)
        writer.kill()
        writer.communicate()
        assert all(Cache(tmp_path).get(content_key(n)) in (None, bytes([n]) * 2_000_000) for n in range(4))
        assert verify(tmp_path).damaged.entries == 0


PUT = """
import sys
from pathlib import Path
from audiogen.cache.store import Cache
from audiogen.cache.care import prune
from audiogen.errors import OutputError
cache = Cache(Path(sys.argv[1]))
try:
    cache.put(sys.argv[2], bytes(300_000))
except OutputError as error:
    print(error.message, "/", error.hint)
print(cache.get(sys.argv[3]))
print(prune(cache.folder, 0).removed.entries)
"""


def test_a_limit_on_file_sizes_is_one_clear_message_and_leaves_nothing(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    Cache(tmp_path).put(OTHER, b"sound")
    small = f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (100_000, {resource.RLIM_INFINITY}))\n"
    told, errors = python(small + PUT, tmp_path, KEY, OTHER).communicate()
    assert errors == ""
    assert told.startswith(f"cannot write {tmp_path}")
    assert "larger than this place" in told
    assert told.splitlines()[1] == "b'sound'"
    assert (usage(tmp_path).entries, usage(tmp_path).unfinished) == (1, 0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[list[str]]:
    """A command that runs a shell program where `$0` is a disk of 128 kB of its own; it is gone with the program."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = 'mount -t tmpfs -o size=128k tmpfs "$0"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*command, mount, folder], check=False).returncode:
        pytest.skip("this system lets nobody mount a disk of their own")
    yield [*command, f'{mount} && eval "$1"', str(folder)]
    assert list(folder.iterdir()) == []


FILL = f"from audiogen.cache.store import Cache; from pathlib import Path; Cache(Path('.')).put('{OTHER}', b'sound')"


def _on(disk: list[str], before: str) -> list[str]:
    shell = f'cd "$0" && "{sys.executable}" -c "{FILL}" && {before} && exec "{sys.executable}" -c "$2" . {KEY} {OTHER}'
    told = subprocess.run([*disk, shell, PUT + LEFT], capture_output=True, text=True, check=True, encoding="utf-8")
    assert told.stderr == ""
    return told.stdout.splitlines()


LEFT = """
print(sorted(path.name for path in cache.folder.rglob("*") if path.is_file()))
"""


def test_a_full_disk_is_one_clear_message_and_what_is_kept_is_served(small_disk: list[str]) -> None:
    told = _on(small_disk, "true")
    assert "No space left" in told[0]
    assert "disk is full: make room" in told[0]
    assert told[1:] == ["b'sound'", "0", str(sorted(["README.txt", OTHER[2:]]))]


def test_a_read_only_cache_serves_what_it_has(small_disk: list[str]) -> None:
    told = _on(
        small_disk, f'touch -d "3 days ago" {OTHER[:2]}/{OTHER[2:]} && cd / && mount -o remount,ro "$0" && cd "$0"'
    )
    assert "Read-only file system" in told[0]
    assert "choose another folder" in told[0]
    assert told[1:] == ["b'sound'", "0", str(sorted(["README.txt", OTHER[2:]]))]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the owner of the disk may always write")
def test_a_folder_without_permission_to_write_serves_what_it_has(tmp_path: Path) -> None:
    Cache(tmp_path).put(OTHER, b"sound")
    folders = [tmp_path, tmp_path / OTHER[:2]]
    for folder in folders:
        folder.chmod(0o500)
    try:
        assert Cache(tmp_path).get(OTHER) == b"sound"
        assert prune(tmp_path, 0).removed.entries == 0
    finally:
        for folder in folders:
            folder.chmod(0o700)
