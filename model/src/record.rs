//! What an archive is made of once it is parsed: issues and records.
//!
//! These are also the JSON Lines of `backissue issues` and `backissue records`;
//! [`SCHEMA_VERSION`] changes whenever a field changes its name or meaning.

use serde::{Deserialize, Serialize};

/// Version of the JSON Lines written by `backissue issues` and `backissue records`.
pub const SCHEMA_VERSION: u32 = 1;

/// One issue of the newsletter, as its page is published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Path of the source file, relative to the archive folder, with `/`.
    pub file: String,
    /// Issue number; `None` for articles that are not numbered issues.
    pub number: Option<u32>,
    /// Title as published.
    pub title: String,
    /// Date of publication, `YYYY-MM-DD`.
    pub date: String,
    /// Root-relative path of the published page, with a trailing slash.
    pub page: String,
    /// Headings in document order.
    pub headings: Vec<Heading>,
}

/// A heading of an issue's page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Visible text.
    pub text: String,
    /// The `id` the published page gives it.
    pub anchor: String,
    /// Line of the source file, counted from 1.
    pub line: u32,
}

/// One thing a reader can find: a link, an event, a quote, a crate, an issue.
///
/// Entries that name the same thing in several issues are one record with
/// several [`appearances`](Record::appearances).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What makes two entries the same thing; unique within an archive and stable
    /// from one release to the next. Not shown to readers.
    #[serde(skip)]
    pub key: String,
    /// Kind id, such as `walkthroughs` or `upcoming-events`.
    pub kind: String,
    /// Group id the kind belongs to, such as `events`.
    pub group: String,
    /// Title for a result list: newest wording.
    pub title: String,
    /// Visible text of the newest entry, title included.
    pub text: String,
    /// Primary link as printed (entities decoded, control characters removed).
    pub url: Option<String>,
    /// All content links in order, the primary one included.
    pub links: Vec<String>,
    /// Texts of the further links that are titles by themselves.
    pub names: Vec<String>,
    /// Host of `url`, lower case, without `www.`.
    pub host: Option<String>,
    /// Registrable domain of `host`.
    pub domain: Option<String>,
    /// Words in brackets, lower case: `video`, `de`, `disposition: close`.
    pub labels: Vec<String>,
    /// GitHub reference of `url`.
    pub github: Option<GithubRef>,
    /// Filled for events.
    pub event: Option<Event>,
    /// Filled for quotes.
    pub quote: Option<Quote>,
    /// Filled for crates of the week.
    #[serde(rename = "crate")]
    pub krate: Option<CrateRef>,
    /// Filled for jobs.
    pub job: Option<Job>,
    /// Team of a project change (`clippy`, `compiler`…).
    pub team: Option<String>,
    /// Kind ids of other records with the same canonical URL.
    pub also_under: Vec<String>,
    /// Titles and texts of older appearances that say something else; searchable.
    pub other_titles: Vec<String>,
    /// Every place the thing stood, newest first.
    pub appearances: Vec<Appearance>,
}

/// A pull request, issue or RFC on GitHub.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GithubRef {
    /// `owner/repo`, as printed.
    pub repo: String,
    /// Number of the issue or pull request.
    pub number: u32,
    /// `issue`, `pull` or `rfc`.
    pub what: String,
}

/// When and where an event takes place. Unclear values stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// First day, `YYYY-MM-DD`; empty when no date could be read.
    pub start: String,
    /// Last day of an event of several days.
    pub end: Option<String>,
    /// Place as printed.
    pub place: Option<String>,
    /// City, without country and state.
    pub city: Option<String>,
    /// Region heading it stood under (`Europe`).
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 codes, upper case.
    pub countries: Vec<String>,
    /// `online`, `in-person` or `hybrid`.
    pub mode: String,
    /// Organiser as printed.
    pub organiser: Option<String>,
}

/// A quote of the week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Who said it.
    pub who: Option<String>,
    /// Where it was said: a URL.
    pub source: Option<String>,
}

/// A crate of the week.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrateRef {
    /// Name as printed.
    pub name: String,
    /// Link as printed.
    pub url: Option<String>,
}

/// A job offer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Position.
    pub title: String,
    /// Employer.
    pub company: Option<String>,
    /// Place as printed.
    pub place: Option<String>,
}

/// One place in one issue where a record stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// Path of the source file, relative to the archive folder.
    pub file: String,
    /// Issue number.
    pub issue: Option<u32>,
    /// Date of the issue, `YYYY-MM-DD`.
    pub date: String,
    /// Root-relative path of the issue's page, with a trailing slash.
    pub page: String,
    /// Id of the heading it stood under; `None` before the first heading.
    pub anchor: Option<String>,
    /// Printed text of that heading, without a final colon or comma.
    pub section: String,
    /// Line of the source file, counted from 1.
    pub line: u32,
    /// Labels printed here.
    pub labels: Vec<String>,
    /// Place printed here (events).
    pub place: Option<String>,
    /// Region heading here (events).
    pub region: Option<String>,
}
