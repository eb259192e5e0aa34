"""An episode with other words around the same sound: what its tags, page and captions say has changed, and no sample.

The result is, to the last byte, what making the episode from nothing would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from audiogen.artwork.cover import embedded_cover
from audiogen.build.facts import episode_tags, episode_texts, media_of
from audiogen.build.outputs import UnfinishedFiles, ending_of
from audiogen.build.page_sound import copied, known_anew
from audiogen.build.pictures import picture_file, renewed_picture
from audiogen.build.places import put_in_place, unfinished
from audiogen.build.session import Session
from audiogen.cache.store import Cache
from audiogen.manifest import Caption, ChapterMark, Manifest, Media, PageSound


def renew(session: Session, finished: Manifest, *, tags: bool, page: Sequence[PageSound]) -> Manifest:
    """Make the episode of a session from a finished one with the same sound, and put it in place.

    Args:
        session: what is wanted.
        finished: the episode to begin from.
        tags: whether its tags are other ones, too.
        page: what stands of its files for the page; of these, only the full mix may be lacking.

    Raises:
        OutputError: when a file cannot be written.
    """
    renewed = with_words_of(session, finished)
    picture = renewed_picture(session, renewed)
    renewed = renewed.model_copy(update={"plan": picture and picture_file(session, picture)})
    with unfinished(session) as files:
        written = [*_page_copied(session, finished, files)] if all(each.mix != "full" for each in page) else []
        sounds = known_anew(session, (*(sound for _, sound in written), *page))
        renewed = renewed.model_copy(update={"page": sounds})
        retagged = [*_retagged(session, renewed, files)] if tags else []
        if retagged:
            media, mixes = [media for _, media in retagged], len(finished.media)
            renewed = renewed.model_copy(update={"media": (*media[:mixes],), "stems": (*media[mixes:],)})
        placed = [*((path, sound.media) for path, sound in written), *retagged]
        put_in_place(session.project.dist, placed, renewed, picture)
    return renewed


def _page_copied(session: Session, finished: Manifest, files: UnfinishedFiles) -> Iterator[tuple[Path, PageSound]]:
    """The full mix for the page, copied out of the file that stands."""
    media = finished.media[files.played]
    for page in files.page:
        if page.mix == "full":
            yield page.output.path, copied(session, page, session.project.dist / media.file, media.frames)


def _retagged(session: Session, renewed: Manifest, files: UnfinishedFiles) -> Iterator[tuple[Path, Media]]:
    """The media and stems of an episode with other tags, under their temporary names."""
    project = session.project
    cover_jpeg = embedded_cover(session.show, session.script, project.root, Cache(project.cache))
    tags = episode_tags(session, renewed.chapters, cover_jpeg)
    for media, output in zip((*renewed.media, *renewed.stems), files.outputs, strict=True):
        source, kbps = project.dist / media.file, output.kbps
        output.format.retag(source, output.path, tags=tags, frames=media.frames, bit_rate_kbps=kbps)
        yield output.path, media_of(session, output, media.frames, ending_of(output))


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
