// Starts a page whose graph is drawn by vis-network.

import { createEngine } from "./engine/vis.js";
import { start } from "./explorer.js";

start(createEngine);
