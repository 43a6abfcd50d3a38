//! The plain types that cross the doors between Back Issue's rooms.
//!
//! ```text
//! archive → issues → entries → records → index → bundle → engine → answer → page
//! ```
//!
//! [`record`] is what the indexer hands to the index, [`request`] what a reader
//! asks, [`answer`] what the engine says, and [`wire`] how page and worker put
//! the latter two into messages. Nothing here knows Markdown, tantivy or the DOM,
//! so every room may depend on it.

pub mod answer;
pub mod record;
pub mod request;
pub mod wire;
