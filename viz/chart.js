// The chart of figures over time: up to three series under each other, or one of many to choose.

import { looksOf } from "./chartmarks.js";
import { drawPlot } from "./chartplot.js";
import { listen } from "./chartkeys.js";
import { chartLegend } from "./chartlegend.js";
import { createTip } from "./charttip.js";
import { figureTable } from "./charttable.js";
import { caption, chooser, heading, notes, whyEmpty } from "./charttext.js";
import { pointWords, shownOf } from "./chartwords.js";
import { el } from "./dom.js";
import { seriesOf, undatedFigures } from "./series.js";
import { t } from "./words.js";

/**
 * @typedef {object} ChartUse
 * @property {(hex: string) => string} colour
 * @property {(claim: number | null) => void} hover
 * @property {(claim: number) => void} select
 *
 * @typedef {object} Chart
 * @property {(claims: number[], visible?: import("./filter.js").Visible | null) => void} update
 *   show the figures among these claims; those that the filters hide are drawn faint
 * @property {(claim: number | null) => void} point mark the claim that is looked at elsewhere
 * @property {() => void} recolour
 *
 * @typedef {object} Context what the parts of one chart share
 * @property {import("./data.js").Model} model
 * @property {ChartUse} use
 * @property {string} id
 * @property {number[]} claims
 * @property {import("./filter.js").Visible | null} visible
 * @property {import("./series.js").Series[]} series
 * @property {string} chosen the key of the series chosen in the menu
 * @property {boolean} open whether the table is open
 * @property {import("./chartplot.js").Place[]} places of all points drawn
 * @property {number} width
 * @property {(key: string) => void} choose
 */

const AT_ONCE = 3;
const NARROWEST = 220;
const USUAL = 340;
const BORDERS = 2;
let charts = 0;

/**
 * @param {HTMLElement} container
 * @param {import("./data.js").Model} model
 * @param {ChartUse} use
 * @returns {Chart}
 */
export function createChart(container, model, use) {
  const root = el("section", { class: "chart", attrs: { "aria-label": t("Figures over time") } });
  container.append(root);
  /** @type {Context} */
  const context = {
    model, use, id: `chart-${charts += 1}`,
    claims: [], visible: null, series: [], chosen: "", open: false, places: [], width: 0,
    choose: (key) => {
      context.chosen = key;
      draw();
      root.querySelector("select")?.focus();
    },
  };
  /** @type {number | null} */
  let pointed = null;
  const room = () => Math.max(NARROWEST, (root.clientWidth || USUAL) - BORDERS);
  const draw = () => {
    const focused = context.places.find((place) => place.element === document.activeElement)?.point.claim;
    context.width = room();
    context.places = [];
    root.replaceChildren(...(context.series.length ? content(context) : [emptyWords(context)]));
    recolour();
    point(pointed);
    if (focused !== undefined) context.places.find((place) => place.point.claim === focused)?.element.focus();
  };
  const point = (claim) => {
    pointed = claim;
    for (const place of context.places) {
      const here = claim !== null && (place.point.claim === claim || place.point.repeats.includes(claim));
      place.element.classList.toggle("pointed", here);
    }
  };
  const recolour = () => {
    const figures = [...root.querySelectorAll("figure")];
    const colours = figures.map((figure) => use.colour(figure.dataset.colour ?? ""));
    figures.forEach((figure, at) => figure.style.setProperty("--series", colours[at]));
    // the legend is in the colour of the series only where they have one in common
    if (new Set(colours).size === 1) root.style.setProperty("--series", colours[0]);
    else root.style.removeProperty("--series");
  };
  new ResizeObserver(() => {
    if (context.series.length && root.clientWidth && room() !== context.width) draw();
  }).observe(root);
  return {
    update(claims, visible = null) {
      Object.assign(context, { claims, visible, series: seriesOf(model, claims, visible) });
      draw();
    },
    point, recolour,
  };
}

function content(context) {
  const { id, model, series, claims, visible } = context;
  const many = series.length > AT_ONCE;
  const shown = many ? [series.find((one) => one.key === context.chosen) ?? series[0]] : series;
  const looks = looksOf(series);
  return [
    heading(series),
    many && chooser(id, series, shown[0], context.choose),
    ...shown.map((one) => plotOf(context, one, looks)),
    el("p", { class: "unseen", text: t("Left and right arrow keys go from figure to figure, Enter opens the claim."), attrs: { id: `${id}-keys` } }),
    chartLegend(model, shown.flatMap(({ points }) => points), looks, visible),
    ...notes(series, undatedFigures(model, claims)).map((text) => el("p", { class: "chart-note quiet", text })),
    tables(context, shown),
  ].filter((part) => part !== false);
}

function plotOf(context, series, looks) {
  const { id, model, use, visible } = context;
  const plot = drawPlot(series, {
    width: context.width, looks,
    words: (point) => pointWords(model, point, visible),
    isOutside: (point) => shownOf(point, visible) === 0,
  });
  plot.element.setAttribute("aria-describedby", `${id}-keys`);
  const figure = el("figure", { class: "chart-figure" }, caption(series, context.series), plot.element);
  figure.dataset.colour = model.relations[series.relation].colour;
  context.places.push(...plot.places);
  listen(figure, plot, createTip(figure, model, visible), use);
  return figure;
}

/** A long table is built only for those who open it. */
function tables(context, shown) {
  const place = el("div");
  const use = { ...context.use, visible: context.visible };
  const fill = () => place.replaceChildren(...shown.map((series) => figureTable(context.model, series, use)));
  const onToggle = (event) => {
    context.open = event.target.open;
    if (context.open && !place.firstChild) fill();
  };
  if (context.open) fill();
  return el("details", { class: "chart-numbers", attrs: { open: context.open }, on: { toggle: onToggle } },
    el("summary", { text: t("Figures as a table") }), place);
}

function emptyWords({ model, claims }) {
  return el("p", { class: "chart-note quiet", text: whyEmpty(claims.length, undatedFigures(model, claims)) });
}
