"""The command that listens to finished episodes. What it needs is imported inside it, so that `--help` is fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from audiogen.cli.options import DistFolder, Names, ProjectFolder, finished_at
from audiogen.names import install_command

_EARS: Final = install_command("ears").replace("[", "\\[")
"""Typer takes plain brackets for markup."""


def verify(  # noqa: PLR0913 - one for each option
    names: Names = None,
    *,
    project: ProjectFolder = Path(),
    dist: DistFolder = None,
    clients: Annotated[bool, typer.Option("--clients", help="Listen to what is made for clients.")] = False,
    client: Annotated[
        list[str] | None, typer.Option("--client", metavar="ID", help="The same for one client; may be repeated.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Write the report as JSON to this file; - for the screen.")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write the report as one page, with pictures, to this file.")
    ] = None,
    every_figure: Annotated[
        bool, typer.Option("--all", "-a", help="Show every figure of every file, not only what is to be looked at.")
    ] = False,
    ears: Annotated[
        bool,
        typer.Option(
            "--ears",
            help=f"Transcribe every phrase, and count the words that were not understood; needs `{_EARS}` and a model.",
        ),
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option(help="For --ears: the folder of a faster-whisper model.", envvar="AUDIOGEN_WHISPER"),
    ] = None,
) -> None:
    """Listen to finished episodes as a stranger would, and say what is not as it should be.

    No script is read. The exit code is 1 when anything is not good, or cannot be listened to; what is only to be looked
    at leaves it at 0.
    """
    from audiogen.atomic import write_atomically
    from audiogen.cli.screen import verify as screen
    from audiogen.verify.choose import finished_episodes
    from audiogen.verify.report.findings import check_place, to_json
    from audiogen.verify.verify import unread
    from audiogen.verify.verify import verify as verify_episodes

    to_screen = str(json) == "-"
    for place in (html, None if to_screen else json):
        check_place(place)
    if clients or client:
        from audiogen.clients.whereabouts import client_folders

        folders = client_folders(project, client or ())
    else:
        folders = (finished_at(project, dist),)
    chosen = [(folder, finished_episodes(folder, names or ())) for folder in folders]
    listener = None
    if ears:
        from audiogen.speech.words.normalize import spoken_words
        from audiogen.verify.ears.transcription import Ears

        listener = Ears.with_model(model, spoken_words).understood
    with screen.listening_bars() as bars:
        verified = [
            each
            for folder, found in chosen
            for each in (*verify_episodes(folder, found.episodes, bars.show, listener), *map(unread, found.unread))
        ]
    reports = [each.report for each in verified]
    if html is not None:
        from audiogen.verify.report.page import report_page

        write_atomically(html, report_page(verified).encode())
    if json is not None and not to_screen:
        write_atomically(json, to_json(reports).encode())
    if to_screen:
        sys.stdout.write(to_json(reports))
    else:
        screen.show_reports(reports, [path for path in (json, html) if path], every_figure=every_figure)
    if any(report.verdict == "fail" for report in reports):
        raise typer.Exit(1)
