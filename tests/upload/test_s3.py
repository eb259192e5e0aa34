"""Buckets: what is told of each file, and what is said of everything that a provider may refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.answering import AnsweringServer, answering_server
from support.destinations import HTML, MP3, SECRET, Place, put, read, s3_place

from audiogen.upload.destination import Destination, DestinationError, FileContent, MissingFileError, open_destination
from audiogen.upload.s3 import S3Destination


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with s3_place(tmp_path_factory.mktemp("s3")) as place:
        yield place


@pytest.fixture
def _environment(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)


pytestmark = pytest.mark.usefixtures("_environment")


@pytest.fixture(scope="module")
def answering() -> Iterator[AnsweringServer]:
    with answering_server() as server:
        yield server


@pytest.fixture(scope="module")
def refusing(answering: AnsweringServer, place: Place) -> Iterator[Destination]:
    """A bucket of the server that gives one answer to everything."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in place.environment.items():
            patch.setenv(name, value)
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{answering.server_port}")
        destination = open_destination("s3://meditation/x")
        assert isinstance(destination, S3Destination)
        destination._client()
        yield destination


def test_a_file_has_its_type_and_how_long_it_may_be_kept(place: Place) -> None:
    from moto.s3.models import s3_backends  # noqa: PLC0415 - slow to import

    destination = open_destination(place.address)
    put(destination, "index.html", b"page", HTML)
    put(destination, "episodes/a.mp3", b"sound", MP3)
    keys = s3_backends["123456789012"]["aws"].buckets["meditation"].keys
    told = {name.rpartition("/")[2]: key.metadata for name, key in keys.items()}
    assert told["index.html"]["Content-Type"] == "text/html; charset=utf-8"
    assert told["index.html"]["Cache-Control"] == "no-cache"
    assert told["a.mp3"]["Content-Type"] == "audio/mpeg"
    assert told["a.mp3"]["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_bucket_without_a_folder_is_the_destination_itself(place: Place) -> None:
    destination = open_destination("s3://meditation")
    put(destination, "feed.xml", b"feed")
    assert destination.list()["feed.xml"] == 4
    assert read(destination, "feed.xml") == b"feed"
    destination.delete("feed.xml")


def test_more_files_than_one_answer_names_are_all_listed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    destination = open_destination("s3://meditation/many")
    assert isinstance(destination, S3Destination)
    client = destination._client()
    for number in range(7):
        put(destination, f"{number}", b"x" * number)
    pages = client.list_objects_v2
    monkeypatch.setattr(client, "list_objects_v2", lambda **given: pages(**given, MaxKeys=3))
    assert destination.list() == {f"{number}": number for number in range(7)}


def test_what_programs_keep_in_place_of_folders_is_no_file(place: Place) -> None:
    destination = open_destination("s3://meditation/marked")
    assert isinstance(destination, S3Destination)
    for folder in ("marked/", "marked/episodes/"):
        destination._client().put_object(Bucket="meditation", Key=folder, Body=b"")
    put(destination, "episodes/a.mp3", b"x")
    assert destination.list() == {"episodes/a.mp3": 1}


def test_keys_are_taken_from_the_files_in_the_home_folder(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name)
    with pytest.raises(DestinationError, match="no keys are there") as refused:
        open_destination("s3://meditation/home").list()
    assert "AWS_ACCESS_KEY_ID" in refused.value.hint
    (tmp_path / "credentials").write_text(f"[podcast]\naws_access_key_id = A\naws_secret_access_key = {SECRET}\n")
    (tmp_path / "config").write_text(f"[profile podcast]\nendpoint_url = http://127.0.0.1:{place.port}\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "podcast")
    assert open_destination("s3://meditation/home").list() == {}
    monkeypatch.setenv("AWS_PROFILE", "other")
    with pytest.raises(DestinationError, match="no profile of the name in AWS_PROFILE"):
        open_destination("s3://meditation/home").list()


def test_a_provider_that_is_not_found_by_its_name_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://storage.invalid")
    with pytest.raises(DestinationError, match=r"there is no host storage\.invalid to be found \(s3://meditation\)"):
        open_destination("s3://meditation").list()


def test_the_settings_of_a_provider_that_are_no_address_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "storage")
    with pytest.raises(DestinationError, match="the settings for S3 cannot be used") as refused:
        open_destination("s3://meditation").list()
    assert "AWS_ENDPOINT_URL" in refused.value.hint


def test_a_bucket_that_is_not_there_is_named(place: Place) -> None:
    with pytest.raises(DestinationError, match=r"there is no such bucket \(s3://another-one/x\)"):
        put(open_destination("s3://another-one/x"), "feed.xml", b"x")


@pytest.mark.parametrize(
    ("status", "code", "says", "transient"),
    [
        (403, "AccessDenied", "s3:PutObject", False),
        (403, "", "s3:PutObject", False),
        (403, "InvalidAccessKeyId", "does not know these keys", False),
        (403, "SignatureDoesNotMatch", "the secret key is not the right one", False),
        (400, "ExpiredToken", "valid no longer", False),
        (403, "RequestTimeTooSkewed", "the clock of this computer is wrong", False),
        (400, "EntityTooLarge", "larger than the provider allows", False),
        (507, "", "no room left in the bucket", False),
        (403, "QuotaExceeded", "no room left in the bucket", False),
        (301, "PermanentRedirect", "AWS_DEFAULT_REGION", False),
        (400, "BadDigest", "a little later", True),
        (400, "RequestTimeout", "a little later", True),
        (429, "", "a little later", True),
        (500, "InternalError", "a little later", True),
        (503, "SlowDown", "a little later", True),
        (400, "Strange", "with Strange", False),
    ],
)
def test_what_a_provider_refuses_is_told_in_words(
    answering: AnsweringServer, refusing: Destination, status: int, code: str, says: str, transient: object
) -> None:
    body = f"<Error><Code>{code}</Code><Message>as it is</Message></Error>" if code else ""
    answering.answer(status, body.encode(), {"Content-Type": "application/xml"})
    answering.asked.clear()
    with pytest.raises(DestinationError) as refused:
        put(refusing, "feed.xml", b"feed")
    told = f"{refused.value.message}. {refused.value.hint}"
    assert says in told
    assert "s3://meditation/x/feed.xml" in told
    assert SECRET not in told
    assert refused.value.transient is transient
    assert answering.asked == ["PUT /meditation/x/feed.xml"]


def test_what_no_bucket_says_is_not_taken_for_an_answer(answering: AnsweringServer, refusing: Destination) -> None:
    for body in (b"", b"<html><body>Welcome", b"<html><body>Welcome</body></html>"):
        answering.answer(200, body)
        with pytest.raises(DestinationError):
            refusing.list()


def test_a_file_that_no_bucket_takes_at_once_is_not_begun(place: Place) -> None:
    with pytest.raises(DestinationError, match="larger than 5 GB"):
        open_destination(place.address).put("a.wav", FileContent(b"", 6 * 1024**3), MP3)


def test_keys_that_may_not_list_are_told_from_files_that_are_missing(place: Place) -> None:
    with pytest.raises(MissingFileError, match=r"there is no s3://meditation/x/feed\.xml"):
        read(open_destination("s3://meditation/x"), "feed.xml")
