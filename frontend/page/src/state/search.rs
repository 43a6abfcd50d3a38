//! A search: all that stands in the address.

use backissue_model::request::{Filter, Request, Sort};

/// Results a page holds.
pub const PAGE: u32 = 20;
/// Most pages shown one under the other.
pub const MAX_PAGE: u32 = 50;

/// How results are arranged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ViewAs {
    /// One list.
    #[default]
    List,
    /// Under the issues they stood in.
    Issues,
}

/// A search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Text in the query language.
    pub text: String,
    /// Chosen facet values.
    pub filters: Vec<Filter>,
    /// Order.
    pub sort: Sort,
    /// Arrangement.
    pub view: ViewAs,
    /// Pages shown, from 1.
    pub page: u32,
    /// No correction, no relaxing.
    pub literal: bool,
}

impl Default for Search {
    fn default() -> Search {
        Search {
            text: String::new(),
            filters: Vec::new(),
            sort: Sort::default(),
            view: ViewAs::default(),
            page: 1,
            literal: false,
        }
    }
}

impl Search {
    /// Nothing is asked for.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.text.trim().is_empty() && self.filters.is_empty()
    }

    /// Chosen values of a field.
    #[must_use]
    pub fn values(&self, field: &str) -> &[String] {
        self.filters
            .iter()
            .find(|filter| filter.field == field)
            .map_or(&[], |filter| &filter.values)
    }

    /// Whether a value is chosen.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.values(field).iter().any(|chosen| chosen == value)
    }

    /// Chooses a value, or no longer.
    pub fn toggle(&mut self, field: &str, value: &str) {
        match self.filters.iter_mut().find(|filter| filter.field == field) {
            None => {
                let filter = Filter {
                    field: field.to_owned(),
                    values: vec![value.to_owned()],
                };
                let before = |other: &&Filter| other.field.as_str() < field;
                let at = self.filters.iter().take_while(before).count();
                self.filters.insert(at, filter);
            }
            Some(filter) => {
                let before = filter.values.len();
                filter.values.retain(|chosen| chosen != value);
                if filter.values.len() == before {
                    filter.values.push(value.to_owned());
                }
            }
        }
        self.filters.retain(|filter| !filter.values.is_empty());
    }

    /// Drops all values of a field.
    pub fn clear(&mut self, field: &str) {
        self.filters.retain(|filter| filter.field != field);
    }

    /// Both find the same records in the same order.
    #[must_use]
    pub fn same_results(&self, other: &Search) -> bool {
        self.text == other.text
            && self.filters == other.filters
            && self.sort == other.sort
            && self.literal == other.literal
    }

    /// The question to the engine for some results.
    #[must_use]
    pub fn request(&self, offset: u32, limit: u32) -> Request {
        Request {
            query: self.text.clone(),
            filters: self.filters.clone(),
            sort: self.sort,
            offset,
            limit,
            literal: self.literal,
            ..Request::default()
        }
    }
}
