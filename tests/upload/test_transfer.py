"""Uploads: what is there afterwards, and at every moment before, whatever goes wrong."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import threading
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from support.memory_destination import Fault, KilledError, MemoryDestination
from support.sent_shows import kind_of, lacking_in, sent_show

from audiogen.errors import AudiogenError, OutputError
from audiogen.network.retry import RetryPolicy
from audiogen.progress import Notice
from audiogen.publish.outgoing import OutgoingFile, sha256_of
from audiogen.upload.destination import DestinationError
from audiogen.upload.folder import FolderDestination
from audiogen.upload.plan import KEPT_DAYS
from audiogen.upload.progress import TryingAgain, UploadEvent, UploadProgress
from audiogen.upload.receipt import RECEIPT, Receipt, receipt_in
from audiogen.upload.transfer import SendOptions, SendReport, look, send

TODAY = dt.date(2026, 11, 30)
OURS = "f39c5d2c"
ONE_BY_ONE = SendOptions(workers=1, retry=RetryPolicy(attempts=4, sleep=lambda _seconds: None))
FIRST = sent_show({"01-rain": "rain", "02-sea": "sea"})
LATER = sent_show({"01-rain": "more rain", "03-wind": "wind"}, "A show, later")
FIRST_FILE = 9
"""The number of the operation that puts it. A receipt is looked for before, four folders, and a receipt is put."""
PUBLICATIONS = {"first": FIRST, "later": LATER}


def upload(
    there: MemoryDestination,
    files: Mapping[str, OutgoingFile],
    *,
    today: dt.date = TODAY,
    how: SendOptions = ONE_BY_ONE,
    told: list[UploadEvent] | None = None,
    owner: str = OURS,
) -> SendReport:
    return send(
        there, files, owner, today=today, kind_of=kind_of, how=how, on_event=(told if told is not None else []).append
    )


def with_options(**options: object) -> SendOptions:
    return dataclasses.replace(ONE_BY_ONE, **options)  # type: ignore[arg-type] - of several fields


def at_a_host(*publications: Mapping[str, OutgoingFile]) -> MemoryDestination:
    """A destination to which these were sent, one after another."""
    there = MemoryDestination()
    for files in publications:
        upload(there, files)
    return MemoryDestination(dict(there.files))


def watched(files: Mapping[str, bytes], faults: dict[int, Fault] | None = None) -> tuple[MemoryDestination, list[str]]:
    """A destination with these files, and what was ever lacking there."""
    lacking: list[str] = []
    return MemoryDestination(dict(files), faults or {}, on_change=lambda now: lacking.extend(lacking_in(now))), lacking


def receipt_at(there: MemoryDestination) -> Receipt:
    return receipt_in(there.files[RECEIPT], there.shown)


def bytes_of(files: Mapping[str, OutgoingFile]) -> dict[str, bytes]:
    return {path: _content(file) for path, file in files.items()}


def _content(file: OutgoingFile) -> bytes:
    return file.source if isinstance(file.source, bytes) else file.source.read_bytes()


def without_receipt(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != RECEIPT}


def test_afterwards_everything_is_there_with_its_type_and_noted() -> None:
    there = MemoryDestination()
    report = upload(there, FIRST)
    assert without_receipt(there.files) == bytes_of(FIRST)
    assert there.kinds == {path: kind_of(path) for path in there.files}
    receipt = receipt_at(there)
    assert {path: each.sha256 for path, each in receipt.files.items()} == {
        path: file.sha256 for path, file in FIRST.items()
    }
    assert (receipt.owner, receipt.gone, receipt.sending) == (OURS, {}, {})
    assert sorted(report.plan.send) == sorted(FIRST)
    assert report.sent_bytes == sum(file.size_bytes for file in FIRST.values())


def test_the_feed_comes_last_and_only_the_receipt_behind_it() -> None:
    there = MemoryDestination()
    upload(there, FIRST)
    assert there.sent[-2:] == ["feed.xml", "offline.json"]
    assert [path for act, path in there.operations if act == "put"][-1] == RECEIPT


def test_a_second_upload_of_the_same_writes_nothing() -> None:
    there = at_a_host(FIRST)
    report = upload(there, FIRST)
    assert {act for act, _ in there.operations} <= {"read", "list", "unfinished"}
    assert report.plan.send == ()
    assert set(report.plan.present) == set(FIRST)


def test_only_what_changed_is_sent_and_each_file_that_was_sent_is_read_back() -> None:
    there = at_a_host(FIRST)
    upload(there, LATER)
    assert set(there.sent) == {path for path, file in LATER.items() if FIRST.get(path) != file}
    assert {path for act, path in there.operations if act == "read"} - {RECEIPT} == set(there.sent)
    assert lacking_in(there.files) == []


def test_a_look_writes_nothing_and_tells_what_an_upload_would_do() -> None:
    there = at_a_host(FIRST)
    view = look(there, LATER, OURS, today=TODAY, how=ONE_BY_ONE, on_event=print)
    assert {act for act, _ in there.operations} <= {"read", "list"}
    assert view.plan == upload(there, LATER).plan


# whatever goes wrong, wherever


def _ends(there: MemoryDestination, files: Mapping[str, OutgoingFile], how: SendOptions = ONE_BY_ONE) -> bool:
    """Whether an upload comes to its end."""
    try:
        upload(there, files, how=how)
    except (KilledError, AudiogenError):
        return False
    return True


@pytest.mark.parametrize(
    ("before", "fault", "prune"),
    [
        ("", "cut before", False),
        ("", "cut behind", False),
        ("first", "cut before", False),
        ("first", "cut behind", False),
        ("first", "slip before", False),
        ("first", "slip behind", False),
        ("first", "refusal", False),
        ("first", "garbling", False),
        ("first", "cut behind", True),
        ("first", "refusal", True),
        ("first later first", "cut behind", False),
    ],
)
def test_the_podcast_is_whole_at_every_moment_and_the_next_upload_sends_only_the_rest(
    before: str, fault: Fault, *, prune: bool
) -> None:
    start = at_a_host(*(PUBLICATIONS[name] for name in before.split())).files
    smooth, how = MemoryDestination(dict(start)), with_options(prune=prune)
    upload(smooth, LATER, how=how)
    for at in range(1, len(smooth.operations) + 1):
        there, lacking = watched(start, {at: fault})
        ended = _ends(there, LATER, how)
        # garbled bytes are there for a moment, until they are read back
        assert lacking == [] or fault == "garbling", at
        assert ended or fault in {"cut before", "cut behind", "refusal"}, at
        resumed, lacking = watched(there.files)
        upload(resumed, LATER, how=how)
        assert lacking == [], at
        assert resumed.files == smooth.files, at
        done = {path for path, data in bytes_of(LATER).items() if there.files.get(path) == data}
        assert done.isdisjoint(resumed.sent), at


def test_an_upload_of_something_else_after_a_cut_one_leaves_nothing_unknown() -> None:
    start = at_a_host(FIRST).files
    smooth = MemoryDestination(dict(start))
    upload(smooth, LATER)
    for at in range(1, len(smooth.operations) + 1):
        there = MemoryDestination(dict(start), {at: "cut behind"})
        assert not _ends(there, LATER)
        back, lacking = watched(there.files)
        upload(back, FIRST)
        assert lacking == [], at
        assert bytes_of(FIRST).items() <= back.files.items()
        receipt = receipt_at(back)
        assert set(receipt.files) == set(without_receipt(back.files)), at
        assert set(receipt.gone) == set(receipt.files) - set(FIRST)
        # and all of it goes when its time has come
        upload(back, FIRST, today=TODAY + dt.timedelta(days=KEPT_DAYS))
        assert without_receipt(back.files) == bytes_of(FIRST)


def test_what_was_sent_is_noted_when_an_upload_is_interrupted() -> None:
    there = MemoryDestination()

    def press_ctrl_c(act: str, path: str) -> None:
        if (act, path) == ("put", "index.html"):
            raise KeyboardInterrupt

    there.before = press_ctrl_c
    with pytest.raises(KeyboardInterrupt):
        upload(there, FIRST)
    receipt = receipt_at(there)
    assert set(receipt.files) == set(without_receipt(there.files))
    assert set(receipt.sending) == {"index.html", "show.json", "feed.xml", "offline.json"}


def test_a_long_upload_notes_from_time_to_time_what_is_there() -> None:
    many = {f"episodes/s{number}-{'a' * 8}.vtt": OutgoingFile.of(b"%d" % number) for number in range(120)}
    large = {f"episodes/s{number}-{'b' * 8}.mp3": OutgoingFile.of(b"%d" % number * 1_000_000) for number in range(1, 4)}
    there = MemoryDestination()
    upload(there, {**many, **large, **FIRST})
    puts = [path for act, path in there.operations if act == "put"]
    receipts = [at for at, path in enumerate(puts) if path == RECEIPT]
    large_ones = [at for at, path in enumerate(puts) if path in large]
    assert receipts[0] == 0
    assert max(later - earlier for earlier, later in pairwise(receipts)) <= 51
    assert [at + 1 for at in large_ones] == [at for at in receipts if at - 1 in large_ones]


def test_only_folders_of_ours_are_looked_into() -> None:
    there = MemoryDestination(
        {"wordpress/index.php": b"another site", "p/token/index.html": b"a client's", "me.jpg": b"me"}
    )
    upload(there, FIRST)
    upload(there, LATER)
    looked_into = {path for act, path in there.operations if act in {"list", "unfinished"}}
    assert {"", "episodes", "sessions"} <= looked_into
    assert looked_into.isdisjoint({"wordpress", "p"})


# trying again


def test_what_passes_by_is_tried_again_with_longer_and_longer_waits() -> None:
    waits: list[float] = []
    told: list[UploadEvent] = []
    there = MemoryDestination(faults=dict.fromkeys(range(FIRST_FILE, FIRST_FILE + 3), "slip before"))
    upload(there, FIRST, how=with_options(retry=RetryPolicy(attempts=4, sleep=waits.append)), told=told)
    assert waits == [1, 2, 4]
    assert [event.wait_s for event in told if isinstance(event, TryingAgain)] == waits
    assert without_receipt(there.files) == bytes_of(FIRST)


def test_after_four_tries_it_ends_with_the_feed_as_it_was() -> None:
    there = at_a_host(FIRST)
    there.before = lambda act, path: (
        there.faults.update({len(there.operations) + 1: "slip before"}) if path.endswith(".mp3") else None
    )
    with pytest.raises(DestinationError, match="the connection is gone"):
        upload(there, LATER)
    assert len([path for path in there.sent if path.endswith(".mp3")]) == 4
    assert there.files["feed.xml"] == bytes_of(FIRST)["feed.xml"]


def test_what_does_not_pass_is_not_tried_again() -> None:
    there = MemoryDestination(faults={FIRST_FILE: "refusal"})
    with pytest.raises(DestinationError, match="you may not do this"):
        upload(there, FIRST)
    assert len(there.sent) == 1


def test_what_arrives_as_something_else_is_sent_once_more() -> None:
    there = MemoryDestination(faults={FIRST_FILE: "garbling"})
    told: list[UploadEvent] = []
    upload(there, FIRST, told=told)
    assert [event.path for event in told if isinstance(event, TryingAgain)] == there.sent[:1]
    assert there.sent[:2] == [there.sent[0]] * 2
    assert without_receipt(there.files) == bytes_of(FIRST)


def test_what_never_arrives_as_it_was_sent_is_named_and_the_feed_stays() -> None:
    there = at_a_host(FIRST)
    there.before = lambda act, path: (
        there.faults.update({len(there.operations) + 1: "garbling"}) if path.startswith("episodes/03-wind") else None
    )
    with pytest.raises(
        DestinationError, match=r"episodes/03-wind-[0-9a-f]{8}\.\w+ does not arrive at sftp://example\.org"
    ):
        upload(there, LATER)
    assert there.files["feed.xml"] == bytes_of(FIRST)["feed.xml"]


# what is here


def _in_folder(files: Mapping[str, OutgoingFile], folder: Path) -> dict[str, OutgoingFile]:
    """The same files, lying in a folder."""
    for path, file in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(_content(file))
    return {path: OutgoingFile(folder / path, file.sha256, file.size_bytes) for path, file in files.items()}


@pytest.mark.parametrize("ending", [".mp3", ".vtt", ".html", "feed.xml"])
@pytest.mark.parametrize("damage", ["changed", "longer", "gone"])
def test_a_file_that_is_damaged_here_is_refused_before_anything_is_switched(
    tmp_path: Path, ending: str, damage: str
) -> None:
    files = _in_folder(LATER, tmp_path)
    place = next(tmp_path / path for path in files if path.endswith(ending))
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:-1] + (b"?" if damage == "changed" else b"??"))
    there = at_a_host(FIRST)
    with pytest.raises(OutputError, match=place.name) as raised:
        upload(there, files)
    assert "`audiogen build`" in raised.value.hint
    changing = {path for path in FIRST if not path.startswith(("app-", "episodes/"))}
    assert {path: there.files[path] for path in changing} == {path: bytes_of(FIRST)[path] for path in changing}


def test_a_file_that_changes_while_it_is_sent_is_refused_and_the_feed_stays(tmp_path: Path) -> None:
    files = _in_folder(LATER, tmp_path)
    there = at_a_host(FIRST)

    def edit(act: str, path: str) -> None:
        if act == "put" and path.endswith(".mp3"):
            (tmp_path / path).write_bytes(b"x" * files[path].size_bytes)

    there.before = edit
    with pytest.raises(OutputError, match="has changed since it was built"):
        upload(there, files)
    assert there.files["feed.xml"] == bytes_of(FIRST)["feed.xml"]


# who else is there


def test_files_of_somebody_else_are_refused_before_anything_is_sent() -> None:
    theirs = {"index.html": b"my own site", "feed.xml": b"x" * FIRST["feed.xml"].size_bytes, "photo.jpg": b"me"}
    there = MemoryDestination(dict(theirs))
    with pytest.raises(AudiogenError, match=r"has not put there: index\.html, feed\.xml$") as raised:
        upload(there, FIRST)
    assert "--replace" in raised.value.hint
    assert there.files == theirs


def test_files_of_somebody_else_are_replaced_where_that_is_wanted_and_others_stay() -> None:
    there = MemoryDestination({"index.html": b"my own site", "photo.jpg": b"me"})
    upload(there, FIRST, how=with_options(replace=True, prune=True))
    assert without_receipt(there.files) == {**bytes_of(FIRST), "photo.jpg": b"me"}


def test_a_folder_that_leads_to_another_disk_is_looked_into_as_well(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "episodes").symlink_to(tmp_path / "disk")
    there = FolderDestination(tmp_path / "web")
    send(there, FIRST, OURS, today=TODAY, kind_of=kind_of, how=ONE_BY_ONE, on_event=print)
    assert look(there, FIRST, OURS, today=TODAY, how=ONE_BY_ONE, on_event=print).plan.send == ()


def test_the_same_files_that_came_there_in_another_way_are_found_and_not_sent() -> None:
    there = MemoryDestination(bytes_of(FIRST))
    report = upload(there, FIRST)
    assert there.sent == []
    assert set(report.plan.present) == set(FIRST)
    assert set(receipt_at(there).files) == set(FIRST)


def test_another_show_is_refused_and_a_former_identity_is_taken_over() -> None:
    there = at_a_host(FIRST)
    before = dict(there.files)
    with pytest.raises(AudiogenError, match="another show is published at"):
        upload(there, LATER, owner="another", how=with_options(replace=True))
    assert there.files == before
    upload(there, FIRST, owner="renewed", how=with_options(former_owners=(OURS,)))
    assert receipt_at(there).owner == "renewed"
    assert there.sent == []


def test_a_damaged_receipt_is_refused_and_both_ways_out_lead_out() -> None:
    start = at_a_host(FIRST).files
    damaged = MemoryDestination({**start, RECEIPT: start[RECEIPT][:-9]})
    with pytest.raises(AudiogenError, match="is damaged"):
        upload(damaged, LATER)
    upload(damaged, FIRST, how=with_options(replace=True))
    deleted = MemoryDestination(without_receipt(start))
    upload(deleted, FIRST)
    assert damaged.files == deleted.files == start
    assert damaged.sent == deleted.sent == []


def test_an_upload_from_another_computer_stops_this_one_before_the_switch() -> None:
    there = at_a_host(FIRST)
    other = sent_show({"05-snow": "snow"})

    def meanwhile(act: str, path: str) -> None:
        if (act, path.endswith(".mp3")) == ("put", True):
            there.before = lambda _act, _path: None
            upload(there, other)

    there.before = meanwhile
    with pytest.raises(AudiogenError, match=r"another upload is at work at sftp://example\.org/podcast"):
        upload(there, LATER)
    assert bytes_of(other).items() <= there.files.items()
    assert lacking_in(there.files) == []


def test_a_second_upload_from_this_computer_waits_and_says_so(tmp_path: Path) -> None:
    there, told, waits = MemoryDestination(), list[UploadEvent](), threading.Event()
    how = with_options(cache=tmp_path)

    def listen(event: UploadEvent) -> None:
        told.append(event)
        waits.set()

    second = threading.Thread(
        target=send,
        args=(there, LATER, OURS),
        kwargs={"today": TODAY, "kind_of": kind_of, "how": how, "on_event": listen},
    )

    def begin(_act: str, _path: str) -> None:
        there.before = lambda _act, _path: None
        second.start()
        assert waits.wait(60)
        assert told == [
            Notice(
                f"Another upload to {there.shown} is at work; this one goes on when that has ended (Ctrl-C stops it)."
            )
        ]

    there.before = begin
    upload(there, FIRST, how=how)
    second.join(60)
    assert bytes_of(LATER).items() <= there.files.items()
    assert set(receipt_at(there).gone) == set(FIRST) - set(LATER)


def test_somebody_who_deletes_files_meanwhile_stops_the_upload_before_the_switch() -> None:
    there = at_a_host(FIRST)
    sound = next(path for path in LATER if path.endswith(".mp3"))

    def delete(act: str, path: str) -> None:
        if (act, path) == ("put", RECEIPT):
            there.files.pop(sound, None)

    there.before = lambda act, path: delete(act, path) if sound in there.files else None
    with pytest.raises(DestinationError, match="somebody else changes files"):
        upload(there, {**LATER, f"episodes/large-{'a' * 8}.mp3": OutgoingFile.of(b"a" * 1_000_000)})
    assert there.files["feed.xml"] == bytes_of(FIRST)["feed.xml"]


# what nothing names any more


def test_old_files_stay_for_thirty_days_and_not_longer() -> None:
    there = at_a_host(FIRST)
    old = set(FIRST) - set(LATER)
    report = upload(there, LATER)
    assert (set(report.plan.gone), report.deleted) == (old, ())
    upload(there, LATER, today=TODAY + dt.timedelta(days=KEPT_DAYS - 1))
    assert old <= set(there.files)
    report = upload(there, LATER, today=TODAY + dt.timedelta(days=KEPT_DAYS))
    assert set(report.deleted) == old
    assert without_receipt(there.files) == bytes_of(LATER)
    assert receipt_at(there).gone == {}


def test_pruning_deletes_them_at_once_behind_the_switch() -> None:
    there = at_a_host(FIRST)
    upload(there, LATER, how=with_options(prune=True))
    assert without_receipt(there.files) == bytes_of(LATER)
    acts = [act for act, path in there.operations if path != RECEIPT and act in {"put", "delete"}]
    assert acts == sorted(acts, reverse=True)


def test_what_comes_back_is_not_sent_again() -> None:
    there = at_a_host(FIRST, LATER)
    upload(there, FIRST, today=TODAY + dt.timedelta(days=3))
    assert all(not path.startswith(("episodes/", "app-")) for path in there.sent)
    assert set(receipt_at(there).gone) == set(LATER) - set(FIRST)


def test_a_former_page_goes_with_what_it_names_though_a_cut_upload_was_about_to_replace_it() -> None:
    without = sent_show({"02-sea": "sea"})
    there = at_a_host(FIRST, without)
    back = sent_show({"01-rain": "another rain", "02-sea": "sea"})
    there.faults = {FIRST_FILE: "cut before"}
    with pytest.raises(KilledError):
        upload(there, back, today=TODAY + dt.timedelta(days=KEPT_DAYS - 1))
    for days in (KEPT_DAYS - 1, KEPT_DAYS):
        later, lacking = watched(there.files)
        upload(later, without, today=TODAY + dt.timedelta(days=days))
        assert lacking == []
        assert ("sessions/01-rain.html" in later.files) == (days < KEPT_DAYS)


def test_what_cannot_be_deleted_is_told_and_tried_again_the_next_time() -> None:
    there = at_a_host(FIRST)
    told: list[UploadEvent] = []
    there.before = lambda act, _path: there.faults.update(
        {len(there.operations) + 1: "refusal"} if act == "delete" else {}
    )
    upload(there, LATER, how=with_options(prune=True), told=told)
    assert [event for event in told if isinstance(event, Notice)]
    there.before = lambda _act, _path: None
    report = upload(there, LATER, how=with_options(prune=True))
    assert set(report.deleted) == set(FIRST) - set(LATER)


def test_what_killed_uploads_have_left_goes_when_nobody_can_still_be_sending_it() -> None:
    there = at_a_host(FIRST)
    noon = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    former = noon - dt.timedelta(days=2)
    there.left = {".now": noon, ".yesterday": noon - dt.timedelta(days=1), "episodes/.x": former, ".y": former}
    upload(there, FIRST)
    assert set(there.left) == {".now", ".yesterday"}


# side by side


def test_small_files_are_sent_at_the_same_time_and_no_stage_begins_before_the_one_before_is_there() -> None:
    there, lacking = watched({})
    together = threading.Barrier(4, timeout=30)
    waited = iter(range(4))

    def meet(act: str, path: str) -> None:
        if act == "put" and path.startswith("episodes/") and next(waited, None) is not None:
            together.wait()

    there.before = meet
    upload(there, LATER, how=with_options(workers=4))
    assert lacking == []
    assert without_receipt(there.files) == bytes_of(LATER)


@pytest.mark.parametrize("fault", ["cut before", "cut behind", "slip behind", "refusal"])
def test_faults_while_several_are_sent_leave_the_podcast_whole(fault: Fault) -> None:
    start = at_a_host(FIRST).files
    for at in range(1, 60, 4):
        there, lacking = watched(start, {at: fault})
        _ends(there, LATER, with_options(workers=3))
        resumed, lacking_then = watched(there.files)
        upload(resumed, LATER, how=with_options(workers=3))
        assert lacking + lacking_then == []
        done = {path for path, data in bytes_of(LATER).items() if there.files.get(path) == data}
        assert done.isdisjoint(resumed.sent)
        assert bytes_of(LATER).items() <= resumed.files.items()


def test_an_interrupt_while_several_are_sent_ends_all_of_them_and_what_is_there_is_noted() -> None:
    there = MemoryDestination()

    def press_ctrl_c(event: UploadEvent) -> None:
        if isinstance(event, UploadProgress) and event.files_done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(
            there, LATER, OURS,
            today=TODAY, kind_of=kind_of, how=with_options(workers=3), on_event=press_ctrl_c,
        )  # fmt: skip
    assert not [path for path in there.files if path.endswith(".html")]
    receipt = receipt_at(there)
    assert receipt.files
    assert all(receipt.knows(path) for path in without_receipt(there.files))
    resumed = MemoryDestination(dict(there.files))
    upload(resumed, LATER)
    assert set(without_receipt(there.files)).isdisjoint(resumed.sent)


def test_progress_counts_files_and_bytes_to_their_end() -> None:
    told: list[UploadEvent] = []
    upload(MemoryDestination(), FIRST, told=told)
    steps = [event for event in told if isinstance(event, UploadProgress)]
    assert [event.stage for event in steps if event.files_done == event.files_total] == ["send", "switch"]
    last = steps[-1]
    assert (last.files_done, last.bytes_done) == (last.files_total, last.bytes_total)
    sent = [event.bytes_done for event in steps if event.stage == "send"]
    assert sent == sorted(sent)


def test_no_receipt_tells_more_than_paths_hashes_sizes_and_days() -> None:
    there = at_a_host(FIRST, LATER)
    assert set(json.loads(there.files[RECEIPT])) == {"format", "owner", "files", "gone", "sending"}


def test_the_size_of_a_file_here_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    wrong = OutgoingFile(tmp_path / "a", sha256_of(tmp_path / "a"), 4)
    with pytest.raises(OutputError):
        upload(MemoryDestination(), {**FIRST, f"episodes/a-{'a' * 8}.mp3": wrong})
