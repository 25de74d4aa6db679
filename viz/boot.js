// Unpacks the page's program and runs it. The policy lets in that very text and no other, by its hash.

import { inflated } from "./inflate.js";

const program = document.getElementById("program");
const old = document.getElementById("old");

if (old) old.hidden = "DecompressionStream" in window;
inflated(program?.textContent ?? "").then((text) => {
  const script = document.createElement("script");
  script.textContent = text;
  document.body.append(script);
});
