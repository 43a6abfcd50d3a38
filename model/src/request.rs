//! What a reader asks.

use serde::{Deserialize, Serialize};

/// Results that a page asks for at first: enough for a screen. The worker fetches as many
/// ahead, while the page is on its way.
pub const FIRST: u32 = 10;

/// A search. The default is the empty query: everything, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// Text in the query language.
    pub query: String,
    /// Chosen facet values: OR within a field, AND across fields.
    pub filters: Vec<Filter>,
    /// Order of the results.
    pub sort: Sort,
    /// Results to skip.
    pub offset: u32,
    /// Results wanted. Zero asks for counts alone.
    pub limit: u32,
    /// The last word is still being typed and also matches as a prefix.
    pub typing: bool,
    /// Search what was typed: no correction, no relaxing.
    pub literal: bool,
    /// Facet counts and histogram wanted.
    pub facets: bool,
}

/// Chosen values of one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// A field of the query language (`kind`, `year`, `domain`…).
    pub field: String,
    /// Any of these; each is a value or a range (`2019..2021`).
    pub values: Vec<String>,
}

/// Order of the results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first; newest first when there is nothing to score.
    #[default]
    Relevance,
    /// Newest issue (events: latest start) first.
    Newest,
    /// Oldest issue (events: earliest start) first.
    Oldest,
}
