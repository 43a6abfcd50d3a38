//! The catalogue: issues, kinds and what readers see of the archive as a whole.

use crate::profile::Profile;
use backissue_engine::bundle::boot::{Catalog, IssueRow};
use backissue_engine::time::parse_date;
use backissue_model::record::{Issue, Record};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The catalogue of an archive, without counts.
#[must_use]
pub(super) fn catalog(profile: &Profile, issues: &[Issue], records: &[Arc<Record>]) -> Catalog {
    let site = &profile.site;
    let mut catalog = Catalog {
        groups: profile
            .groups
            .iter()
            .map(|group| (group.id.clone(), group.name.clone()))
            .collect(),
        kinds: Vec::new(),
        site_name: site.name.clone(),
        site_url: site.url.clone(),
        credit: site.credit.clone(),
        license: site.license.clone(),
        license_url: site.license_url.clone(),
        ..Catalog::default()
    };
    for kind in &profile.kinds {
        catalog
            .kinds
            .push((kind.id.clone(), kind.name.clone(), kind.group.clone()));
    }
    for record in records {
        add_unlisted(&mut catalog, &record.kind, &record.group, profile);
    }
    (catalog.title, catalog.page) = usual_issue(issues);
    catalog
}

/// Kinds that no heading leads to (whole issues) are not in the profile's table.
fn add_unlisted(catalog: &mut Catalog, kind: &str, group: &str, profile: &Profile) {
    if catalog.kinds.iter().any(|(id, ..)| id == kind) {
        return;
    }
    let name = &profile.issues.group_name;
    catalog
        .kinds
        .push((kind.to_owned(), name.clone(), group.to_owned()));
    if !catalog.groups.iter().any(|(id, _)| id == group) {
        catalog.groups.push((group.to_owned(), name.clone()));
    }
}

/// Title and page of most issues, with placeholders for number and date: what an
/// issue's row need not repeat.
fn usual_issue(issues: &[Issue]) -> (String, String) {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for issue in issues {
        if let Some(shape) = shape(issue) {
            *counts.entry(shape).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    most.map(|(shape, _)| shape).unwrap_or_default()
}

fn shape(issue: &Issue) -> Option<(String, String)> {
    let number = issue.number?.to_string();
    let (year, rest) = issue.date.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let date = |mark: &str| [year, month, day].join(mark);
    let page = issue
        .page
        .replace(&date("/"), "{yyyy}/{mm}/{dd}")
        .replace(&date("-"), "{yyyy}-{mm}-{dd}");
    let page = replace_last(&page, &number, "{number}");
    Some((replace_last(&issue.title, &number, "{number}"), page))
}

fn replace_last(text: &str, from: &str, to: &str) -> String {
    match text.rsplit_once(from) {
        Some((before, after)) => [before, to, after].concat(),
        None => text.to_owned(),
    }
}

/// Rows of issues, oldest first, and the number of each by file.
#[must_use]
pub(super) fn issue_rows(
    catalog: &Catalog,
    issues: &[Issue],
) -> (Vec<IssueRow>, HashMap<String, u32>) {
    let mut rows = Vec::with_capacity(issues.len());
    let mut by_file = HashMap::with_capacity(issues.len());
    for (at, issue) in issues.iter().enumerate() {
        by_file.insert(issue.file.clone(), at as u32);
        let mut row = IssueRow {
            day: parse_date(&issue.date).unwrap_or_default(),
            number: issue.number,
            ..IssueRow::default()
        };
        if catalog.title_of(&row) != issue.title {
            row.title.clone_from(&issue.title);
        }
        if catalog.page_of(&row) != issue.page {
            row.page.clone_from(&issue.page);
        }
        rows.push(row);
    }
    (rows, by_file)
}
