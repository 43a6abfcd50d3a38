//! What is particular to one newsletter: its kinds, headings, pages and repeated text.
//!
//! A profile is one TOML file; the built-in one is `twir.toml` beside this file.

mod headings;
mod load;
mod text;

pub use headings::{HeadingKind, heading_key};
pub use load::ProfileError;
pub use text::fold;
pub(crate) use text::says_none;

use serde::Deserialize;
use std::collections::BTreeMap;

/// Kind and group id of the records that stand for whole issues.
pub const ISSUE_KIND: &str = "issue";

/// Source of the built-in profile.
const TWIR: &str = include_str!("twir.toml");

/// A newsletter, described.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name, address and credit.
    pub site: Site,
    /// How pages and heading ids are published.
    pub pages: Pages,
    /// How issues are recognised.
    pub issues: Issues,
    /// Groups in the order readers see them.
    pub groups: Vec<Group>,
    /// Kinds of entries.
    pub kinds: Vec<Kind>,
    /// Headings whose kind depends on what stood before.
    #[serde(default)]
    pub ambiguous: Vec<Ambiguous>,
    /// Event sections.
    #[serde(default)]
    pub events: Events,
    /// Sections of project changes.
    #[serde(default)]
    pub changes: Changes,
    /// Text that repeats every week.
    #[serde(default)]
    pub boilerplate: Boilerplate,
    #[serde(skip)]
    table: headings::Table,
}

/// Name, address and credit of the newsletter.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Name for readers.
    pub name: String,
    /// Address that root-relative pages are joined to, without a final slash.
    pub url: String,
    /// Root-relative path of the page that lists all issues.
    #[serde(default = "root")]
    pub archive_path: String,
    /// Credit line for the archive.
    pub credit: String,
    /// Name of the archive's licence.
    pub license: String,
    /// Address of the archive's licence.
    pub license_url: String,
}

fn root() -> String {
    "/".to_owned()
}

/// How pages and heading ids are published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// Path of an issue's page: `{year}`, `{month}`, `{day}`; `{slug}` from the front
    /// matter or the title; `{file}`, the file's name without extension; `{name}`, the
    /// slug of the front matter or the file's name without its date.
    pub permalink: String,
    /// Rule for heading ids.
    pub heading_ids: HeadingIds,
    /// Dialect the site's Markdown is written for.
    pub markdown: Dialect,
}

/// Rules by which site builders give headings their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingIds {
    /// Python-Markdown's toc extension: ASCII, repeated ids get `_1`.
    PythonMarkdown,
    /// Hugo, mdBook and others after GitHub: signs dropped, repeated ids get `-1`.
    Github,
    /// Jekyll: as GitHub, but beginning with a letter.
    Kramdown,
    /// Zola: ASCII words joined by `-`, repeated ids get `-1`.
    Zola,
}

/// Markdown dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Python-Markdown with its `extra` extensions.
    PythonMarkdown,
    /// CommonMark with tables.
    Commonmark,
}

/// How issues are recognised.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issues {
    /// Readers' name for the group of records that stand for whole issues.
    pub group_name: String,
    /// Titles that carry the issue number as their last word.
    #[serde(default)]
    pub numbered_titles: Vec<String>,
    /// Kind of everything in an article without a number.
    #[serde(default)]
    pub unnumbered_kind: Option<String>,
    /// Kind of entries under headings the profile does not list.
    pub unknown_kind: String,
    /// Kind of entries before the first heading; without it they are no entries.
    #[serde(default)]
    pub intro_kind: Option<String>,
}

/// A group of kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
}

/// A kind of entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Id.
    pub id: String,
    /// Name for readers.
    pub name: String,
    /// Group id.
    pub group: String,
    /// Family of entries.
    #[serde(default)]
    pub parser: Family,
    /// Spellings of its headings; a final or leading `*` stands for any text.
    #[serde(default)]
    pub headings: Vec<String>,
}

/// Families of entries that are read alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// Links with text around them.
    #[default]
    Links,
    /// Dated gatherings.
    Events,
    /// Quotations and who said them.
    Quotes,
    /// The crate of the week.
    Crates,
    /// Job offers.
    Jobs,
    /// Merged changes, by team.
    Changes,
    /// Proposals with a disposition.
    Rfcs,
    /// Bare names.
    Names,
}

/// A heading whose kind depends on what stood before.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguous {
    /// Spelling.
    pub heading: String,
    /// Kind by the kind of the last unambiguous heading.
    pub after: BTreeMap<String, String>,
    /// Kind after any other heading.
    pub otherwise: String,
}

/// Event sections.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Events {
    /// Kind id of events.
    pub kind: String,
    /// Headings that name a region.
    pub regions: Vec<String>,
    /// Regions that mean the event is online.
    pub online_regions: Vec<String>,
    /// Region in which an ambiguous two-letter code is a US state.
    pub us_states_region: Option<String>,
}

/// Sections of project changes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Changes {
    /// Kind id of project changes.
    pub kind: String,
    /// Teams with headings or prefixes of their own.
    pub teams: Vec<String>,
    /// Other spellings of a team.
    pub aliases: BTreeMap<String, String>,
}

/// Text that repeats every week.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Boilerplate {
    /// Kind of those that hold links; without it they are left out.
    pub kind: String,
    /// Beginnings of repeated paragraphs and items.
    pub starts: Vec<String>,
    /// Beginnings of the closing lines.
    pub footer: Vec<String>,
    /// Link addresses left over from a template.
    pub placeholders: Vec<String>,
}

impl Profile {
    /// The built-in profile of *This Week in Rust*.
    ///
    /// # Errors
    /// Never in a released build: a test reads the embedded file.
    pub fn twir() -> Result<Self, toml::de::Error> {
        Self::parse(TWIR)
    }

    /// Reads a profile.
    ///
    /// # Errors
    /// The text is not TOML, or a key is missing or unknown; the message names it.
    pub fn parse(source: &str) -> Result<Self, toml::de::Error> {
        let mut profile: Self = toml::from_str(source)?;
        profile.table = headings::Table::new(&profile);
        profile.boilerplate.fold();
        Ok(profile)
    }

    /// The kind with this id.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// The group a kind belongs to.
    #[must_use]
    pub fn group_of<'a>(&'a self, kind: &str) -> &'a str {
        if kind == ISSUE_KIND {
            return ISSUE_KIND;
        }
        self.kind(kind).map_or("", |kind| &kind.group)
    }

    /// What a heading means after the kind `before`.
    #[must_use]
    pub fn heading(&self, text: &str, before: Option<&str>) -> HeadingKind<'_> {
        self.table.find(text, before)
    }

    /// The region a heading names, as listed.
    #[must_use]
    pub fn region(&self, heading: &str) -> Option<&str> {
        listed(&self.events.regions, heading)
    }

    /// Whether events under this region heading are online.
    #[must_use]
    pub fn is_online_region(&self, region: &str) -> bool {
        listed(&self.events.online_regions, region).is_some()
    }

    /// The team a heading or prefix names, lower case.
    #[must_use]
    pub fn team(&self, name: &str) -> Option<String> {
        let name = self.changes.aliases.get(name).map_or(name, String::as_str);
        listed(&self.changes.teams, name).map(str::to_lowercase)
    }
}

fn listed<'a>(list: &'a [String], name: &str) -> Option<&'a str> {
    let key = heading_key(name);
    list.iter()
        .find(|known| heading_key(known) == key)
        .map(String::as_str)
}
