//! Link reference definitions.
//!
//! Python-Markdown takes the last of several definitions of a label, CommonMark the
//! first. Definitions are therefore taken out of the text here and handed to
//! pulldown-cmark as answers to its broken links.

use crate::diagnostics::Findings;
use std::collections::HashMap;

/// Addresses by label.
#[derive(Debug, Clone, Default)]
pub(super) struct References(HashMap<String, String>);

impl References {
    /// The address of a label, however its letters and spaces are written.
    pub(super) fn get(&self, label: &str) -> Option<&str> {
        self.0.get(&key(label)).map(String::as_str)
    }

    /// Adds a definition; the last one wins.
    pub(super) fn define(&mut self, label: &str, url: &str, line: u32, findings: &mut Findings) {
        let before = self.0.insert(key(label), url.to_owned());
        if let Some(before) = before.filter(|before| before != url) {
            let message =
                format!("[{label}] is defined twice; the page links to {url}, not to {before}");
            findings.warn(
                line,
                "duplicate-reference",
                message,
                "give each definition a label of its own",
            );
        }
    }
}

fn key(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Reads `[label]: url "title"`; the URL may be missing (it is on the next line then).
pub(super) fn definition(line: &str) -> Option<(&str, Option<&str>)> {
    let (label, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    if label.is_empty() || label.contains(['[', ']']) {
        return None;
    }
    let rest = rest.trim();
    let url = rest.split_whitespace().next();
    let title = url
        .and_then(|url| rest.get(url.len()..))
        .unwrap_or_default()
        .trim();
    let titled = title.is_empty()
        || ["\"\"", "''", "()"]
            .iter()
            .any(|marks| title.starts_with(&marks[..1]) && title.ends_with(&marks[1..]));
    titled.then_some((
        label,
        url.map(|url| url.trim_start_matches('<').trim_end_matches('>')),
    ))
}
