//! What the engine says.
//!
//! `backissue search --json` prints an [`Answer`]; the worker sends the same.
//! All text is plain text: marks are ranges, never HTML.

use crate::record::{Appearance, CrateRef, Event, GithubRef, Job, Quote};
use serde::{Deserialize, Serialize};

/// The answer to one [`Request`](crate::request::Request).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Distinct records that match.
    pub total: u32,
    /// Time spent in the engine, in microseconds.
    pub took_us: u32,
    /// The wanted page of results.
    pub results: Vec<Hit>,
    /// Counts per facet, or empty while the columns are not loaded.
    pub facets: Vec<Facet>,
    /// Matching records per month of their newest issue, oldest first, gaps left out.
    pub histogram: Vec<MonthCount>,
    /// How the query was understood and changed.
    pub notes: Vec<Note>,
    /// Some words could not be looked up completely: the total is a lower bound.
    pub partial: bool,
    /// Facets were asked for and their columns are still on the way.
    pub facets_pending: bool,
}

/// One result.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Number of the record within the index, stable while the index is open.
    pub id: u32,
    /// Relevance in hundredths; zero where nothing was scored. A whole number: what writes
    /// fractions would be a twentieth of the download.
    pub score: u32,
    /// Title.
    pub title: String,
    /// Matches in `title`.
    pub title_marks: Vec<Mark>,
    /// Primary link.
    pub url: Option<String>,
    /// All links, the primary one included.
    pub links: Vec<String>,
    /// Registrable domain of `url`.
    pub domain: Option<String>,
    /// Kind id.
    pub kind: String,
    /// Group id.
    pub group: String,
    /// Labels.
    pub labels: Vec<String>,
    /// GitHub reference.
    pub github: Option<GithubRef>,
    /// Event details.
    pub event: Option<Event>,
    /// Quote details.
    pub quote: Option<Quote>,
    /// Crate details.
    #[serde(rename = "crate")]
    pub krate: Option<CrateRef>,
    /// Job details.
    pub job: Option<Job>,
    /// Team of a project change.
    pub team: Option<String>,
    /// Kinds of other records with the same URL.
    pub also_under: Vec<String>,
    /// Every place it stood, newest first. `file` and `line` are left empty.
    pub appearances: Vec<Appearance>,
    /// The best extract of the text around the matches; empty where the title says it all.
    pub snippet: String,
    /// Matches in `snippet`.
    pub snippet_marks: Vec<Mark>,
}

/// A matched range, in Unicode scalar values (`char`s) from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First char.
    pub start: u32,
    /// One past the last char.
    pub end: u32,
}

/// Counts of one facet field over the results.
///
/// Counting is disjunctive: the values of a field are counted as if that field
/// had no chosen values, so choosing one does not zero its siblings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Field of the query language.
    pub field: String,
    /// Values with at least one record, most frequent first (years: newest first).
    pub values: Vec<FacetValue>,
    /// Number of distinct values, of which `values` may be the top.
    pub distinct: u32,
}

/// One value of a facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Value as the query language takes it.
    pub value: String,
    /// Value as readers see it.
    pub label: String,
    /// Matching records.
    pub count: u32,
    /// Chosen now.
    pub chosen: bool,
}

/// Records of one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthCount {
    /// Year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// Matching records.
    pub count: u32,
}

/// Something the reader should know about how the query was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// A word had no (or thin) matches; another was searched as well or instead.
    Corrected {
        /// As typed.
        from: String,
        /// As searched.
        to: String,
    },
    /// All words together matched nothing; these were made optional.
    Relaxed {
        /// Words that need not match any more.
        words: Vec<String>,
    },
    /// Part of the query was not understood and left out.
    Ignored {
        /// As typed.
        text: String,
        /// Why, in plain words.
        why: String,
    },
    /// `field:value` with an unknown field was searched as text.
    UnknownField {
        /// The field's name as typed.
        field: String,
    },
}

/// What a page needs to know about an opened index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// Distinct records.
    pub records: u32,
    /// Content links (appearances of records with a URL).
    pub links: u32,
    /// Issues.
    pub issues: u32,
    /// Title, number, date and page of the newest issue.
    pub newest: Option<IssueRef>,
    /// Date of the oldest issue.
    pub oldest_date: String,
    /// Groups in the order they should be shown.
    pub groups: Vec<GroupInfo>,
    /// Kinds in the order they should be shown.
    pub kinds: Vec<KindInfo>,
    /// Address that root-relative issue pages are joined to.
    pub site_url: String,
    /// Name of the newsletter.
    pub site_name: String,
    /// Credit line for the archive.
    pub credit: String,
    /// Name of the archive's licence.
    pub license: String,
    /// Address of the archive's licence.
    pub license_url: String,
    /// All records per month of their newest issue, oldest first, gaps left out.
    pub histogram: Vec<MonthCount>,
}

/// An issue, named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueRef {
    /// Issue number.
    pub number: Option<u32>,
    /// Title.
    pub title: String,
    /// Date, `YYYY-MM-DD`.
    pub date: String,
    /// Root-relative page.
    pub page: String,
}

/// A group of kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupInfo {
    /// Id (`events`).
    pub id: String,
    /// Name for readers (`Events`).
    pub name: String,
}

/// A kind of record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindInfo {
    /// Id (`upcoming-events`).
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Group id.
    pub group: String,
}
