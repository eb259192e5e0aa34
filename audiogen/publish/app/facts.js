/**
 * What a page knows about its show and its sessions, as the builder writes it into the page.
 *
 * @typedef {"full" | "voice"} Mix
 * @typedef {{mix: Mix, guid: string, src: string}} Sound
 * @typedef {{start_s: number, title: string}} Chapter
 * @typedef {"in" | "hold" | "out" | "rest" | "natural"} BreathKind
 * @typedef {{start_s: number, end_s: number, kind: BreathKind, cycle: number, cycles: number}} Breath
 *   One phase of one breath, or time in which everybody breathes as the breath comes.
 * @typedef {{name: string, length: string, main: boolean, duration_s: number, sounds: Sound[], chapters: Chapter[],
 *   breaths: Breath[]}} Track
 *   One length of a session. On the show page it has no breaths.
 * @typedef {{slug: string, number: number, title: string, page: string, note: string, bed: string, day?: string,
 *   unlisted?: boolean, tracks: Track[]}} Session
 *   Its tracks are the shortest first. From its day on, like 2026-11-02, it is the one of the day for a client. What is
 *   unlisted is found by its address alone, and no phone is told which files it would have to keep of it.
 * @typedef {{guid: string, title: string, author: string, cover: string, root: string, client?: boolean}} Show
 *   It may be for one client alone; then its title is its author's.
 * @typedef {{page: "show" | "client" | "session", stamp: string, show: Show, sessions: Session[]}} Facts
 *   The stamp follows from all that the page says.
 * @typedef {{session: Session, track: Track, sound: Sound}} Edition
 *   What is played: one sound of one length of one session.
 */

/**
 * The facts of a page, with absolute addresses, so that they hold after another page has taken its place.
 *
 * @param {Document} page
 * @param {string} address where the page was found; a page that was fetched does not know it by itself
 * @returns {Facts | null} null for a page of another kind
 */
export function factsOf(page, address = page.baseURI) {
  const block = page.getElementById("facts");
  if (!block) return null;
  /** @type {Facts} */
  const facts = JSON.parse(block.textContent ?? "");
  const absolute = (/** @type {string} */ relative) => new URL(relative, address).href;
  const { show } = facts;
  return {
    ...facts,
    show: { ...show, cover: absolute(show.cover), root: absolute(show.root) },
    sessions: facts.sessions.map((session) => ({
      ...session,
      page: absolute(session.page),
      tracks: session.tracks.map((track) => ({
        ...track,
        sounds: track.sounds.map((sound) => ({ ...sound, src: absolute(sound.src) })),
      })),
    })),
  };
}

/**
 * The edition that has a sound, among sessions; null when it is none of theirs.
 *
 * @param {Session[]} sessions
 * @param {string} guid
 * @returns {Edition | null}
 */
export function editionOf(sessions, guid) {
  for (const session of sessions) {
    for (const track of session.tracks) {
      const sound = track.sounds.find((each) => each.guid === guid);
      if (sound) return { session, track, sound };
    }
  }
  return null;
}
