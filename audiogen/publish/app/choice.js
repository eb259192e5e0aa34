/** @import { Edition, Mix, Session, Track } from "./facts.js" */

/**
 * The length that comes nearest to what is wished; the shorter of two that are as near.
 *
 * @param {Session} session
 * @param {number} minutes 0 for the session's own length
 */
export function trackFor({ tracks }, minutes) {
  if (!minutes) return tracks.find((track) => track.main) ?? tracks[0];
  // whole seconds: recordings of ten minutes differ by frames, and that decides nothing
  const away = (/** @type {Track} */ track) => Math.abs(Math.round(track.duration_s) - Math.round(minutes * 60));
  return tracks.reduce((nearest, track) => (away(track) < away(nearest) ? track : nearest));
}

/**
 * The sound of a length in the wished mix, and else its first.
 *
 * @param {Track} track
 * @param {Mix} mix
 */
export function soundFor({ sounds }, mix) {
  return sounds.find((sound) => sound.mix === mix) ?? sounds[0];
}

/**
 * What of a session is played, by what the listener chose.
 *
 * @param {Session} session
 * @param {{minutes: number, mix: Mix}} wished
 * @returns {Edition}
 */
export function editionFor(session, { minutes, mix }) {
  const track = trackFor(session, minutes);
  return { session, track, sound: soundFor(track, mix) };
}

/**
 * What there is to choose; nothing where there is one of a kind.
 *
 * @param {Session} session
 * @param {Track} track the length that is chosen
 */
export function choicesOf({ tracks }, { sounds }) {
  return {
    lengths: tracks.length > 1 ? tracks : [],
    mixes: sounds.length > 1 ? sounds.map((sound) => sound.mix) : [],
  };
}

/** @param {Track} track as a wish in minutes, which other sessions answer with their nearest */
export function wishOf({ duration_s }) {
  return Math.round(duration_s) / 60;
}

/**
 * Takes what is remembered into the player. The sleep timer is not: it is for once.
 *
 * @param {import("./player.js").Player} player
 * @param {{delay_s: number, speed: number}} choices
 */
export function apply(player, { delay_s, speed }) {
  player.delay_s = delay_s;
  // the player tells of this, and whoever shows a choice hears of it
  player.rate = speed;
}
