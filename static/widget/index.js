// What `backissue.js` imports when a reader or a script wants to search.
export { attach } from "./attach.js";
export { open } from "./interface.js";
