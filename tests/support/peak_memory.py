"""The peak memory of a program, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

_TELL = """
from pathlib import Path
status = Path("/proc/self/status").read_text()
print(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
"""


def peak_mb(program: str) -> float:
    """Megabytes that a program takes at most.

    Read where Linux tells it of this program alone: what getrusage tells may be the peak of the process that began it.
    """
    if sys.platform != "linux":
        pytest.skip("the system does not tell the peak memory of one program")
    run = subprocess.run([sys.executable, "-c", program + _TELL], check=True, capture_output=True, text=True)
    return int(run.stdout.split()[-1]) / 1024
