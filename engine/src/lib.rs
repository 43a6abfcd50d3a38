//! Back Issue's engine: text analysis, query language and search.
//!
//! A pure function of (bytes present, query): no files, no sockets, no DOM, no
//! clock. The same code runs natively and in a Web Worker.

pub mod query;
pub mod text;
