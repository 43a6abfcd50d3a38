//! What can be wrong with a configuration, said with file, line and advice.

use std::io;
use std::path::{Path, PathBuf};

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not valid TOML, or has an unknown key or a value of a wrong type.
    #[error("{}:{line}:{column}: {message}", file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong, with a suggestion where there is a likely one.
        message: String,
    },
    /// A value makes no sense.
    #[error("{}: {key}: {why}", file.display())]
    Value {
        /// The file.
        file: PathBuf,
        /// The key, with its table.
        key: String,
        /// What is wrong.
        why: String,
    },
}

impl Error {
    /// From the TOML reader's error.
    pub(super) fn syntax(file: &Path, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let message = explain(error.message());
        Self::Syntax {
            file: file.to_owned(),
            line,
            column,
            message,
        }
    }
}

/// Turns serde's "unknown field `x`, expected one of `a`, `b`" into a suggestion.
fn explain(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field ") else {
        return message.to_owned();
    };
    let mut words = rest.split('`').skip(1).step_by(2);
    let unknown = words.next().unwrap_or_default();
    let known: Vec<&str> = words.collect();
    let near = known
        .iter()
        .map(|key| (strsim::jaro_winkler(unknown, key), key))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, key)) => format!("unknown key `{unknown}`: did you mean `{key}`?"),
        None => format!("unknown key `{unknown}`; there are {}", known.join(", ")),
    }
}
