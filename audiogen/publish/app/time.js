import { number, say } from "./words.js";

/**
 * `2:16`, `1:02:03`: rounded down, so that a jump to it never lands behind what it names.
 *
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(Math.max(seconds, 0) + 1e-6);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${number(h)}:${number(m, 2)}:${number(s, 2)}` : `${number(m)}:${number(s, 2)}`;
}

/** @param {number} duration_s to the nearest second, as it stands beside a recording */
export function total(duration_s) { return clock(Math.round(duration_s)); }

/**
 * What is left: it and the clock always make the whole, and it is never 0:00 before the end.
 *
 * @param {number} at_s
 * @param {number} duration_s
 */
export function left(at_s, duration_s) {
  const whole = Math.round(duration_s) - Math.floor(at_s + 1e-6);
  return clock(Math.max(whole, at_s < duration_s ? 1 : 0));
}

/** @param {number} seconds as whole minutes, at least one */
export function minutes(seconds) { return Math.max(1, Math.round(seconds / 60)); }

/** @param {number} seconds as `10 min` */
export function minutesText(seconds) { return say("minutes", { n: minutes(seconds) }); }
