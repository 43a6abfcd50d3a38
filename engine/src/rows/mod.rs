//! Display rows: what a result shows, kept outside tantivy's document store.
//!
//! The store would cost a few hundred kilobytes for ten results; row chunks of a
//! handful of documents cost a few. A chunk is a postcard-encoded [`RowChunk`].

pub mod github;

use crate::bundle::boot::{Catalog, IssueRow};
use crate::time::date_of;
use backissue_model::answer::Hit;
use backissue_model::record::{Appearance, CrateRef, Event, Job, Quote};
use serde::{Deserialize, Serialize};

/// Rows of consecutive documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RowChunk {
    /// Headings (text, anchor) that [`Seen::heading`] indexes.
    pub headings: Vec<(String, Option<String>)>,
    /// One row a document.
    pub rows: Vec<Row>,
}

/// What a result shows of one document. Empty strings stand for absent values.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Title.
    pub title: String,
    /// Visible text; empty where it is the title.
    pub text: String,
    /// Primary link.
    pub url: String,
    /// The other links.
    pub links: Vec<String>,
    /// Registrable domain of `url`: how many bytes of the host's end.
    pub domain: u8,
    /// Labels.
    pub labels: Vec<String>,
    /// Details by kind.
    pub details: Details,
    /// Team of a project change.
    pub team: String,
    /// Indexes into [`Boot::kinds`](crate::bundle::boot::Boot::kinds) of records with the same URL.
    pub also_under: Vec<String>,
    /// Where it stood, newest first.
    pub seen: Vec<Seen>,
}

/// What only some kinds have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum Details {
    /// Nothing more.
    #[default]
    None,
    /// An event.
    Event(Event),
    /// A quote.
    Quote(Quote),
    /// A crate.
    Crate(CrateRef),
    /// A job.
    Job(Job),
}

/// One appearance.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// How many issues older than the appearance before, or than the archive's count of issues.
    pub back: u32,
    /// Index into [`RowChunk::headings`].
    pub heading: u16,
}

impl RowChunk {
    /// The result for one row, without score, kind and marks.
    ///
    /// `issues` are the issues of all sets, oldest first; appearances that name
    /// none of them are left out.
    #[must_use]
    pub fn hit(&self, row: &Row, issues: &[IssueRow], catalog: &Catalog) -> Hit {
        let mut hit = Hit {
            title: row.title.clone(),
            url: filled(&row.url),
            links: filled(&row.url)
                .into_iter()
                .chain(row.links.iter().cloned())
                .collect(),
            domain: domain(&row.url, row.domain),
            labels: row.labels.clone(),
            github: github::reference(&row.url),
            team: filled(&row.team),
            also_under: row.also_under.clone(),
            appearances: self.appearances(row, issues, catalog),
            ..Hit::default()
        };
        match &row.details {
            Details::None => {}
            Details::Event(event) => hit.event = Some(event.clone()),
            Details::Quote(quote) => hit.quote = Some(quote.clone()),
            Details::Crate(krate) => hit.krate = Some(krate.clone()),
            Details::Job(job) => hit.job = Some(job.clone()),
        }
        hit
    }

    fn appearances(&self, row: &Row, issues: &[IssueRow], catalog: &Catalog) -> Vec<Appearance> {
        let mut at = 0;
        let mut appearances = Vec::with_capacity(row.seen.len());
        for (first, seen) in row.seen.iter().enumerate().map(|(i, seen)| (i == 0, seen)) {
            at = if first {
                seen.back as usize
            } else {
                at.saturating_sub(seen.back as usize)
            };
            let (Some(issue), Some((section, anchor))) =
                (issues.get(at), self.headings.get(usize::from(seen.heading)))
            else {
                continue;
            };
            appearances.push(Appearance {
                issue: issue.number,
                date: date_of(issue.day),
                page: catalog.page_of(issue),
                anchor: anchor.clone(),
                section: section.clone(),
                ..Appearance::default()
            });
        }
        appearances
    }
}

impl Row {
    /// The visible text.
    #[must_use]
    pub fn text(&self) -> &str {
        if self.text.is_empty() {
            &self.title
        } else {
            &self.text
        }
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn domain(url: &str, length: u8) -> Option<String> {
    let host = host_of(url)?;
    let start = host.len().checked_sub(usize::from(length))?;
    (length > 0).then(|| host.get(start..).map(str::to_lowercase))?
}

/// The host of a URL as printed, without user and port.
#[must_use]
pub fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    host.split(':').next().filter(|host| !host.is_empty())
}

impl Catalog {
    /// Title of an issue.
    #[must_use]
    pub fn title_of(&self, issue: &IssueRow) -> String {
        match issue.number {
            Some(number) if issue.title.is_empty() => {
                self.title.replace("{number}", &number.to_string())
            }
            _ => issue.title.clone(),
        }
    }

    /// Page path of an issue.
    #[must_use]
    pub fn page_of(&self, issue: &IssueRow) -> String {
        if !issue.page.is_empty() {
            return issue.page.clone();
        }
        let date = date_of(issue.day);
        let number = issue
            .number
            .map(|number| number.to_string())
            .unwrap_or_default();
        self.page
            .replace("{yyyy}", date.get(..4).unwrap_or_default())
            .replace("{mm}", date.get(5..7).unwrap_or_default())
            .replace("{dd}", date.get(8..10).unwrap_or_default())
            .replace("{number}", &number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_in_urls_as_printed() {
        assert_eq!(
            host_of("https://blog.rust-lang.org/2017/"),
            Some("blog.rust-lang.org")
        );
        assert_eq!(host_of("https://a@b.example:8080?x"), Some("b.example"));
        assert_eq!(host_of("mailto:a@b.example"), None);
        assert_eq!(
            domain("https://blog.Rust-lang.org/", 13),
            Some("rust-lang.org".to_owned())
        );
        assert_eq!(domain("https://x.example/", 200), None);
    }

    #[test]
    fn pages_follow_from_date_and_number_unless_told() {
        let catalog = Catalog {
            page: "/blog/{yyyy}/{mm}/{dd}/week-{number}/".into(),
            ..Catalog::default()
        };
        let usual = IssueRow {
            day: 20_355,
            number: Some(618),
            ..IssueRow::default()
        };
        assert_eq!(catalog.page_of(&usual), "/blog/2025/09/24/week-618/");
        let odd = IssueRow {
            page: "/odd/".into(),
            ..usual
        };
        assert_eq!(catalog.page_of(&odd), "/odd/");
    }
}
