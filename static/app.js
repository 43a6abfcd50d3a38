// The one script of page and worker: most of it serves both, and what is loaded once need
// not be asked for twice.

import { mount } from "glue/page";
import { work } from "../frontend/worker/js/worker.js";
import { createHost } from "./host.js";
import { createEngine, instantiate } from "./module.js";
import { lazy, start } from "./start.js";

if (typeof document === "undefined") work();
else if (document.getElementById("backissue-manifest")) start();

export { createEngine, createHost, instantiate, lazy, mount };
