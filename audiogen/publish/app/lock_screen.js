/** @import { Edition, Show } from "./facts.js" */
/** @import { Player } from "./player.js" */

const SKIP_S = 15;

/**
 * What the lock screen shows of the sound, and what it may do with it.
 *
 * @param {Player} player
 * @param {Show} show
 * @param {MediaSession | null} screen null where the browser has none
 * @param {(described: MediaMetadataInit) => MediaMetadata} metadata
 */
export function lockScreen(
  player, show, screen = navigator.mediaSession ?? null, metadata = (described) => new MediaMetadata(described),
) {
  if (!screen) return;
  let shown = "";
  const tell = () => {
    const { edition, state } = player;
    if (state === "idle") screen.playbackState = "none";
    if (!edition || state === "idle") return;
    if (shown !== edition.sound.guid) screen.metadata = metadata(described(edition, show));
    shown = edition.sound.guid;
    screen.playbackState = player.wanted ? "playing" : "paused";
    place(player, screen);
  };
  player.addEventListener("change", tell);
  // it comes with the first tap, which may have begun the sound
  tell();
  player.addEventListener("seek", () => place(player, screen));
  for (const [action, handler] of Object.entries(actions(player))) {
    try {
      screen.setActionHandler(/** @type {MediaSessionAction} */ (action), handler);
    } catch { /* an action that this browser does not know */ }
  }
}

/**
 * @param {Edition} edition
 * @param {Show} show
 */
function described({ session, track }, show) {
  const title = session.tracks.length > 1 ? `${session.title}, ${track.length}` : session.title;
  // lock screens take no picture from a file
  const artwork = show.cover.startsWith("http") ? [{ src: show.cover }] : [];
  return { title, artist: show.author, album: show.title, artwork };
}

/**
 * Where any handler is set, scrubbing needs the position as well.
 *
 * @param {Player} player
 * @param {MediaSession} screen
 */
function place(player, screen) {
  const { duration_s: duration, position_s, rate: playbackRate } = player;
  try {
    screen.setPositionState({ duration, playbackRate, position: Math.min(position_s, duration) });
  } catch { /* a browser without it */ }
}

/**
 * @param {Player} player
 * @returns {{[action: string]: MediaSessionActionHandler}}
 */
function actions(player) {
  return {
    play: () => player.play(),
    pause: () => player.pause(),
    seekbackward: ({ seekOffset }) => player.skip(-(seekOffset || SKIP_S)),
    seekforward: ({ seekOffset }) => player.skip(seekOffset || SKIP_S),
    seekto: ({ seekTime }) => player.seek(seekTime ?? player.position_s),
  };
}
