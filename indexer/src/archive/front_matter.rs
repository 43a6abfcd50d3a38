//! Title, number, date and slug at the top of a file.
//!
//! Three forms are read: `Key: value` lines up to the first blank line (Pelican),
//! the same between `---` lines (Jekyll, Hugo), and TOML between `+++` lines (Zola,
//! Hugo).

use crate::diagnostics::Findings;
use std::collections::BTreeMap;

/// What stood at the top of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct FrontMatter {
    /// Values by lower-case key.
    values: BTreeMap<String, String>,
    /// Lines before the body, so that lines of the body can be counted.
    pub(super) lines: u32,
}

impl FrontMatter {
    /// The value of a key, if it is not empty.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values
            .get(key)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

/// Splits a file's text into front matter and body.
pub(super) fn split<'a>(text: &'a str, findings: &mut Findings) -> (FrontMatter, &'a str) {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (front, body) = match first {
        "+++" => fenced(text, "+++", findings, toml_values),
        "---" => fenced(text, "---", findings, yaml_values),
        _ => header_lines(text, findings),
    };
    if front.values.is_empty() {
        findings.error(
            1,
            "no-front-matter",
            "the file does not begin with `Title:` and `Date:` lines",
            "add them as the first lines of the file",
        );
    }
    (front, body)
}

/// `Key: value` lines; a line indented by four spaces continues the value above.
fn header_lines<'a>(text: &'a str, findings: &mut Findings) -> (FrontMatter, &'a str) {
    let mut front = FrontMatter::default();
    let mut rest = text;
    let mut last = None;
    while let Some(line) = rest.lines().next() {
        let blank = line.trim().is_empty();
        let pair = key_value(line);
        if let Some((key, value)) = pair {
            insert(&mut front, &key, value, findings);
            last = Some(key);
        } else if let (Some(key), true) = (&last, line.starts_with("    ") && !blank) {
            let value = front.values.entry(key.clone()).or_default();
            value.push(' ');
            value.push_str(line.trim());
        } else if !blank {
            break;
        }
        front.lines += 1;
        rest = rest.get(line.len() + 1..).unwrap_or_default();
        if blank && last.is_some() {
            break;
        }
    }
    (front, rest)
}

fn key_value(line: &str) -> Option<(String, &str)> {
    let line = line.strip_prefix(':').unwrap_or(line);
    let (key, value) = line.split_once(':')?;
    let plain = key
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    (plain && !key.is_empty()).then(|| (key.to_ascii_lowercase(), value.trim()))
}

fn insert(front: &mut FrontMatter, key: &str, value: &str, findings: &mut Findings) {
    if let Some(before) = front.values.get(key)
        && before != value
    {
        let message =
            format!("`{key}` is given twice, as `{before}` and `{value}`; the first is used");
        findings.warn(
            front.lines + 1,
            "double-front-matter",
            message,
            "remove one of the two lines",
        );
        return;
    }
    front.values.insert(key.to_owned(), value.to_owned());
}

type Reader = fn(&str, &mut FrontMatter, &mut Findings);

fn fenced<'a>(
    text: &'a str,
    fence: &str,
    findings: &mut Findings,
    read: Reader,
) -> (FrontMatter, &'a str) {
    let mut front = FrontMatter {
        lines: 1,
        ..FrontMatter::default()
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let after = text.get(start..).unwrap_or_default();
    let mut offset = 0;
    for line in after.split_inclusive('\n') {
        front.lines += 1;
        if line.trim_end() == fence {
            read(
                after.get(..offset).unwrap_or_default(),
                &mut front,
                findings,
            );
            return (front, after.get(offset + line.len()..).unwrap_or_default());
        }
        offset += line.len();
    }
    findings.error(
        1,
        "open-front-matter",
        format!("the front matter is not closed by `{fence}`"),
        "close it before the text begins",
    );
    (
        FrontMatter {
            lines: 1,
            ..FrontMatter::default()
        },
        after,
    )
}

/// Top-level `key: value` lines, and those of the table that the site builder leaves to
/// its users. Lists and other tables hold nothing that is needed.
fn yaml_values(block: &str, front: &mut FrontMatter, findings: &mut Findings) {
    let mut own = false;
    for line in block.lines() {
        let nested = line.starts_with([' ', '\t']);
        let Some((key, value)) = key_value(if own { line.trim_start() } else { line }) else {
            continue;
        };
        if !nested {
            own = matches!(key.as_str(), "extra" | "params") && value.is_empty();
        }
        insert(front, &key, value.trim_matches(['"', '\'']), findings);
    }
}

fn toml_values(block: &str, front: &mut FrontMatter, findings: &mut Findings) {
    match block.parse::<toml::Table>() {
        Ok(table) => {
            // What a site builder leaves to its users stands in a table of its own.
            let own = ["extra", "params"]
                .iter()
                .filter_map(|name| table.get(*name)?.as_table());
            for (key, value) in own
                .flatten()
                .chain(&table)
                .filter(|(_, value)| !value.is_table())
            {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                insert(front, &key.to_ascii_lowercase(), &value, findings);
            }
        }
        Err(error) => findings.error(
            1,
            "bad-front-matter",
            format!("the front matter is not TOML: {}", error.message()),
            "correct it",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> FrontMatter {
        split(text, &mut Findings::new("x.md")).0
    }

    #[test]
    fn site_builders_front_matter_is_read() {
        let zola = "+++\ntitle = \"One\"\ndate = 2024-01-03\n[extra]\nnumber = 7\n[taxonomies]\ntags = []\n+++\nx";
        let hugo =
            "---\ntitle: \"One\"\ndate: 2024-01-03\nparams:\n  number: 7\ntags:\n  - a\n---\nx";
        for text in [zola, hugo] {
            let front = front(text);
            assert_eq!(front.get("title"), Some("One"), "{text}");
            assert_eq!(front.get("date"), Some("2024-01-03"), "{text}");
            assert_eq!(front.get("number"), Some("7"), "{text}");
        }
    }
}
