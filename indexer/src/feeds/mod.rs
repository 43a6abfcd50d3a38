//! Standing searches as feeds: new finds come to the reader.
//!
//! A feed is a pure function of the index: its dates are those of the issues, so
//! building it again changes nothing until an issue does.

mod atom;
mod calendar;

use crate::config::Feed;
use crate::output::{OutputFile, digest};
use backissue_model::answer::{Hit, Info};
use backissue_model::record::Appearance;
use backissue_model::request::{Request, Sort};
use url::Url;

/// Results in a feed that does not say how many.
const LIMIT: u32 = 50;

/// The search whose results a feed lists: newest first.
#[must_use]
pub fn request(feed: &Feed) -> Request {
    Request {
        query: feed.query.clone(),
        sort: Sort::Newest,
        limit: feed.limit.unwrap_or(LIMIT),
        literal: true,
        ..Request::default()
    }
}

/// The files of a feed: Atom, and iCalendar if there are events among its results.
/// `search_path` is where on the site the search is published (`/search/`).
#[must_use]
pub fn files(feed: &Feed, info: &Info, search_path: &str, hits: &[Hit]) -> Vec<OutputFile> {
    let place = Place::new(feed, info, search_path);
    let name = feed.file_name();
    let mut files = vec![OutputFile {
        path: format!("feeds/{name}.atom"),
        bytes: atom::write(&place, hits).into_bytes(),
    }];
    if let Some(calendar) = calendar::write(&place, hits) {
        files.push(OutputFile {
            path: format!("feeds/{name}.ics"),
            bytes: calendar.into_bytes(),
        });
    }
    files
}

/// A feed and the site it stands on.
struct Place<'a> {
    feed: &'a Feed,
    info: &'a Info,
    /// Site address without a final slash.
    site: &'a str,
    /// Address of the search page.
    search: String,
    /// Host of the site, for identifiers.
    host: String,
}

impl<'a> Place<'a> {
    fn new(feed: &'a Feed, info: &'a Info, search_path: &str) -> Self {
        let site = info.site_url.trim_end_matches('/');
        let host = Url::parse(site)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        Self {
            feed,
            info,
            site,
            search: format!("{site}{search_path}"),
            host: host.unwrap_or_else(|| "localhost".to_owned()),
        }
    }

    /// Address of one of the feed's files.
    fn file(&self, extension: &str) -> String {
        format!("{}feeds/{}.{extension}", self.search, self.feed.file_name())
    }

    /// Address of the search page showing this search.
    fn search_page(&self) -> String {
        let query: String =
            url::form_urlencoded::byte_serialize(self.feed.query.as_bytes()).collect();
        format!("{}?q={query}", self.search)
    }

    /// Address of the heading an entry stood under.
    fn deep_link(&self, appearance: &Appearance) -> String {
        let anchor = appearance
            .anchor
            .as_ref()
            .map(|id| format!("#{id}"))
            .unwrap_or_default();
        format!("{}{}{anchor}", self.site, appearance.page)
    }

    /// Where a result leads: its own link if a browser can follow it, else its issue.
    fn target(&self, hit: &Hit) -> Option<String> {
        let followed = hit.url.as_deref().filter(|link| {
            Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
        });
        let issue = || hit.appearances.first().map(|newest| self.deep_link(newest));
        followed.map(str::to_owned).or_else(issue)
    }
}

/// What stays the same for a result from build to build and differs between results.
fn identity(hit: &Hit) -> String {
    let what = hit.url.as_deref().unwrap_or(&hit.title);
    let start = hit.event.as_ref().map_or("", |event| event.start.as_str());
    digest(format!("{}\n{what}\n{start}", hit.kind).as_bytes())
}

/// `Issue 665`, or the issue's date where it has no number.
fn issue_name(appearance: &Appearance) -> String {
    match appearance.issue {
        Some(number) => format!("Issue {number}"),
        None => appearance.date.clone(),
    }
}

/// Text without the control characters that XML and iCalendar cannot hold.
fn plain(text: &str) -> String {
    let keep = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.chars()
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .filter(keep)
        .collect()
}

#[cfg(test)]
mod tests;
