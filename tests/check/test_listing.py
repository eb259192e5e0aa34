"""What `check` says where apps would list a show in another way than it is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.script_files import SCRIPT, SHOW, library

from audiogen.check.listing import listing_notices


@pytest.mark.parametrize(
    ("show", "session", "told"),
    [
        ("", "", None),
        ("medium: course\n", "season: 2\n", None),
        ("medium: course\norder: episodic\n", "", "with `order: serial` they offer the first one"),
        ("seasons: [One, Two]\n", "season: 2\n", None),
        ("seasons: One\n", "season: 2\n", "season 2 has no name among `seasons` in scripts/show.yaml, which names 1"),
        ("", "unlisted: yes\n", "every session is unlisted"),
    ],
)
def test_what_does_not_go_together_is_told(tmp_path: Path, show: str, session: str, told: str | None) -> None:
    script = SCRIPT.replace("steps:", f"{session}steps:")
    notices = [*listing_notices(library(tmp_path, show=SHOW + show, s01_a=script))]
    assert len(notices) == (told is not None)
    assert all(told in each for each in notices if told)
