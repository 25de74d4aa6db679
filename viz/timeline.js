// The bar under the graph: when claims begin, which period is looked at, and what was known when.

import { FIRST, dayWords } from "./days.js";
import { el } from "./dom.js";
import { createPlayer } from "./player.js";
import { binAt, bins, border, edges, grainFor, grainsOf, rewound, spanOf, stepped } from "./time.js";
import { createDayField } from "./timefields.js";
import { createHandles } from "./timehandles.js";
import { binWords, drawPlot, publishedAt, scaleOf, svgOf } from "./timeplot.js";
import { counted, t } from "./words.js";

const ICONS = {
  back: "M10.5 3 5 8l5.5 5",
  on: "M5.5 3 11 8l-5.5 5",
  play: "M4.5 2.5v11L13 8Z",
  pause: "M4 3h3v10H4ZM9 3h3v10H9Z",
};

/**
 * @typedef {object} TimelineUse
 * @property {(window: import("./time.js").Window) => void} setTime
 * @property {(day: number | null) => void} setKnown null for the newest
 *
 * @typedef {object} Timeline
 * @property {(state: import("./state.js").State, visible: import("./filter.js").Visible) => void} update
 * @property {() => void} recolour the page's colours changed
 * @property {(claim: number | null) => void} point show where a claim lies
 * @property {(direction: 1 | -1) => void} step move the window by one bin
 */

/**
 * @param {HTMLElement} container
 * @param {import("./data.js").Model} model
 * @param {TimelineUse} use
 * @returns {Timeline}
 */
export function createTimeline(container, model, use) {
  const bar = new Bar(container, model, use);
  return {
    update: (state, visible) => bar.update(state, visible),
    recolour: () => bar.draw(),
    point: (claim) => bar.point(claim),
    step: (direction) => bar.stepBy(direction),
  };
}

/** The bar's parts and what they show now. */
class Bar {
  constructor(container, model, use) {
    this.model = model;
    this.use = use;
    this.span = spanOf(model.claims);
    this.grain = this.span && grainFor(this.span);
    this.state = { from: null, to: null, known: null };
    this.visible = { claims: new Uint8Array(model.claims.count), timed: new Uint8Array(model.claims.count) };
    this.published = publicationDays(model);
    this.pointed = null;
    this.bins = null;
    this.player = createPlayer(() => this.play(), (playing) => this.showPlaying(playing));
    this.build(container);
  }

  build(container) {
    this.said = el("p", { class: "time-said", attrs: { role: "status", "aria-live": "polite" } });
    this.note = el("p", { class: "time-note", attrs: { role: "status" } });
    this.info = el("p", { class: "time-info" });
    const known = this.buildKnown();
    const parts = this.span
      ? [this.buildTools(), el("div", { class: "time-dates" }, ...this.buildDates(), known)]
      : [el("p", { class: "time-empty", text: t("No claim on this page is dated, so there is no period to choose.") }), known];
    container.classList.add("timeline");
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", t("Time"));
    const tools = el("div", { class: "time-tools" }, ...parts, this.note, this.info);
    this.inner = el("div", { class: "time-inner" }, tools, this.span ? this.buildPlot() : null, this.said);
    container.replaceChildren(this.inner);
    if (this.span) new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  buildTools() {
    this.back = iconButton(t("One step back"), "back", () => this.stepBy(-1));
    this.onward = iconButton(t("One step on"), "on", () => this.stepBy(1));
    this.playing = iconButton(t("Play"), "play", () => this.player.toggle());
    this.ever = el("button", { class: "time-ever", text: t("Ever"), attrs: { type: "button", "aria-pressed": "true" }, on: { click: () => this.choose(null, null) } });
    const options = grainsOf(this.span).map((grain) => el("option", { text: grainWords(grain), attrs: { value: grain, selected: grain === this.grain } }));
    this.steps = el("select", { attrs: { name: "grain", "aria-label": t("Step") }, on: { change: (event) => this.rebin(event.target.value) } }, ...options);
    const unfold = el("button", {
      class: "time-unfold", text: t("Dates"), attrs: { type: "button", "aria-expanded": "false" },
      on: { click: () => unfold.setAttribute("aria-expanded", String(this.inner.classList.toggle("unfolded"))) },
    });
    return el(
      "div", { class: "time-play" },
      el("div", { class: "time-buttons" }, this.back, this.playing, this.onward),
      this.ever,
      el("label", { class: "time-grain" }, el("span", { text: t("Step") }), this.steps),
      unfold,
    );
  }

  buildDates() {
    const limits = () => /** @type {[number, number]} */ ([Math.min(this.axis.first, this.span.earliest), Math.max(this.axis.last, this.span.latest)]);
    const shared = { limits, clear: () => this.choose(null, null), say: (message) => this.say(message) };
    this.fromField = createDayField(t("From"), "from", {
      ...shared,
      fits: (day) => this.state.to === null || day <= this.state.to,
      choose: (day) => this.chooseEnd(day, this.state.to ?? limits()[1], day),
    });
    this.toField = createDayField(t("to"), "to", {
      ...shared,
      fits: (day) => this.state.from === null || day >= this.state.from,
      choose: (day) => this.chooseEnd(this.state.from ?? limits()[0], day, day),
    });
    return [this.fromField.element, this.toField.element];
  }

  buildKnown() {
    const first = this.published.length ? Math.min(this.published[0], this.model.known) : this.model.known;
    this.knownField = createDayField(t("Known on"), "known", {
      limits: () => [first, this.model.known],
      fits: () => true,
      choose: (day) => this.setKnown(day),
      clear: () => this.setKnown(null),
      say: (message) => this.say(message),
    });
    this.newest = el("button", { class: "time-newest", text: t("Newest"), attrs: { type: "button", "aria-pressed": "true" }, on: { click: () => this.setKnown(null) } });
    return el("div", { class: "time-known" }, this.knownField.element, this.newest);
  }

  buildPlot() {
    this.svg = svgOf("svg", { role: "img" });
    this.tip = el("p", { class: "time-tip", attrs: { "aria-hidden": "true", hidden: true } });
    this.plot = el("div", { class: "time-plot" }, /** @type {any} */ (this.svg));
    this.handles = createHandles(this.plot, {
      axis: () => ({ grain: this.grain, span: this.span, from: this.state.from, to: this.state.to, scale: this.scale }),
      choose: (from, to) => this.choose(from, to),
      click: (x, y) => this.click(x, y),
      hover: (x, y) => this.hover(x, y),
      leave: () => { this.tip.hidden = true; },
    });
    this.plot.append(this.tip);
    return this.plot;
  }

  /** First and last day of the axis. */
  get axis() {
    return edges(this.span, this.grain);
  }

  get picture() {
    const { from, to, known } = this.state;
    return { bins: this.bins, from, to, known, published: this.published, pointed: this.pointed };
  }

  update(state, visible) {
    const same = visible.timed === this.visible.timed;
    this.state = { from: state.from, to: state.to, known: state.known };
    this.visible = visible;
    if (state.from === null) this.player.stop();
    if (this.span && !(same && this.bins)) this.bins = bins(this.model.claims, visible.timed, this.span, this.grain);
    this.draw();
    this.fill();
  }

  draw() {
    if (!this.span || !this.bins) return;
    this.scale = scaleOf(this.bins, this.plot.clientWidth);
    drawPlot(this.svg, this.picture, this.scale);
    this.handles.place();
  }

  /** Everything that is written. */
  fill() {
    const { from, to, known } = this.state;
    const day = dayWords(known ?? this.model.known);
    const days = { from: from === null ? "" : dayWords(from), to: to === null ? "" : dayWords(to), day };
    if (from === null) speak(this.said, t("Ever, as known on {day}", days));
    else if (from === to) speak(this.said, t("{from}, as known on {day}", days));
    else speak(this.said, t("{from} to {to}, as known on {day}", days));
    this.knownField.show(known ?? this.model.known);
    this.newest.setAttribute("aria-pressed", String(known === null));
    if (!this.span) return;
    this.fromField.show(from);
    this.toField.show(to);
    this.ever.setAttribute("aria-pressed", String(from === null));
    for (const [button, direction] of [[this.back, -1], [this.onward, 1]]) {
      button.setAttribute("aria-disabled", String(!stepped(this.state, direction, this.grain, this.span)));
    }
    this.info.replaceChildren(...this.facts());
    this.svg.setAttribute("aria-label", this.description());
  }

  /** The legend, and what the bars leave out. */
  facts() {
    const { claims } = this.model;
    let undated = 0;
    for (let claim = 0; claim < claims.count; claim += 1) {
      if (this.visible.claims[claim] && claims.start[claim] === FIRST) undated += 1;
    }
    const facts = [];
    if (this.state.from !== null) {
      facts.push(el("span", { class: "time-key", text: t("certainly") }), el("span", { class: "time-key possibly", text: t("possibly in force") }));
    }
    if (undated) {
      const title = t("They state no beginning, so they stand in no bar and may hold at any time.");
      facts.push(el("span", { text: counted(undated, "{n} undated claim", "{n} undated claims"), attrs: { title } }));
    }
    if (this.bins?.outside) facts.push(el("span", { text: counted(this.bins.outside, "{n} begins off the axis", "{n} begin off the axis") }));
    return facts;
  }

  description() {
    const { counts, starts } = this.bins;
    const most = counts.indexOf(counts.reduce((highest, count) => Math.max(highest, count), 0));
    return t("Claims by the time they begin; most begin in {period}: {count}", { period: binWords(starts[most], this.grain), count: counts[most] });
  }

  /** What the user chose by hand ends playing; what the player chose does not. */
  choose(from, to, byHand = true) {
    if (byHand) this.player.stop();
    this.say("");
    if (from !== this.state.from || to !== this.state.to) this.use.setTime({ from, to });
  }

  /** An end typed as a day takes the other one along where that would lie on its wrong side. */
  chooseEnd(from, to, day) {
    if (from <= to) return this.choose(from, to);
    this.choose(day, day);
    this.say(t("The other end moved too, so that the period does not end before it begins."));
  }

  setKnown(day) {
    this.say("");
    const wanted = day === this.model.known ? null : day;
    if (wanted !== this.state.known) this.use.setKnown(wanted);
  }

  stepBy(direction, byHand = true) {
    const next = this.span && stepped(this.state, direction, this.grain, this.span);
    if (!next) return false;
    this.choose(next.from, next.to, byHand);
    return true;
  }

  /** One step of the player; at the end of the axis a new start begins again. */
  play() {
    if (this.stepBy(1, false)) return true;
    if (this.player.playing()) return false;
    const { from, to } = rewound(this.state, this.grain, this.span);
    this.choose(from, to, false);
    return true;
  }

  showPlaying(playing) {
    setIcon(this.playing, playing ? "pause" : "play", playing ? t("Pause") : t("Play"));
    // While it plays, a screen reader would only ever hear beginnings.
    this.said.setAttribute("aria-live", playing ? "off" : "polite");
    if (!playing) speak(this.said, this.said.textContent, true);
  }

  rebin(grain) {
    this.player.stop();
    this.grain = grain;
    this.bins = bins(this.model.claims, this.visible.timed, this.span, grain);
    this.draw();
    this.fill();
  }

  click(x, y) {
    const day = publishedAt(this.picture, this.scale, x, y);
    if (day !== null) return this.setKnown(Math.min(day, this.model.known));
    const bin = binAt(this.bins.starts, Math.floor(this.scale.day(x)));
    const { first, last } = this.axis;
    const start = this.bins.starts[bin];
    return this.choose(Math.max(start, first), Math.min(border(start, 1, this.grain) - 1, last));
  }

  hover(x, y) {
    const published = publishedAt(this.picture, this.scale, x, y);
    const at = Math.floor(this.scale.day(x));
    const off = at < this.scale.first || at >= this.scale.end;
    this.tip.hidden = published === null && off;
    if (this.tip.hidden) return;
    const bin = binAt(this.bins.starts, at);
    const period = binWords(this.bins.starts[bin], this.grain);
    this.tip.textContent = published === null
      ? t("{period}: {claims}", { period, claims: counted(this.bins.counts[bin], "{n} claim begins", "{n} claims begin") })
      : t("Published on {day}; click to see what was known then", { day: dayWords(published) });
    const half = this.tip.offsetWidth / 2;
    this.tip.style.setProperty("left", `${Math.min(Math.max(x, half), this.scale.width - half)}px`);
  }

  point(claim) {
    const { start, startLatest, endEarliest, end } = this.model.claims;
    this.pointed = claim === null
      ? null
      : { start: start[claim], startLatest: startLatest[claim], endEarliest: endEarliest[claim], end: end[claim] };
    this.draw();
  }

  say(message) {
    speak(this.note, message);
  }
}

function grainWords(grain) {
  return {
    day: () => t("day"), week: () => t("week"), month: () => t("month"), quarter: () => t("quarter"),
    year: () => t("year"), decade: () => t("decade"), century: () => t("century"),
  }[grain]();
}

function iconButton(label, icon, click) {
  const button = el("button", { attrs: { type: "button" }, on: { click } });
  setIcon(button, icon, label);
  return button;
}

function setIcon(button, icon, label) {
  const svg = svgOf("svg", { viewBox: "0 0 16 16", class: `time-icon ${icon}`, "aria-hidden": "true" });
  svg.append(svgOf("path", { d: ICONS[icon] }));
  button.replaceChildren(svg);
  button.setAttribute("aria-label", label);
  button.title = label;
}

/** A live region is written only when its words change, or when they are to be heard again. */
function speak(element, words, again = false) {
  if (again) element.textContent = "";
  if (element.textContent !== words) element.textContent = words;
}

/** Days on which claims were published, in order, each once. */
function publicationDays({ claims }) {
  const days = claims.published.filter((_, claim) => !claims.derived[claim]).sort();
  return days.filter((day, index) => index === 0 || day !== days[index - 1]);
}
