"""What an upload decides: what is sent and in which order, what stays, and what is taken away."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping

from audiogen.upload.plan import KEPT_DAYS, UploadPlan, plan_upload, standing, to_read
from audiogen.upload.receipt import Fingerprint, Receipt

TODAY = dt.date(2026, 11, 30)
RAIN, SEA = "episodes/01-rain-aaaaaaaa.mp3", "episodes/02-sea-bbbbbbbb.mp3"
PAGE_OF_RAIN, PAGE_OF_SEA = "sessions/01-rain.html", "sessions/02-sea.html"


def facts(content: str) -> Fingerprint:
    data = content.encode()
    return Fingerprint(hashlib.sha256(data).hexdigest(), len(data))


def show(**more: str) -> dict[str, Fingerprint]:
    """A show of one session, as it is sent."""
    first = {RAIN: "rain", PAGE_OF_RAIN: "page of rain", "index.html": "home", "show.json": "{}", "feed.xml": "feed"}
    return {path: facts(content) for path, content in first.items()} | {
        path: facts(content) for path, content in more.items()
    }


def sizes(files: Mapping[str, Fingerprint]) -> dict[str, int]:
    return {path: each.size_bytes for path, each in files.items()}


def planned(
    files: Mapping[str, Fingerprint],
    receipt: Receipt,
    listed: Mapping[str, int] | None = None,
    *,
    read: Mapping[str, Fingerprint] | None = None,
    today: dt.date = TODAY,
    prune: bool = False,
    withheld: Collection[str] = (),
) -> UploadPlan:
    listed = sizes(receipt.files) if listed is None else listed
    asked = to_read(receipt, listed, files)
    found = {path: each for path, each in (read or {}).items() if path in asked}
    return plan_upload(standing(receipt, listed, files, found), files, today, prune=prune, withheld=withheld)


def receipt_of(files: Mapping[str, Fingerprint], **more: object) -> Receipt:
    return Receipt.model_validate({"owner": "ours", "files": files, **more})


NOTHING = Receipt(owner="ours")


def test_the_first_upload_sends_sound_then_pages_and_the_feed_last() -> None:
    plan = planned(show(), NOTHING, {})
    assert plan.before == ((RAIN,), (PAGE_OF_RAIN,))
    assert plan.switch == (("index.html",), ("show.json",), ("feed.xml",))


def test_sound_comes_before_pages_even_where_it_was_named_behind_them() -> None:
    plan = planned(dict(reversed(show().items())), NOTHING, {})
    assert plan.send == (RAIN, PAGE_OF_RAIN, "feed.xml", "show.json", "index.html")


def test_a_page_that_is_new_comes_before_those_that_may_link_to_it() -> None:
    files = show() | {PAGE_OF_RAIN: facts("now with a link to the sea"), PAGE_OF_SEA: facts("page of the sea")}
    plan = planned(files, receipt_of(show()))
    assert plan.before == ((PAGE_OF_SEA,),)
    assert plan.switch == ((PAGE_OF_RAIN,),)


def test_a_file_of_another_kind_comes_before_pages_that_may_name_it_unless_it_changes_what_is_there() -> None:
    files = {"feed.xml": facts("feed"), ".htaccess": facts("settings")}
    assert planned(files, NOTHING, {}).send == (".htaccess", "feed.xml")
    former = {path: facts("former") for path in files}
    assert planned(files, receipt_of(former)).switch == (("feed.xml",), (".htaccess",))


def test_what_is_there_already_is_not_sent_again() -> None:
    plan = planned(show(), receipt_of(show()))
    assert plan.send == ()
    assert plan.present == tuple(show())


def test_only_what_changed_is_sent() -> None:
    files = show() | {SEA: facts("sea"), "feed.xml": facts("a longer feed")}
    assert planned(files, receipt_of(show())).send == (SEA, "feed.xml")


def test_what_somebody_changed_or_deleted_there_is_sent_anew() -> None:
    listed = sizes(show()) | {"index.html": 999}
    del listed[RAIN]
    plan = planned(show(), receipt_of(show()), listed)
    assert plan.send == (RAIN, "index.html")
    assert plan.foreign == ()


def test_a_file_of_the_right_size_that_no_receipt_names_is_read_before_it_is_believed() -> None:
    listed = {RAIN: 4, "index.html": 4, "somebody/else.html": 4}
    assert to_read(NOTHING, listed, show()) == (RAIN, "index.html")
    plan = planned(show(), NOTHING, listed, read={RAIN: facts("rain"), "index.html": facts("mine")})
    assert plan.present == (RAIN,)
    assert plan.foreign == ("index.html",)


def test_a_file_of_another_size_that_no_receipt_names_is_somebody_elses() -> None:
    assert to_read(NOTHING, {"index.html": 999}, show()) == ()
    assert planned(show(), NOTHING, {"index.html": 999}).foreign == ("index.html",)


def test_what_a_cut_upload_was_sending_is_ours_whatever_it_came_to() -> None:
    cut = receipt_of({}, sending={"index.html": facts("former home"), RAIN: facts("rain")})
    plan = planned(
        show(), cut, {"index.html": 11, RAIN: 4}, read={RAIN: facts("rain"), "index.html": facts("former home")}
    )
    assert plan.foreign == ()
    assert plan.present == (RAIN,)
    assert "index.html" in plan.send


def test_a_page_that_a_cut_upload_was_replacing_is_read_though_the_receipt_has_it() -> None:
    cut = receipt_of(show(), sending={"index.html": facts("emoh")})
    assert to_read(cut, sizes(show()), show()) == ("index.html",)
    assert planned(show(), cut, read={"index.html": facts("emoh")}).send == ("index.html",)
    assert planned(show(), cut, read={"index.html": facts("home")}).send == ()
    # neither the one nor the other
    assert planned(show(), cut, read={"index.html": facts("HOME")}).send == ("index.html",)


def test_what_a_cut_upload_had_sent_and_nothing_names_now_is_kept_from_today_on() -> None:
    cut = receipt_of({}, sending={SEA: facts("sea")})
    plan = planned(show(), cut, {SEA: 3}, read={SEA: facts("sea")})
    assert plan.gone == {SEA: TODAY}
    # what turns out to be somebody else's is left alone
    assert planned(show(), cut, {SEA: 3}, read={SEA: facts("SEA")}).gone == {}


def test_what_nothing_names_any_more_stays_for_thirty_days_from_the_first_upload_without_it() -> None:
    former = show() | {SEA: facts("sea"), PAGE_OF_SEA: facts("page of the sea")}
    plan = planned(show(), receipt_of(former))
    assert plan.gone == {SEA: TODAY, PAGE_OF_SEA: TODAY}
    assert plan.delete == ()
    kept = receipt_of(former, gone=plan.gone)
    for days, deleted in ((1, ()), (KEPT_DAYS - 1, ()), (KEPT_DAYS, (PAGE_OF_SEA, SEA)), (400, (PAGE_OF_SEA, SEA))):
        later = planned(show(), kept, today=TODAY + dt.timedelta(days=days))
        assert (later.delete, later.unnamed) == (deleted, plan.gone)
        assert later.gone == ({} if deleted else plan.gone)


def test_pruning_takes_it_away_at_once_pages_before_what_they_name() -> None:
    former = show() | {SEA: facts("sea"), PAGE_OF_SEA: facts("page of the sea")}
    plan = planned(show(), receipt_of(former), prune=True)
    assert plan.delete == (PAGE_OF_SEA, SEA)
    assert plan.gone == {}


def test_what_is_named_again_is_not_gone_any_more_and_is_not_sent_again() -> None:
    former = show() | {SEA: facts("sea")}
    plan = planned(former, receipt_of(former, gone={SEA: dt.date(2026, 1, 1)}))
    assert (plan.gone, plan.delete, plan.send) == ({}, (), ())


def test_what_somebody_changed_there_is_never_deleted() -> None:
    former = show() | {SEA: facts("sea")}
    listed = sizes(former) | {SEA: 4_000}
    plan = planned(show(), receipt_of(former, gone={SEA: dt.date(2026, 1, 1)}), listed, prune=True)
    assert plan.delete == ()
    assert plan.changed_there == (SEA,)


def test_what_no_receipt_names_is_never_deleted() -> None:
    assert planned(show(), receipt_of(show()), sizes(show()) | {SEA: 3, "cgi-bin/counter": 7}, prune=True).delete == ()


def test_a_feed_that_is_not_published_any_more_goes_at_once() -> None:
    files = {path: each for path, each in show().items() if path != "feed.xml"}
    plan = planned(files, receipt_of(show()))
    assert plan.delete == ("feed.xml",)
    assert plan.gone == {}


def test_a_clock_that_was_set_back_deletes_nothing() -> None:
    former = show() | {SEA: facts("sea")}
    assert planned(show(), receipt_of(former, gone={SEA: TODAY}), today=dt.date(2020, 1, 1)).delete == ()


def test_of_a_session_that_is_withheld_again_nothing_stays_and_of_others_all_does() -> None:
    of_sea = ("episodes/02-sea-20m-cccccccc.vtt", "assets/02-sea-dddddddd.jpg", PAGE_OF_SEA, SEA)
    before = show(**dict.fromkeys((*of_sea, "episodes/03-sea-eeeeeeee.mp3"), "sea"))
    plan = planned(show(), receipt_of(before), withheld={"02-sea"})
    assert {*plan.delete} == {*of_sea}
    assert plan.delete[0] == PAGE_OF_SEA
    assert {*plan.gone} == {"episodes/03-sea-eeeeeeee.mp3"}
    # what is due again is no more than sent
    assert planned(before, receipt_of(before), withheld={"02-sea"}).delete == ()
