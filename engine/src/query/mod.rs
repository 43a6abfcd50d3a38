//! The query language: text → [`Query`], a tree of words, phrases and filters.
//!
//! [`parse()`] is total: it returns what it understood and says what it ignored.
//! The grammar is in `docs/query.md`; the fields are one table in [`field`].
//! Nothing here knows the index: the tree is compiled elsewhere.

pub mod correct;
pub mod field;
mod lex;
mod node;
mod number;
mod parse;
pub mod relax;
mod value;
mod words;

pub use field::{Compare, Field};
pub use node::{Filter, Hint, Key, Node, Phrase, Query, Value, Word};
pub use parse::parse;
pub use value::{filter, normal};

#[cfg(test)]
mod tests;
