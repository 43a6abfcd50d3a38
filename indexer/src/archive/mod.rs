//! Reading an archive: files → front matter → Markdown → sections → entries.
//!
//! Each stage is a file of this folder and takes what the one before it made:
//!
//! 1. `files` finds and reads files; `hygiene` repairs and cleans their text.
//! 2. `front_matter` splits off title, number and date; `pages` makes the path
//!    of the published page.
//! 3. `python_markdown` rewrites the body where Python-Markdown and CommonMark
//!    differ; `rst` turns the one reStructuredText article into Markdown.
//! 4. `markdown` turns pulldown-cmark's events into flat `block`s.
//! 5. `headings` gives headings the ids of the published page, `sections` gives
//!    every block its kind.
//!
//! [`crate::entries`] then makes entries of the blocks. Nothing here fails on
//! content: what cannot be read is left out and diagnosed.

pub(crate) mod block;
mod comments;
mod contradictions;
mod files;
mod front_matter;
mod headings;
mod hygiene;
mod limits;
mod markdown;
mod mojibake;
mod pages;
mod python_markdown;
mod references;
mod rst;
pub(crate) mod sections;

use crate::diagnostics::{Diagnostic, Findings};
use crate::entries::{self, Entry};
use crate::profile::{Dialect, Profile};
use backissue_model::record::Issue;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;

/// One issue, parsed.
#[derive(Debug, Clone, Default)]
pub struct ParsedIssue {
    /// Number, title, date, page and headings.
    pub issue: Issue,
    /// Text before the first heading.
    pub intro: String,
    /// Entries in document order.
    pub entries: Vec<Entry>,
    /// What stands in every issue and holds links: it is merged to one entry a link,
    /// with the newest issue as its only place.
    pub weekly: Vec<Entry>,
}

/// Everything read from an archive.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// Issues, oldest first.
    pub issues: Vec<ParsedIssue>,
    /// Findings, by file and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads archive folders and single files (of any extension).
///
/// Never fails on content. The result does not depend on the order in which the
/// file system lists files nor on the number of threads.
#[must_use]
pub fn read(paths: &[PathBuf], profile: &Profile) -> Archive {
    let (sources, mut diagnostics) = files::find(paths);
    let parsed: Vec<_> = sources
        .par_iter()
        .map(|source| read_one(source, profile))
        .collect();
    let mut issues = Vec::with_capacity(parsed.len());
    for (issue, findings) in parsed {
        issues.extend(issue);
        diagnostics.extend(findings);
    }
    issues.sort_by(|a, b| order(a).cmp(&order(b)));
    diagnose_doubles(&issues, &mut diagnostics);
    diagnostics.extend(contradictions::find(&issues));
    diagnostics.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Archive {
        issues,
        diagnostics,
    }
}

fn order(parsed: &ParsedIssue) -> (&str, Option<u32>, &str) {
    (&parsed.issue.date, parsed.issue.number, &parsed.issue.file)
}

fn read_one(source: &files::Source, profile: &Profile) -> (Option<ParsedIssue>, Vec<Diagnostic>) {
    let mut findings = Findings::new(&source.shown);
    let parsed = files::read(source, &mut findings).and_then(|bytes| {
        let text = hygiene::decode(&bytes, &mut findings);
        parse(&source.name, &text, profile, &mut findings)
    });
    (parsed, findings.into_list())
}

/// Parses the text of one issue.
#[must_use]
pub fn parse_text(
    name: &str,
    text: &str,
    profile: &Profile,
) -> (Option<ParsedIssue>, Vec<Diagnostic>) {
    let mut findings = Findings::new(name);
    let text = hygiene::decode(text.as_bytes(), &mut findings);
    let parsed = parse(name, &text, profile, &mut findings);
    (parsed, findings.into_list())
}

fn parse(
    name: &str,
    text: &str,
    profile: &Profile,
    findings: &mut Findings,
) -> Option<ParsedIssue> {
    let converted = name.ends_with(".rst").then(|| rst::to_markdown(text));
    let text = converted.as_deref().unwrap_or(text);
    let (front, body) = front_matter::split(text, findings);
    let issue = pages::issue(name, &front, profile, findings)?;
    let source = limits::enforce(body, front.lines, findings);
    let source = match profile.pages.markdown {
        Dialect::PythonMarkdown => python_markdown::rewrite(&source, front.lines, findings),
        Dialect::Commonmark => python_markdown::untouched(&source),
    };
    let blocks = markdown::blocks(&source, front.lines);
    let headings = headings::with_ids(&blocks, profile.pages.heading_ids);
    let parsed = sections::place(blocks, &headings, issue.number, profile, findings);
    let intro = sections::intro(&parsed);
    let entries = entries::read(&parsed, &issue, &headings, profile, findings);
    let weekly = |entry: &Entry| entry.kind == profile.boilerplate.kind;
    let (weekly, entries) = entries.into_iter().partition(weekly);
    Some(ParsedIssue {
        issue: Issue { headings, ..issue },
        intro,
        entries,
        weekly,
    })
}

fn diagnose_doubles(issues: &[ParsedIssue], diagnostics: &mut Vec<Diagnostic>) {
    let mut numbers: HashMap<u32, &str> = HashMap::new();
    let mut pages: HashMap<&str, &str> = HashMap::new();
    for ParsedIssue { issue, .. } in issues {
        let mut findings = Findings::new(&issue.file);
        if let Some(number) = issue.number
            && let Some(other) = numbers.insert(number, &issue.file)
        {
            let message = format!("issue number {number} is also used by {other}");
            findings.warn(
                0,
                "double-number",
                message,
                "give one of the two files another `Number:`",
            );
        }
        if let Some(other) = pages.insert(&issue.page, &issue.file) {
            let message = format!("page {} is also published by {other}", issue.page);
            findings.warn(
                0,
                "double-page",
                message,
                "change `Date:` or `Title:` of one of the two files",
            );
        }
        diagnostics.extend(findings.into_list());
    }
}
