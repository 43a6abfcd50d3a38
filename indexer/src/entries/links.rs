//! Which links of a block are followed: addresses checked, placeholders left out.

use super::Reader;
use crate::archive::block::{Link, Rich};

/// The checked links of a block, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links(pub(crate) Vec<Link>);

impl Links {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn first(&self) -> Option<&Link> {
        self.0.first()
    }

    pub(crate) fn primary(&self) -> Option<&str> {
        self.first().map(|link| link.url.as_str())
    }

    /// Addresses without repetition.
    pub(crate) fn urls(&self) -> Vec<String> {
        let mut urls: Vec<String> = Vec::new();
        for link in &self.0 {
            if !urls.contains(&link.url) {
                urls.push(link.url.clone());
            }
        }
        urls
    }

    /// Adds the links of another block.
    pub(crate) fn append(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }
}

impl Reader<'_> {
    /// Checks the links of a text; refused ones are diagnosed.
    pub(crate) fn links(&mut self, rich: &Rich, line: u32) -> Links {
        let checked = rich.links.iter().filter_map(|link| {
            let url = self.checked(&link.url, line)?;
            Some(Link {
                url,
                ..link.clone()
            })
        });
        Links(checked.collect())
    }

    fn checked(&mut self, printed: &str, line: u32) -> Option<String> {
        let url: String = printed.chars().filter(|c| !c.is_control()).collect();
        let url = url.trim();
        if self.profile.is_placeholder(url) {
            self.findings.warn(
                line,
                "placeholder-link",
                format!("the link still leads to `{url}`"),
                "put the real address in",
            );
            return None;
        }
        if url.is_empty() {
            self.findings.warn(
                line,
                "empty-link",
                "the link has no address",
                "put the address in or remove the brackets",
            );
            return None;
        }
        match scheme(url) {
            Some("http" | "https" | "mailto") => Some(url.to_owned()),
            Some(other) => {
                let message =
                    format!("the link `{url}` has the scheme `{other}`, which is not shown");
                self.findings.warn(
                    line,
                    "refused-scheme",
                    message,
                    "use an http, https or mailto address",
                );
                None
            }
            None => {
                let message = format!("the link `{url}` does not name a site");
                self.findings.warn(
                    line,
                    "relative-link",
                    message,
                    "write the whole address, beginning with https://",
                );
                None
            }
        }
    }
}

/// The scheme of an address, if it has one, as far as it is lower case.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let plain = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let known = ["http", "https", "mailto"]
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known));
    let hosted = known == Some("mailto") || rest.starts_with("//") && rest.len() > 2;
    (plain && (known.is_none() || hosted)).then(|| known.unwrap_or(scheme))
}
