"""The picture of an episode's plan, which lies beside it in dist/ and is not published."""

from __future__ import annotations

from audiogen.artwork.design import episode_design
from audiogen.build.session import Session
from audiogen.chart.session import SessionChart, SessionFacts, session_chart
from audiogen.chart.svg import chart_in, session_svg
from audiogen.manifest import Manifest, file_of_content
from audiogen.plan.solve import Solved
from audiogen.render.to_target import Finished
from audiogen.verify.meters.loudness import loudness_by_second


def plan_picture(session: Session, finished: Finished, solved: Solved) -> bytes:
    """What was made of a session, as it is heard.

    Args:
        session: the session.
        finished: its files.
        solved: how long its breaths and silences are in them.
    """
    chart = session_chart(finished.timeline, solved, session_facts(session))
    energies = finished.mixes[0].heard.energies
    return session_svg(chart.with_loudness(loudness_by_second(energies))).encode()


def renewed_picture(session: Session, manifest: Manifest) -> bytes | None:
    """The picture of an episode in which only words that are read have changed; None where the old one is gone.

    Args:
        session: what is wanted.
        manifest: the renewed episode's, which still names the old picture.
    """
    chart = retold_chart(session, manifest)
    return session_svg(chart).encode() if chart else None


def picture_file(session: Session, picture: bytes) -> str:
    """Where a picture lies, as a path below dist/."""
    return file_of_content(session.edition.name, picture, ".svg", "plans")


def retold_chart(session: Session, manifest: Manifest) -> SessionChart | None:
    """What the picture of a finished episode shows, with the words of now; None where there is none to be read."""
    try:
        chart = chart_in((session.project.dist / manifest.plan).read_bytes()) if manifest.plan else None
    except OSError:
        return None
    if chart is None:
        return None
    titles = (mark.title for mark in manifest.chapters)
    texts = (caption.text for caption in manifest.captions)
    return chart.retold(session_facts(session), titles, texts)


def session_facts(session: Session) -> SessionFacts:
    """What the picture of a session says beside its timeline."""
    script = session.script
    return SessionFacts(
        title=script.title,
        show=session.show.title,
        number=session.number,
        language=session.plan.language,
        hue=episode_design(session.show, session.number, script.slug, script.title, script.section).hue,
        target_lufs=session.plan.levels.loudness,
    )
