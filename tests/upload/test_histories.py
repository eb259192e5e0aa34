"""Random histories of a podcast at a host: published, cut, resumed, changed, taken back, over months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from support.memory_destination import Fault, KilledError, MemoryDestination
from support.sent_shows import kind_of, lacking_in, sent_show

from audiogen.errors import AudiogenError
from audiogen.network.retry import RetryPolicy
from audiogen.publish.outgoing import OutgoingFile
from audiogen.upload.plan import KEPT_DAYS
from audiogen.upload.receipt import RECEIPT, receipt_in
from audiogen.upload.transfer import SendOptions, send

FAULTS: tuple[Fault, ...] = ("cut before", "cut behind", "slip before", "slip behind", "refusal")
SHOWS = st.builds(
    sent_show,
    st.dictionaries(st.sampled_from(["01-rain", "02-sea", "03-wind"]), st.sampled_from(["a", "b", "cc"]), max_size=3),
    st.sampled_from(["A show", "Another title"]),
)


@dataclass(frozen=True)
class Attempt:
    """One upload."""

    files: Mapping[str, OutgoingFile]
    days: int
    """Since the one before."""
    faults: Mapping[int, Fault]
    prune: bool


ATTEMPTS = st.builds(
    Attempt,
    SHOWS,
    st.sampled_from([0, 0, 1, 13, KEPT_DAYS - 1, KEPT_DAYS]),
    st.dictionaries(st.integers(1, 70), st.sampled_from(FAULTS), max_size=2),
    st.sampled_from([False, False, False, True]),
)


@dataclass
class History:
    """What happened at a host so far, and what has to be true there."""

    files: dict[str, bytes] = field(default_factory=dict)
    today: dt.date = dt.date(2026, 11, 30)
    lacking: list[str] = field(default_factory=list)

    def attempt(self, attempt: Attempt) -> bool:
        """Upload; whether it came to its end. Everything there is looked at after each change."""
        self.today += dt.timedelta(days=attempt.days)
        there = MemoryDestination(
            self.files, dict(attempt.faults), on_change=lambda files: self.lacking.extend(lacking_in(files))
        )
        complete = {path for path, file in attempt.files.items() if self.files.get(path) == file.source}
        retry = RetryPolicy(attempts=4, sleep=lambda _seconds: None)
        how = SendOptions(workers=1, prune=attempt.prune, retry=retry)
        try:
            send(there, attempt.files, "ours", today=self.today, kind_of=kind_of, how=how, on_event=lambda _event: None)
        except (KilledError, AudiogenError):
            ended = False
        else:
            ended = True
        assert self.lacking == []
        # what was whole is neither sent again nor taken away
        assert complete.isdisjoint(there.sent)
        assert complete <= set(self.files)
        return ended

    @property
    def kept_days(self) -> int:
        """For how long at the most something is there that nothing names."""
        gone = receipt_in(self.files[RECEIPT], "the host").gone
        return max(((self.today - since).days for since in gone.values()), default=0)

    def look(self, files: Mapping[str, OutgoingFile]) -> None:
        """All that was to be there is there, and the rest is known and will go."""
        assert {path: self.files[path] for path in files} == {path: file.source for path, file in files.items()}
        receipt = receipt_in(self.files[RECEIPT], "the host")
        assert set(receipt.files) == set(self.files) - {RECEIPT}
        assert set(receipt.gone) == set(receipt.files) - set(files)
        assert receipt.sending == {}


@settings(max_examples=40)
@given(st.lists(ATTEMPTS, min_size=1, max_size=6), SHOWS)
def test_whatever_happens_to_uploads_the_podcast_is_whole_and_nothing_is_sent_twice_or_forgotten(
    attempts: list[Attempt], last: Mapping[str, OutgoingFile]
) -> None:
    history = History()
    for attempt in attempts:
        if history.attempt(attempt):
            history.look(attempt.files)
            # a host may have refused to take something away
            assert history.kept_days < KEPT_DAYS or "refusal" in attempt.faults.values()
    assert history.attempt(Attempt(last, 0, {}, prune=False))
    history.look(last)
    assert history.attempt(Attempt(last, KEPT_DAYS, {}, prune=False))
    assert set(history.files) == {*last, RECEIPT}


@settings(max_examples=25)
@given(st.lists(SHOWS, min_size=2, max_size=4), st.lists(st.integers(0, KEPT_DAYS - 1), min_size=4, max_size=4))
def test_what_was_named_less_than_thirty_days_ago_is_still_there(
    shows: list[Mapping[str, OutgoingFile]], days: list[int]
) -> None:
    history, named = History(), dict[str, dt.date]()
    for files, passed in zip(shows, days, strict=False):
        assert history.attempt(Attempt(files, passed, {}, prune=False))
        named |= dict.fromkeys(files, history.today)
        kept = {path for path, day in named.items() if (history.today - day).days < KEPT_DAYS}
        assert kept <= set(history.files)
