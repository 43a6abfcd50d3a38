//! Heading text → kind.

use super::Profile;
use std::collections::HashMap;

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingKind<'a> {
    /// It names this kind by itself.
    Known(&'a str),
    /// It names this kind because of what stood before; it does not change what
    /// later ambiguous headings mean.
    Inherited(&'a str),
    /// It is a subdivision (a region) of what stood before.
    Within,
    /// The profile does not list it.
    Unknown,
}

/// Lookup table built from a profile.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    exact: HashMap<String, String>,
    prefixes: Vec<(String, String)>,
    suffixes: Vec<(String, String)>,
    ambiguous: HashMap<String, super::Ambiguous>,
    regions: Vec<String>,
}

/// A heading's text as spellings are compared: lower case, one space between words,
/// straight apostrophes, no final `:`, `,`, `.` or `!`.
#[must_use]
pub fn heading_key(text: &str) -> String {
    let folded = super::fold(text);
    folded
        .trim_end_matches([':', ',', '.', '!', ' '])
        .to_owned()
}

impl Table {
    pub(super) fn new(profile: &Profile) -> Self {
        let mut table = Self::default();
        for kind in &profile.kinds {
            for heading in &kind.headings {
                table.add(heading, &kind.id);
            }
        }
        for rule in &profile.ambiguous {
            table
                .ambiguous
                .insert(heading_key(&rule.heading), rule.clone());
        }
        table.regions = profile
            .events
            .regions
            .iter()
            .map(|region| heading_key(region))
            .collect();
        table
    }

    fn add(&mut self, heading: &str, kind: &str) {
        if let Some(prefix) = heading.strip_suffix('*') {
            self.prefixes.push((super::fold(prefix), kind.to_owned()));
        } else if let Some(suffix) = heading.strip_prefix('*') {
            self.suffixes.push((heading_key(suffix), kind.to_owned()));
        } else {
            self.exact.insert(heading_key(heading), kind.to_owned());
        }
    }

    pub(super) fn find(&self, text: &str, before: Option<&str>) -> HeadingKind<'_> {
        let key = heading_key(text);
        if let Some(kind) = self.exact.get(&key) {
            return HeadingKind::Known(kind);
        }
        if let Some(rule) = self.ambiguous.get(&key) {
            let kind = before.and_then(|before| rule.after.get(before));
            return HeadingKind::Inherited(kind.unwrap_or(&rule.otherwise));
        }
        if self.regions.contains(&key) {
            return HeadingKind::Within;
        }
        let prefix = self
            .prefixes
            .iter()
            .find(|(prefix, _)| key.starts_with(prefix));
        let suffix = || {
            self.suffixes
                .iter()
                .find(|(suffix, _)| key.ends_with(suffix))
        };
        prefix
            .or_else(suffix)
            .map_or(HeadingKind::Unknown, |(_, kind)| HeadingKind::Known(kind))
    }
}
