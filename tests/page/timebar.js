// A page with nothing but the time bar, for tests.

import { createTimeline } from "./timeline.js";
import { levels } from "./time.js";
import { speak } from "./words.js";
const raw = JSON.parse(document.getElementById("data").textContent);
const read = (columns) => ({
  ...columns,
  ...Object.fromEntries(["start", "startLatest", "endEarliest", "end", "published", "retracted"].map(
    (name) => [name, Int32Array.from(columns[name])])),
  premises: { start: Uint32Array.from(columns.premises.start), items: Uint32Array.from(columns.premises.items) },
});
if (raw.lang) { speak({ lang: raw.lang, words: {} }); document.documentElement.dir = raw.dir; }
const claims = read(raw.claims);
const model = { claims, known: raw.known, valid: null };
let state = { from: null, to: null, known: null };
const show = () => bar.update(state, {
  timed: levels(claims, null, null, state.known ?? model.known),
  claims: levels(claims, state.from, state.to, state.known ?? model.known),
});
const set = (patch) => { state = { ...state, ...patch }; show(); };
const bar = createTimeline(document.getElementById("bar"), model, { setTime: set, setKnown: (known) => set({ known }) });
show();
window.bar = bar;
window.chosen = () => state;
window.chooseTime = set;
window.levelsOf = (columns, views) => views.map(([from, to, known]) => [...levels(read(columns), from, to, known)]);
