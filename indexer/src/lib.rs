//! Back Issue's library: an archive of newsletter issues in, a search site out.
//!
//! The `backissue` command is a thin layer over this crate; see `ARCHITECTURE.md`
//! for how the rooms hang together.

pub mod browser;
pub mod config;
pub mod feeds;
pub mod output;
pub mod progress;
pub mod serve;
