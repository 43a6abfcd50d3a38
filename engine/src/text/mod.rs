//! Text analysis: how printed text becomes the words of the index.
//!
//! Index and query run this same code, natively and in the browser, so what is
//! indexed is what can be found. It is plain code over small tables: every
//! kilobyte here is downloaded by every reader.
//!
//! ```text
//! text ─► atoms ─► runs ─► tokens          `std::io_uring` is one run of three atoms
//! ```
//!
//! * `fold` takes case, accents and compatibility forms away;
//! * [`tokenize`] emits what the index holds;
//! * `stem` and [`synonyms`] widen a query word;
//! * [`canonical_url`] and [`keys`] make the exact keys of links and numbers;
//! * [`snippet`] marks matches in titles and extracts.

mod atom;
mod fold;
mod fold_table;
pub mod keys;
pub mod snippet;
mod stem;
pub mod synonyms;
mod token;
mod url;

pub(crate) use atom::{Atom, runs};
pub use fold::{fold, squash};
pub use stem::{stem, stem_prefix};
pub(crate) use token::whole;
pub use token::{Token, tokenize};
pub use url::canonical_url;

#[cfg(test)]
mod tests;
