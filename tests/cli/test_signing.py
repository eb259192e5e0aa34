"""`audiogen publish --sign`: a certificate and its key, looked at before all else, and signed files for listeners."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from support.certificates import WHO, key_pem, vouched, written
from support.published import judge
from support.publishing import GUID, episode, page_bytes, plain_covers, show, with_page
from support.real_media import with_real_media
from support.script_files import SCRIPT, SHOW, write_scripts

from audiogen.cli.main import run
from audiogen.cli.signing import signing_of
from audiogen.errors import AudiogenError
from audiogen.marking.certificate import PASSPHRASE
from audiogen.marking.signing import verify_signed
from audiogen.project import Project
from audiogen.publish.facts import read_published
from audiogen.publish.site import publish

BASE = "https://podcast.example.org"


def test_nothing_is_signed_where_nobody_asks(tmp_path: Path) -> None:
    assert signing_of(None, None, tmp_path) is None


def test_certificate_and_key_make_marks_that_are_kept_in_the_cache(tmp_path: Path) -> None:
    signing = signing_of(*written(tmp_path, *vouched()), tmp_path / "cache")
    assert signing is not None
    assert signing.copies.folder == tmp_path / "cache" / "signed"
    assert not signing.copies.folder.exists()


def test_the_key_may_lie_in_the_file_of_the_certificate(tmp_path: Path) -> None:
    both, _ = written(tmp_path, b"".join(vouched()), b"")
    signing = signing_of(both, None, tmp_path)
    assert signing is not None
    assert signing.signer.algorithm == "es256"


def test_a_key_without_a_certificate_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="no certificate was named"):
        signing_of(None, tmp_path / "key.pem", tmp_path)


def test_a_passphrase_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate, _ = vouched(key)
    monkeypatch.setenv(PASSPHRASE, "open, please")
    signing = signing_of(*written(tmp_path, certificate, key_pem(key, "open, please")), tmp_path)
    assert signing is not None


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(AudiogenError) as caught:
        signing_of(*written(tmp_path, *vouched()), tmp_path)
    assert "[c2pa]" in caught.value.hint


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show with one finished session; nothing is spoken or drawn for it."""
    root = tmp_path_factory.mktemp("built")
    write_scripts(root / "scripts", show=f"{SHOW}base_url: {BASE}\n", s01_session=SCRIPT)
    project = Project(root, root / "dist", root / "cache")
    with plain_covers():
        page = with_page(episode(1))
        made = with_real_media(project.dist, page, "mp3")
        (project.dist / page.page[0].media.file).write_bytes(page_bytes(made.name))
        (project.dist / made.file).write_text(made.to_json(), encoding="utf-8", newline="\n")
        publish(show(base_url=BASE), GUID, [made], project.dist, root)
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy, in whose folder commands are given by somebody whose certificate is named by the environment."""
    root = tmp_path / "show"
    shutil.copytree(built.root, root)
    monkeypatch.setenv("AUDIOGEN_CACHE", str(root / "cache"))
    certificate, key = written(tmp_path / "keys", *vouched())
    monkeypatch.setenv("AUDIOGEN_SIGN_CERT", str(certificate))
    monkeypatch.setenv("AUDIOGEN_SIGN_KEY", str(key))
    monkeypatch.chdir(root)
    return Project(root, root / "dist", root / "cache")


def test_a_published_show_is_whole_and_its_media_are_signed(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "web"
    assert run(["publish", str(web), "--no-look"]) == 0
    assert f"Media files are signed as {WHO}." in capsys.readouterr().out
    judge(web)
    _, built = read_published(project.dist)
    _, there = read_published(web)
    for before, after in zip(built, there, strict=True):
        assert verify_signed(web / after.media[0].file).title == after.full_title
        assert after.media[0].file != before.media[0].file
        assert after.page == before.page
        assert not (web / before.media[0].file).exists()

    assert run(["publish", str(web), "--no-look"]) == 0
    assert "Nothing has changed" in capsys.readouterr().out


def test_marks_that_would_be_lost_unasked_are_told_of(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["publish", str(tmp_path / "web"), "--no-look"]
    assert run(command) == 0
    assert "marked before" not in capsys.readouterr().err
    monkeypatch.delenv("AUDIOGEN_SIGN_CERT")
    monkeypatch.delenv("AUDIOGEN_SIGN_KEY")
    for each in ([*command, "--dry-run"], command):
        assert run(each) == 0
        assert "Note: media files were marked before, and are not now" in capsys.readouterr().err


def test_a_certificate_that_does_not_serve_is_told_before_anything_is_sent(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate, key = written(tmp_path / "ended", *vouched(days=(-30, -1)))
    web = tmp_path / "web"
    assert run(["publish", str(web), "--sign", str(certificate), "--key", str(key)]) == 1
    assert "it ended on " in capsys.readouterr().err
    assert not web.exists()
    assert not (project.cache / "signed").exists()
