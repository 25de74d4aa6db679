// A field for an exact day: what is typed counts once it makes sense, and what never does is mended and said.

import { isoDay, parseDay, dayWords } from "./days.js";
import { el } from "./dom.js";
import { t } from "./words.js";

/**
 * @typedef {object} DayUse
 * @property {() => [number, number]} limits first and last day that may be chosen
 * @property {(day: number) => boolean} fits whether a day within the limits can be taken as it is
 * @property {(day: number) => void} choose
 * @property {() => void} clear
 * @property {(message: string) => void} say
 */

/**
 * @param {string} label
 * @param {string} name for tests and styles
 * @param {DayUse} use
 * @returns {{element: HTMLElement, show: (day: number | null) => void}}
 */
export function createDayField(label, name, use) {
  const input = /** @type {HTMLInputElement} */ (el("input", { attrs: { type: "date", name } }));
  let shown = "";
  let open = false;
  const show = (day) => {
    const [min, max] = use.limits();
    input.min = isoDay(min);
    input.max = isoDay(max);
    shown = day === null ? "" : isoDay(day);
    if (!open && input.value !== shown) input.value = shown;
  };
  const restore = () => {
    input.value = "";
    input.value = shown;
  };
  // A year is typed digit by digit and is a day of the year 2 at first: nothing is mended before the end.
  const take = (settled) => {
    const day = parseDay(input.value);
    const [min, max] = use.limits();
    open = false;
    if (day === null) {
      if (!input.validity.badInput && input.value === "") {
        if (shown !== "") use.clear();
      } else if (settled) {
        restore();
        use.say(t("That is not a whole date; the earlier one stays."));
      } else {
        open = true;
      }
    } else if (day >= min && day <= max && (settled || use.fits(day))) {
      if (isoDay(day) !== shown) use.choose(day);
    } else if (settled) {
      use.choose(Math.min(Math.max(day, min), max));
      use.say(day < min ? t("There is nothing before {day}.", { day: dayWords(min) }) : t("There is nothing after {day}.", { day: dayWords(max) }));
      restore();
    } else {
      open = true;
    }
  };
  input.addEventListener("change", () => take(false));
  input.addEventListener("blur", () => (open || input.validity.badInput) && take(true));
  input.addEventListener("keydown", (event) => event.key === "Enter" && take(true));
  return { element: el("label", { class: "time-day" }, el("span", { text: label }), input), show };
}
