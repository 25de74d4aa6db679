// Playing: one step after another until nothing is left or somebody stops it.

const PAUSE = 700;

/**
 * @param {() => boolean} step makes one step; false where there was none to make
 * @param {(playing: boolean) => void} changed
 * @param {number} [pause] milliseconds between steps
 * @returns {{toggle: () => void, stop: () => void, playing: () => boolean}}
 */
export function createPlayer(step, changed, pause = PAUSE) {
  let timer = 0;
  const stop = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    changed(false);
  };
  // Each step waits for the one before, so that a big page never falls behind.
  const next = () => {
    timer = Number(setTimeout(() => {
      if (!step()) stop();
      else if (timer) next();
    }, pause));
  };
  return {
    toggle() {
      if (timer) {
        stop();
      } else if (step()) {
        next();
        changed(true);
      }
    },
    stop,
    playing: () => timer !== 0,
  };
}
