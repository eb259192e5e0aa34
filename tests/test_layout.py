"""The layout of the project: what docs/architecture.md says about folders, names and imports."""

from __future__ import annotations

import ast
import re
import subprocess
import zipfile
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from support.repository import ROOT
from support.wheels import built_wheel

PACKAGE = ROOT / "audiogen"
MOST_LOOSE_MODULES = 9
OF_ALL = {"browser", "subscribers"}
"""Folders of tests of what several packages do together."""
LONGEST_CHAIN = 10
"""Of imports between the packages and modules at the top, both ends counted."""


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module, by its path in the package."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {file.relative_to(PACKAGE): ast.parse(file.read_bytes()) for file in files}


def imports() -> dict[str, set[str]]:
    """What each part at the top imports from the other parts at the top."""
    found = defaultdict[str, set[str]](set)
    for path, tree in trees().items():
        part = path.parts[0].removesuffix(".py")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "audiogen":
                names = [node.module] if "." in node.module else [f"audiogen.{alias.name}" for alias in node.names]
                found[part] |= {name.split(".")[1] for name in names} - {part, "__version__"}
    return found


def test_few_modules_stand_loose_at_the_top() -> None:
    loose = [file.name for file in PACKAGE.glob("*.py") if not file.name.startswith("__")]
    assert len(loose) <= MOST_LOOSE_MODULES, loose


def test_chains_of_imports_at_the_top_are_short_and_never_come_back() -> None:
    edges = imports()

    @cache
    def longest_from(part: str) -> tuple[str, ...]:
        return (part, *max((longest_from(other) for other in edges[part]), key=len, default=()))

    # a cycle would never end, and is told as a RecursionError
    chain = max((longest_from(part) for part in list(edges)), key=len)
    assert len(chain) <= LONGEST_CHAIN, chain


def test_no_class_name_means_two_things() -> None:
    places = defaultdict[str, list[str]](list)
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name.lstrip("_")].append(str(path))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def test_the_page_on_architecture_names_files_that_are_there() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.py|\.xml|/))`", page)
    assert len(named) > 40
    assert [name for name in named if not any((folder / name).exists() for folder in (PACKAGE, ROOT))] == []
    packages = {file.parent.name for file in PACKAGE.glob("*/__init__.py")}
    assert packages <= set(re.findall(r"^    ([a-z]+)/ ", page, flags=re.MULTILINE))


def test_tests_stand_in_the_folders_of_what_they_test() -> None:
    folders = {file.parent.relative_to(ROOT / "tests") for file in (ROOT / "tests").rglob("test_*.py")}
    assert {str(folder) for folder in folders if not (PACKAGE / folder / "__init__.py").is_file()} == OF_ALL


def test_only_sources_stand_in_git_and_no_packages_or_archives() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [name for name in listed.splitlines() if re.search(r"\.(?:whl|zip|t?gz|tar|pyc|egg|onnx|log)$", name)] == []


def test_nothing_advises_to_install_the_project_of_somebody_else() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    ours = "tests/test_layout.py"
    for name in listed.splitlines():
        file = ROOT / name
        if (
            file.suffix in {".py", ".md", ".toml", ".yaml", ".html", ".xml", ""}
            and file.is_file()
            and file.name != ours
        ):
            text = file.read_text(encoding="utf-8", errors="replace")
            advice = re.search(r"""pip install (?:-\S+ )*["'`]?audiogen(?![\w-])""", text)
            assert advice is None, f"{name}: {advice and advice.group()}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return zipfile.ZipFile(built_wheel(tmp_path_factory.mktemp("wheel")))


def test_a_wheel_holds_all_modules_and_all_that_they_read(wheel: zipfile.ZipFile) -> None:
    files = {
        file.relative_to(ROOT).as_posix()
        for file in PACKAGE.rglob("*")
        if "__pycache__" not in file.parts and file.is_file()
    }
    shipped = (file for file in ROOT.glob("assets/*/**/*") if file.is_file())
    assets = {f"audiogen/{file.relative_to(ROOT).as_posix()}" for file in (*shipped, *ROOT.glob("assets/*.yaml"))}
    assert files | assets <= set(wheel.namelist())


def test_the_distribution_has_a_name_of_its_own_and_the_command_keeps_its(wheel: zipfile.ZipFile) -> None:
    assert wheel.filename is not None
    name = Path(wheel.filename).name
    assert name.startswith("audiogen_sessions-")
    scripts = wheel.read(f"{'-'.join(name.split('-')[:2])}.dist-info/entry_points.txt").decode()
    assert "audiogen = audiogen.cli.main:main" in scripts
