"""An episode with other words around the same sound: what its tags, page and captions say has changed, and no sample.

The result is, to the last byte, what making the episode from nothing would give.
"""

from __future__ import annotations

from audiogen.artwork.cover import embedded_cover
from audiogen.build.facts import episode_tags, episode_texts, retagged_media
from audiogen.build.pictures import picture_file, renewed_picture
from audiogen.build.places import put_in_place, unfinished
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.encode.mp3.retag import write_retagged
from audiogen.manifest import Caption, ChapterMark, Manifest


def renew(session: Session, finished: Manifest, *, tags: bool) -> Manifest:
    """Make the episode of a session from a finished one with the same sound, and put it in place.

    Args:
        session: what is wanted.
        finished: the episode to begin from.
        tags: whether its tags are other ones, too; all of its files are MP3s then.

    Raises:
        OutputError: when a file cannot be written.
    """
    renewed = with_words_of(session, finished)
    picture = renewed_picture(session, renewed)
    renewed = renewed.model_copy(update={"plan": picture and picture_file(session, picture)})
    if not tags:
        put_in_place(session.project.dist, (), renewed, picture)
        return renewed
    project = session.project
    cover_jpeg = embedded_cover(session.show, session.script, project.root, Cache(project.cache))
    with unfinished(session) as outputs:
        for media, output in zip(finished.media, outputs, strict=True):
            new_tags = episode_tags(session, renewed.chapters, cover_jpeg)
            write_retagged(project.dist / media.file, output.path, new_tags, media.frames)
        files = tuple(
            retagged_media(session, media, output) for media, output in zip(finished.media, outputs, strict=True)
        )
        renewed = renewed.model_copy(update={"media": files})
        put_in_place(project.dist, [output.path for output in outputs], renewed, picture)
    return renewed


def with_words_of(session: Session, finished: Manifest) -> Manifest:
    """The manifest of an episode with the same sound, with all that is now said of it; its files are the old ones."""
    words = {"chapters": _chapters(session, finished), "captions": _captions(session, finished)}
    return finished.model_copy(update={**dict(episode_texts(session)), **words})


def _chapters(session: Session, finished: Manifest) -> tuple[ChapterMark, ...]:
    titles = session.chapter_titles
    if len(titles) < len(finished.chapters):
        titles = (session.plan.title, *titles)  # that of what comes before the first one
    return tuple(
        mark.model_copy(update={"title": title}) for mark, title in zip(finished.chapters, titles, strict=True)
    )


def _captions(session: Session, finished: Manifest) -> tuple[Caption, ...]:
    texts = iter(session.phrase_texts)
    return tuple(
        caption.model_copy(update={"text": next(texts)}) if caption.kind == "speech" else caption
        for caption in finished.captions
    )
