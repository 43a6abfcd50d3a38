//! Filling in `{{name}}`.

use crate::browser::BrowserFile;
use std::collections::BTreeMap;

/// A text asks for a fact nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} has the placeholder {{{{{name}}}}}, which means nothing here")]
pub struct UnknownPlaceholder {
    /// The file.
    pub file: String,
    /// Name of the placeholder.
    pub name: String,
}

/// How values are written into a kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// HTML, XML, SVG: between tags or in a quoted attribute.
    Markup,
    /// Inside a JSON string.
    Json,
}

impl Escape {
    /// For a file that keeps its name and is a text; others are left alone.
    pub(super) fn of(file: &BrowserFile) -> Option<Self> {
        if file.logical != file.name {
            return None;
        }
        match file.name.rsplit('.').next()? {
            "html" | "xml" | "svg" => Some(Self::Markup),
            "json" | "webmanifest" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Replaces every `{{name}}` of `text` by its value, escaped.
pub(super) fn fill(
    file: &str,
    text: &str,
    how: Escape,
    values: &BTreeMap<&str, String>,
) -> Result<String, UnknownPlaceholder> {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or((part, ""));
        let value = values.get(name).ok_or_else(|| UnknownPlaceholder {
            file: file.to_owned(),
            name: name.chars().take(40).collect(),
        })?;
        filled.push_str(&escape(value, how));
        filled.push_str(rest);
    }
    Ok(filled)
}

/// `text` as it may stand in a kind of file.
pub(super) fn escape(text: &str, how: Escape) -> String {
    if how == Escape::Json {
        // A string always serialises; its quotes are already in the template.
        let json = serde_json::to_string(text).unwrap_or_default();
        return json.trim_matches('"').to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
