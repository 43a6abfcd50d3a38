//! The page around the index: browser files with the facts of one archive filled in.

mod publish;
mod template;

use crate::browser::BrowserFile;
use crate::config::Feed;
use crate::output::OutputFile;
use crate::profile::Site;
use backissue_model::record::Issue;
use std::collections::BTreeMap;
use std::fmt::Write;
use template::{Escape, escape, fill};
use url::Url;

pub use publish::{Published, publish};
pub use template::UnknownPlaceholder;

/// What the page says about one archive.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The newsletter.
    pub site: &'a Site,
    /// Where on the site the search is published, with slashes at both ends.
    pub search_path: &'a str,
    /// Issues, oldest first.
    pub issues: &'a [Issue],
    /// Distinct records that can be found.
    pub records: u32,
    /// `manifest.json` as written.
    pub manifest: &'a str,
    /// Paths of the files to load before anything can be searched.
    pub boot: &'a [String],
    /// Feeds published beside the page.
    pub feeds: &'a [Feed],
}

/// The browser files to write for an archive. Files that carry a hash in their name are
/// taken as they are, texts that keep their name are filled in.
///
/// # Errors
/// When a file asks for a fact that is not known.
pub fn files(
    browser: &[BrowserFile],
    facts: &Facts<'_>,
) -> Result<Vec<OutputFile>, UnknownPlaceholder> {
    let values = facts.values();
    let one = |file: &BrowserFile| {
        let mut bytes = file.bytes.to_vec();
        if let Some(escape) = Escape::of(file)
            && let Ok(text) = std::str::from_utf8(file.bytes)
        {
            let text = fill(file.name, text, escape, &values)?;
            // Markup of our own, escaped where it was made.
            let text = text
                .replace(RAW_LINKS, &facts.links())
                .replace(RAW_MANIFEST, &facts.json());
            bytes = text.into_bytes();
        }
        Ok(OutputFile {
            path: file.name.to_owned(),
            bytes,
        })
    };
    browser.iter().map(one).collect()
}

/// Stand for markup while texts are filled in; no text of an archive can hold them,
/// for control characters are removed from it.
const RAW_LINKS: &str = "\u{1}links\u{1}";
const RAW_MANIFEST: &str = "\u{1}manifest\u{1}";

impl Facts<'_> {
    /// Values by the name of their placeholder.
    fn values(&self) -> BTreeMap<&'static str, String> {
        let site = self.site;
        let url = site.url.trim_end_matches('/');
        let host = Url::parse(url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        let newest = self.issues.last();
        let oldest = self.issues.first();
        let first_year = oldest
            .and_then(|issue| issue.date.get(..4))
            .unwrap_or_default();
        BTreeMap::from([
            ("site_name", site.name.clone()),
            ("site_host", host.unwrap_or_default()),
            ("archive_url", format!("{url}{}", site.archive_path)),
            ("page_url", format!("{url}{}", self.search_path)),
            ("credit", site.credit.clone()),
            ("license", site.license.clone()),
            ("license_url", site.license_url.clone()),
            ("records", thousands(self.records as usize)),
            ("issues", thousands(self.issues.len())),
            ("first_year", first_year.to_owned()),
            (
                "newest_title",
                newest.map(|issue| issue.title.clone()).unwrap_or_default(),
            ),
            (
                "newest_url",
                newest
                    .map(|issue| format!("{url}{}", issue.page))
                    .unwrap_or_default(),
            ),
            ("preloads", RAW_LINKS.to_owned()),
            ("manifest", RAW_MANIFEST.to_owned()),
        ])
    }

    /// Links of the page's head: what to load at once, and the feeds.
    fn links(&self) -> String {
        let mut links = String::new();
        for file in self.boot {
            let file = escape(file, Escape::Markup);
            let _ = writeln!(
                links,
                "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{file}\">"
            );
        }
        for feed in self.feeds {
            let title = escape(&feed.title, Escape::Markup);
            let _ = writeln!(
                links,
                "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{title}\" href=\"feeds/{}.atom\">",
                feed.file_name()
            );
        }
        links.truncate(links.trim_end().len());
        links
    }

    /// The manifest inside a `script` element.
    fn json(&self) -> String {
        self.manifest.trim_end().replace('<', "\\u003c")
    }
}

/// `83658` as `83,658`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
