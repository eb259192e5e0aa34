"""Which files of a project have mechanical mistakes, and how they are written: whole, and with a copy beside."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.projects import SHOW, write_project

from audiogen.check.fixing import FileFix, fixing_advice, proposed_fixes, write_fix
from audiogen.check.whole import check_whole
from audiogen.errors import OutputError, Problem, ScriptError
from audiogen.project import Project

BROKEN = "title: Small\nsummary: A short session.\nsteps:\n\t- say: Hello.\n\t- pause: 15s-30s\n"
MENDED = "title: Small\nsummary: A short session.\nsteps:\n  - say: Hello.\n  - pause: 15s to 30s\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(tmp_path / "show", s01_small=BROKEN, s02_good=MENDED.replace("Small", "Good"))


def named(fixes: Sequence[FileFix], project: Project) -> dict[str, str]:
    return {str(fix.path.relative_to(project.root)): fix.fixed.after for fix in fixes}


def test_only_files_with_mistakes_are_named_and_nothing_is_written(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    assert named(proposed_fixes(project), project) == {"scripts/01-small.yaml": MENDED}
    assert {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()} == before


def test_a_file_is_written_whole_with_a_copy_beside_which_no_warning_is_about(project: Project) -> None:
    (fix,) = proposed_fixes(project)
    copy = write_fix(fix)
    assert (fix.path.read_text(), copy.read_text(), copy.name) == (MENDED, BROKEN, "01-small.yaml.bak")
    assert proposed_fixes(project) == ()
    assert not [each for each in check_whole(project, ()).warnings if ".bak" in str(each.path)]


def test_a_copy_that_is_there_already_is_kept(project: Project) -> None:
    copies = []
    for _ in range(3):
        (fix,) = proposed_fixes(project)
        copies.append(write_fix(fix).name)
        fix.path.write_text(BROKEN)
    assert copies == ["01-small.yaml.bak", "01-small.yaml.2.bak", "01-small.yaml.3.bak"]


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(project: Project) -> None:
    (fix,) = proposed_fixes(project)
    fix.path.write_text(MENDED + "  - say: More.\n")
    with pytest.raises(OutputError, match="has been changed meanwhile"):
        write_fix(fix)
    assert fix.path.read_text() == MENDED + "  - say: More.\n"
    assert [path.name for path in fix.path.parent.glob("*.bak")] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions, and links for administrators alone")
def test_a_link_stays_one_and_who_may_read_a_file_stays_the_same(project: Project, tmp_path: Path) -> None:
    (fix,) = proposed_fixes(project)
    real = tmp_path / "elsewhere.yaml"
    fix.path.rename(real)
    fix.path.symlink_to(real)
    real.chmod(0o600)
    copy = write_fix(proposed_fixes(project)[0])
    assert (fix.path.is_symlink(), real.read_text(), copy.parent) == (True, MENDED, tmp_path)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (real, copy)} == {0o600}


def test_the_show_its_clients_its_presets_and_what_is_included_are_mended_as_well(project: Project) -> None:
    root = project.root
    (root / "scripts/show.yaml").write_text(SHOW.replace("title: ", "title\uff1a"))
    (root / "clients.yaml").write_text("\u2013 id: c1\n  name: Anna\n", encoding="utf-16")
    (root / "assets/ambience").mkdir(parents=True)
    (root / "assets/ambience/quiet.yaml").write_text("layers:\n\t- sound: rain\n")
    (root / "parts").mkdir()
    (root / "parts/end.yaml").write_text("steps:\n  \u2022 say: Goodbye.\n  - include: parts/bell.yaml\n")
    (root / "parts/bell.yaml").write_text("steps:\n\u00a0\u00a0- bell: end\n")
    (root / "scripts/01-small.yaml").write_text(MENDED + "  \u2013 include: parts/end.yaml\n")
    mended = named(proposed_fixes(project), project)
    assert mended == {
        "scripts/show.yaml": SHOW,
        "clients.yaml": "- id: c1\n  name: Anna\n",
        "assets/ambience/quiet.yaml": "layers:\n  - sound: rain\n",
        "parts/end.yaml": "steps:\n  - say: Goodbye.\n  - include: parts/bell.yaml\n",
        "parts/bell.yaml": "steps:\n  - bell: end\n",
        "scripts/01-small.yaml": MENDED + "  - include: parts/end.yaml\n",
    }


def test_of_several_sessions_those_are_mended_that_are_asked_for(project: Project) -> None:
    (project.root / "scripts/03-other.yaml").write_text(BROKEN.replace("Small", "Other"))
    assert list(named(proposed_fixes(project, ["03-oth"]), project)) == ["scripts/03-other.yaml"]
    assert list(named(proposed_fixes(project, ["1"]), project)) == ["scripts/01-small.yaml"]


def test_a_check_says_once_which_files_can_be_mended(project: Project) -> None:
    with pytest.raises(ScriptError) as error:
        check_whole(project, ())
    assert fixing_advice(project, error.value.problems) == (
        "`audiogen check --fix` mends what is mechanical of this, in 01-small.yaml: it shows you each change before."
    )
    elsewhere = Problem(project.root / "scripts/02-good.yaml", 1, 1, "something else")
    assert fixing_advice(project, [elsewhere]) == ""
