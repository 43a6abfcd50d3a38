//! Back Issue's library: an archive of newsletter issues in, a search site out.
//!
//! The `backissue` command is a thin layer over this crate; see `ARCHITECTURE.md`
//! for how the rooms hang together.

pub mod archive;
pub mod browser;
pub mod build;
pub mod config;
pub mod diagnostics;
pub mod editors;
pub mod entries;
pub mod export;
pub mod feeds;
mod lzma;
pub mod merge;
pub mod output;
pub mod profile;
pub mod progress;
pub mod reader;
pub mod serve;
pub mod site;
pub mod verify;
