//! Stands in for the `regex` crate in the browser.
//!
//! tantivy links `regex` to print facet paths, for `RegexTokenizer` and for
//! `top_hits` aggregations. Back Issue uses none of them, and the real crate would be the largest part of the
//! download. Here [`Regex`] has no values: [`Regex::new`] always fails, so code
//! that did come to need an expression gets an error at once, and nothing can
//! silently match or not match.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

/// An expression that cannot exist.
#[derive(Clone, Debug)]
pub struct Regex(Infallible);

/// A match that cannot exist.
#[derive(Clone, Copy, Debug)]
pub struct Match<'h>(Infallible, PhantomData<&'h str>);

/// Why there is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl Regex {
    /// Refuses `pattern`.
    ///
    /// # Errors
    /// Always.
    pub fn new(pattern: &str) -> Result<Self, Error> {
        Err(Error(pattern.to_owned()))
    }

    /// Cannot be called, as there is no `Regex`.
    #[must_use]
    pub fn is_match(&self, _haystack: &str) -> bool {
        match self.0 {}
    }

    /// Cannot be called, as there is no `Regex`.
    #[must_use]
    pub fn find<'h>(&self, _haystack: &'h str) -> Option<Match<'h>> {
        match self.0 {}
    }

    /// Cannot be called, as there is no `Regex`.
    #[must_use]
    pub fn replace_all<'h>(&self, _haystack: &'h str, _replacement: &str) -> Cow<'h, str> {
        match self.0 {}
    }
}

impl<'h> Match<'h> {
    /// Cannot be called, as there is no `Match`.
    #[must_use]
    pub fn start(&self) -> usize {
        match self.0 {}
    }

    /// Cannot be called, as there is no `Match`.
    #[must_use]
    pub fn end(&self) -> usize {
        match self.0 {}
    }

    /// Cannot be called, as there is no `Match`.
    #[must_use]
    pub fn as_str(&self) -> &'h str {
        match self.0 {}
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "regular expressions are left out of the browser build: `{}`",
            self.0
        )
    }
}

impl std::error::Error for Error {}

/// Gives `pattern` back: what is made of it is refused by [`Regex::new`] anyway.
#[must_use]
pub fn escape(pattern: &str) -> String {
    pattern.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_is_refused_by_name() {
        for pattern in ["", "a", r"[\\/]", "^.*$"] {
            let refused = Regex::new(pattern).expect_err("no expression may be made");
            assert!(refused.to_string().contains(&format!("`{pattern}`")));
        }
    }
}
