/** For browsers without `DecompressionStream("deflate-raw")`; loaded only there. */
export { inflateSync as inflate } from "fflate";
