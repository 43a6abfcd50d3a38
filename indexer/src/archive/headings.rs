//! Headings and the ids the published page gives them.

use super::block::{Block, What};
use crate::profile::HeadingIds;
use backissue_model::record::Heading;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// The headings among `blocks`, with their ids.
pub(super) fn with_ids(blocks: &[Block], rule: HeadingIds) -> Vec<Heading> {
    let mut used = HashSet::new();
    let mut headings = Vec::new();
    for block in blocks {
        let What::Heading(level) = block.what else {
            continue;
        };
        let text = block.rich.text.clone();
        let anchor = match rule {
            HeadingIds::PythonMarkdown => unique(slugify(&text), '_', &mut used),
            HeadingIds::Github => unique(github(&text), '-', &mut used),
        };
        headings.push(Heading {
            level,
            text,
            anchor,
            line: block.line,
        });
    }
    headings
}

/// Python-Markdown's toc slug: decomposed, ASCII only, lower case, words joined by `-`.
fn slugify(text: &str) -> String {
    let ascii: String = text.nfkd().filter(char::is_ascii).collect();
    dashed(&ascii)
}

/// Drops all but letters, digits, `_`, `-` and spaces; joins words by `-`.
pub(super) fn dashed(ascii: &str) -> String {
    let kept: String = ascii
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || c.is_whitespace())
        .collect();
    let mut out = String::with_capacity(kept.len());
    for c in kept.trim().chars() {
        if c == '-' || c.is_whitespace() {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

fn github(text: &str) -> String {
    let kept = text.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// Makes an id unique: a repeated `rfcs` becomes `rfcs_1`, a repeated `rfcs_1` `rfcs_2`.
fn unique(mut id: String, mark: char, used: &mut HashSet<String>) -> String {
    while id.is_empty() || used.contains(&id) {
        let counted = id
            .rsplit_once(mark)
            .and_then(|(stem, count)| Some((stem, count.parse::<u32>().ok()?)));
        id = match counted {
            Some((stem, count)) => format!("{stem}{mark}{}", count.saturating_add(1)),
            None => format!("{id}{mark}1"),
        };
    }
    used.insert(id.clone());
    id
}
