"""What `build --dry-run` shows. Reads values, decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audiogen.build.dry_run import ClientForecast
from audiogen.build.foreseen import Forecast, ForeseenTrack, Removal
from audiogen.cli.screen.build import begun_lines
from audiogen.cli.screen.terminal import ERR, counted, say
from audiogen.progress import Event, Notice


def show_notice(event: Event) -> None:
    """What is worth knowing beside it."""
    if isinstance(event, Notice):
        say(event.message, ERR)


def show_forecast(forecast: Forecast) -> None:
    """What a build of the show would do."""
    for line in (*_lines(forecast), *_takes([forecast]), _CHANGED_NOTHING):
        say(line)


def show_for_clients(forecasts: Sequence[ClientForecast]) -> None:
    """What a build for clients would do, client by client."""
    for each in forecasts:
        if each.forecast is None:
            say(f"{each.client}: nothing could be made")
            for problem in each.problems:
                say(f"  {problem}")
            continue
        for line in _lines(each.forecast, each.client):
            say(line)
    for line in (*_takes([each.forecast for each in forecasts if each.forecast]), _CHANGED_NOTHING):
        say(line)


_CHANGED_NOTHING = "Nothing was made, spoken, written or taken away: this was a dry run."


def _lines(forecast: Forecast, client: str = "") -> Iterator[str]:
    begin = f"{client}/" if client else ""
    for track in forecast.made:
        yield from begun_lines(f"{begin}{track.track.edition.name}", _work(track), _reasons(track))
    unchanged = len(forecast.tracks) - len(forecast.made)
    if unchanged:
        yield f"{f'{client}: ' if client else ''}{unchanged} unchanged"
    for removal in forecast.removals:
        yield f"would be taken away: {_removal(removal, begin)}"
    if forecast.unlisted:
        named = ", ".join(f"{begin}{slug}" for slug in forecast.unlisted)
        yield f"no longer among the sessions, kept without being listed: {named}; --prune takes it away"


def _takes(forecasts: Sequence[Forecast]) -> Iterator[str]:
    """How long it would about take, where sound is made and earlier builds tell."""
    known = [each.expected_s for each in forecasts]
    whole_s = sum(filter(None, known))
    if None in known or not whole_s:
        return
    minutes = round(whole_s / 60)
    about = "less than a minute" if not minutes else f"about {counted(minutes, 'minute')}"
    yield f"It would take {about}, going by what earlier builds have taken here."


def _work(track: ForeseenTrack) -> str:
    if track.problem:
        return f"would be {track.why.work}, but cannot be"
    spoken = f"; {track.phrases.told}" if track.phrases and track.phrases.all else ""
    return f"would be {track.why.work}{spoken}"


def _reasons(track: ForeseenTrack) -> tuple[str, ...]:
    problem = (track.problem.message, *filter(None, [track.problem.hint])) if track.problem else ()
    return (*problem, *track.why.reasons)


def _removal(removal: Removal, begin: str) -> str:
    files = f"{counted(removal.files, 'file')}, {removal.size_bytes / 1e6:.1f} MB"
    return f"{begin}{removal.what} ({files}): {removal.reason}"
