//! Back Issue's search engine: real tantivy over bytes that arrive piece by piece.
//!
//! The engine is a pure function of (bytes present, request): it answers, or says
//! which files it lacks. It knows no file system, no network, no DOM and no clock,
//! so the same code runs in a terminal, in tests and in the browser's worker.

pub mod bundle;
pub mod columns;
pub mod error;
pub mod query;
pub mod rows;
pub mod schema;
pub mod search;
pub mod text;
pub mod time;
pub mod words;
