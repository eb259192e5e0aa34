"""Wheels of this project, and environments in which one is installed, made without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from support.repository import ROOT


def built_wheel(folder: Path) -> Path:
    """The wheel of the project, built into an empty folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def installed(wheel: Path, folder: Path) -> Path:
    """The command `audiogen` of a wheel, in an environment of its own.

    What audiogen needs comes from the environment of the tests. The link to the project itself, which is there too, is
    not followed from here, so that all code is the wheel's.
    """
    venv.create(folder, with_pip=False)
    bare = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    ours = sysconfig.get_path("purelib")
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    (bare / "dependencies.pth").write_text(f"{ours}\n", encoding="utf-8")
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder), "platbase": str(folder)}))
    return scripts / ("audiogen.exe" if os.name == "nt" else "audiogen")
