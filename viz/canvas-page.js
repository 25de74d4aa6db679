// Starts a page whose graph is drawn by our own engine.

import { createEngine } from "./engine/canvas.js";
import { start } from "./explorer.js";

start(createEngine);
