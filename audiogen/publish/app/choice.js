/** @typedef {import("./facts.js").Session} Session */
/** @typedef {import("./facts.js").Track} Track */
/** @typedef {import("./facts.js").Mix} Mix */

/**
 * The length that comes nearest to what is wished; the shorter of two that are as near.
 *
 * @param {Session} session
 * @param {number | null} wished minutes; null for the session's own length
 * @returns {Track}
 */
export function trackFor(session, wished) {
  const { tracks } = session;
  if (wished === null) return tracks.find((track) => track.main) ?? tracks[0];
  // whole seconds: recordings of ten minutes differ by frames, and that decides nothing
  const away = (/** @type {Track} */ track) => Math.abs(Math.round(track.duration_s) - Math.round(wished * 60));
  return tracks.reduce((nearest, track) => (away(track) < away(nearest) ? track : nearest));
}

/**
 * The sound of a length in the wished mix, and else its first.
 *
 * @param {Track} track
 * @param {Mix} mix
 */
export function soundFor(track, mix) {
  return track.sounds.find((sound) => sound.mix === mix) ?? track.sounds[0];
}

/**
 * What of a session is played, by what the listener chose.
 *
 * @param {Session} session
 * @param {{minutes: number | null, mix: Mix}} wished
 * @returns {import("./facts.js").Edition}
 */
export function editionFor(session, wished) {
  const track = trackFor(session, wished.minutes);
  return { session, track, sound: soundFor(track, wished.mix) };
}

/**
 * What there is to choose: nothing where there is one of a kind.
 *
 * @param {Session} session
 * @param {Track} track the length that is chosen
 * @returns {{lengths: Track[], mixes: Mix[]}}
 */
export function choicesOf(session, track) {
  const several = (/** @type {any[]} */ each) => (each.length > 1 ? each : []);
  return { lengths: several(session.tracks), mixes: several(track.sounds.map((sound) => sound.mix)) };
}

/**
 * A length as a wish, which other sessions answer with their nearest.
 *
 * @param {Track} track
 * @returns {number} minutes
 */
export function wishOf(track) {
  return Math.round(track.duration_s) / 60;
}
