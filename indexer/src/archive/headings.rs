//! Headings and the ids the published page gives them.

use super::block::{Block, What};
use crate::profile::HeadingIds;
use backissue_model::record::Heading;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The headings among `blocks`, with their ids.
pub(super) fn with_ids(blocks: &[Block], rule: HeadingIds) -> Vec<Heading> {
    let mut used = Used::default();
    let mut headings = Vec::new();
    for block in blocks {
        let What::Heading(level) = block.what else {
            continue;
        };
        let text = block.rich.text.clone();
        let anchor = match rule {
            HeadingIds::PythonMarkdown => used.underscored(&slugify(&text)),
            HeadingIds::Github => used.numbered(&github(&text)),
            HeadingIds::Kramdown => used.numbered(kramdown(&github(&text))),
            HeadingIds::Zola => used.numbered(&zola(&text)),
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

/// Jekyll's ids begin with a letter.
fn kramdown(id: &str) -> &str {
    id.trim_start_matches(|c: char| !c.is_alphabetic())
}

/// Zola's ids: transliterated, every run of anything else than letters and digits a `-`.
fn zola(text: &str) -> String {
    let ascii = deunicode::deunicode(text).to_ascii_lowercase();
    let words = ascii.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Ids given so far, with the last count tried for each repeated one: a page of a
/// hundred thousand equal headings must not take quadratic time.
#[derive(Debug, Default)]
struct Used(HashMap<String, u32>);

impl Used {
    /// Makes an id unique as GitHub does: a repeated `part-2` becomes `part-2-1`.
    fn numbered(&mut self, id: &str) -> String {
        if self.0.contains_key(id) {
            return self.counted(id, id, '-', 0);
        }
        self.0.insert(id.to_owned(), 0);
        id.to_owned()
    }

    /// Makes an id unique as Python-Markdown does: a repeated `rfcs` becomes `rfcs_1`, a
    /// repeated `rfcs_1` `rfcs_2`.
    fn underscored(&mut self, id: &str) -> String {
        if !id.is_empty() && !self.0.contains_key(id) {
            self.0.insert(id.to_owned(), 0);
            return id.to_owned();
        }
        let counted = id
            .rsplit_once('_')
            .and_then(|(stem, count)| Some((stem, count.parse().ok()?)));
        let (stem, first) = counted.unwrap_or((id, 0));
        self.counted(id, stem, '_', first)
    }

    fn counted(&mut self, id: &str, stem: &str, mark: char, first: u32) -> String {
        let mut count = self.0.get(id).copied().unwrap_or_default().max(first);
        let unused = loop {
            count = count.saturating_add(1);
            let candidate = format!("{stem}{mark}{count}");
            if !self.0.contains_key(&candidate) {
                break candidate;
            }
        };
        self.0.insert(id.to_owned(), count);
        self.0.insert(unused.clone(), 0);
        unused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(rule: fn(&str) -> String, texts: &[&str]) -> Vec<String> {
        let mut used = Used::default();
        texts
            .iter()
            .map(|text| used.numbered(&rule(text)))
            .collect()
    }

    #[test]
    fn hugo_and_github_keep_letters_and_drop_signs() {
        let texts = ["Projects & Tools", "Über C++", "Part 2", "Part 2", "Part 2"];
        let wanted = [
            "projects--tools",
            "über-c",
            "part-2",
            "part-2-1",
            "part-2-2",
        ];
        assert_eq!(ids(github, &texts), wanted);
    }

    #[test]
    fn zola_writes_ascii_words() {
        let texts = [
            "Projects & Tools",
            "Über C++",
            "What's new",
            "Part_2",
            "Part 2",
        ];
        let wanted = [
            "projects-tools",
            "uber-c",
            "what-s-new",
            "part-2",
            "part-2-1",
        ];
        assert_eq!(ids(zola, &texts), wanted);
    }

    #[test]
    fn jekyll_begins_with_a_letter() {
        let texts = ["2024: a year", "3. Links"];
        assert_eq!(
            ids(|text| kramdown(&github(text)).to_owned(), &texts),
            ["a-year", "links"]
        );
    }
}
