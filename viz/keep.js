// The menu "Share and export": a link to what is shown, the picture, the visible claims, the animation, print.

import { el } from "./dom.js";
import { countShown } from "./export/cells.js";
import { csv } from "./export/csv.js";
import { download, fileName } from "./export/download.js";
import { frameArchive, png } from "./export/frames.js";
import { json } from "./export/json.js";
import { turtle } from "./export/turtle.js";
import { isCut } from "./hash.js";
import { createMenu } from "./menu.js";
import { preparePrint, print } from "./print.js";
import { counted, t } from "./words.js";

const BREATH = 40; // milliseconds of work after which the page may answer

/**
 * @typedef {object} Use
 * @property {() => string} link the address of what is shown
 * @property {() => {claims: Uint8Array}} visible
 * @property {() => HTMLCanvasElement} picture
 * @property {() => string} svg
 * @property {() => AsyncIterable<import("./export/frames.js").Frame>} frames
 * @property {string} title
 * @property {() => void} [restyle] tells the engine that the page's colours changed, before and after printing
 * @property {() => boolean} [animated] whether there is time to animate
 */

/**
 * Add the menu.
 * @param {HTMLElement} container
 * @param {import("./data.js").Model} model
 * @param {Use} use
 * @returns {{update: () => void}} to be called when other claims are visible
 */
export function createKeep(container, model, use) {
  container.classList.add("keep");
  const result = el("div", { class: "keep-result", attrs: { hidden: true } });
  const status = el("p", { class: "unseen", attrs: { role: "status" } });
  const teller = createTeller(result, status, () => menu.button.focus());
  /** @type {AbortController | null} */
  let running = null;
  const run = (work) => async () => {
    if (running) return;
    running = new AbortController();
    try {
      await work(running.signal);
    } catch (error) {
      teller.tell(t("This could not be written: {why}", { why: error instanceof Error ? error.message : String(error) }));
    } finally {
      running = null;
      menu.update();
    }
  };
  const menu = createMenu(container, "keep-menu", t("Share and export"), items(model, use, teller, run, {
    isFree: () => running === null,
    stop: () => running?.abort(),
  }));
  container.append(result, status);
  preparePrint(use);
  return { update: menu.update };
}

function items(model, use, teller, run, { isFree, stop }) {
  const shown = () => countShown(use.visible().claims);
  const someShown = () => isFree() && shown() > 0;
  const keep = (suffix, parts, type) => {
    const name = fileName(use.title, suffix);
    download(name, parts, type);
    teller.tell(t("Saved as {name}", { name }));
  };
  const claims = (suffix, type, write) => run(async (signal) => {
    const parts = await gathered(write(model, use.visible().claims), signal, () => teller.wait(t("Writing…"), stop));
    if (parts) keep(suffix, parts, type);
    else teller.tell(t("Stopped. Nothing was saved."));
  });
  return [
    { id: "link", label: () => t("Copy link"), choose: () => copy(use.link(), teller) },
    { id: "png", apart: true, label: () => t("Picture (PNG)"), usable: isFree, choose: run(async () => keep(".png", [await png(use.picture())], "image/png")) },
    { id: "svg", label: () => t("Picture (SVG)"), usable: isFree, choose: run(async () => keep(".svg", [use.svg()], "image/svg+xml")) },
    { id: "frames", label: () => t("Animation over time (ZIP of pictures)"), usable: () => isFree() && (use.animated?.() ?? true), choose: run((signal) => keepFrames(use, teller, keep, signal, stop)) },
    { id: "csv", apart: true, label: () => counted(shown(), "{n} claim as CSV", "{n} claims as CSV"), usable: someShown, choose: claims("-claims.csv", "text/csv", csv) },
    { id: "turtle", label: () => counted(shown(), "{n} claim as Turtle (RDF)", "{n} claims as Turtle (RDF)"), usable: someShown, choose: claims("-claims.ttl", "text/turtle", turtle) },
    { id: "json", label: () => counted(shown(), "{n} claim as JSON", "{n} claims as JSON"), usable: someShown, choose: claims("-claims.json", "application/json", json) },
    { id: "print", apart: true, label: () => t("Print…"), choose: () => print(() => teller.tell(t("This frame may not print. Open the page by itself and print there."))) },
  ];
}

/** All pieces of a text, with a pause whenever the page has worked for long; null where it was stopped. */
async function gathered(pieces, signal, onLong) {
  const parts = [];
  let began = performance.now();
  for (const piece of pieces) {
    parts.push(piece);
    if (performance.now() - began < BREATH) continue;
    onLong();
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return null;
    began = performance.now();
  }
  return parts;
}

async function keepFrames(use, teller, keep, signal, stop) {
  teller.wait(t("Drawing the first picture…"), stop);
  const archive = await frameArchive(use.frames(), signal, (done) => {
    teller.wait(counted(done, "{n} picture drawn", "{n} pictures drawn"), stop);
  });
  if (archive) keep("-animation.zip", archive, "application/zip");
  else teller.tell(t("Stopped. Nothing was saved."));
}

async function copy(link, teller) {
  const at = link.indexOf("#");
  const lack = isCut(link.slice(at + 1)) ? [t("It was too long to hold everything that was chosen.")] : [];
  if (link.startsWith("about:")) {
    // In a notebook the page is its frame's own text.
    teller.give([t("Here the page has no address. Put this behind the address of the page's file:"), ...lack].join(" "), link.slice(at));
    return;
  }
  try {
    await navigator.clipboard.writeText(link);
    teller.tell([t("Link copied. It shows what you see now."), ...lack].join(" "));
  } catch {
    // A strict browser, or a frame that may not: let people copy it themselves.
    teller.give([t("Copy this link:"), ...lack].join(" "), link);
  }
}

/** What the menu says below its button: a message, work that can be stopped, or a link to copy. */
function createTeller(result, status, focusButton) {
  const close = () => {
    const hadFocus = result.contains(document.activeElement);
    result.hidden = true;
    if (hadFocus) focusButton();
  };
  const small = (text, click) => el("button", { class: "small", text, attrs: { type: "button" }, on: { click } });
  const show = (text, ...more) => {
    result.replaceChildren(el("p", { text }), ...more);
    result.hidden = false;
    status.textContent = text;
  };
  result.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return {
    tell(text) {
      const hadFocus = result.contains(document.activeElement);
      show(text, small(t("Close"), close));
      if (hadFocus) focusButton();
    },
    wait(text, stop) {
      // The button stays the same one while pictures are counted, so that it keeps the focus.
      const [said] = result.getElementsByClassName("keep-work");
      if (said && !result.hidden) said.textContent = text;
      else {
        show(text, small(t("Stop"), stop));
        result.firstElementChild?.classList.add("keep-work");
      }
    },
    give(text, link) {
      const field = /** @type {HTMLInputElement} */ (el("input", { attrs: { type: "text", readonly: true, "aria-label": t("Link"), dir: "ltr" } }));
      field.value = link;
      show(text, field, small(t("Close"), close));
      field.focus();
      field.select();
    },
  };
}
