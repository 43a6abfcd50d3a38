//! Everything a build writes: index, page, feeds.

use super::{Facts, files};
use crate::archive::ParsedIssue;
use crate::browser::BrowserFile;
use crate::build::{Index, index};
use crate::config::{Config, Feed};
use crate::feeds;
use crate::output::OutputFile;
use crate::profile::Profile;
use crate::progress::Progress;
use crate::reader::Bundle;
use anyhow::{Context, Result};

/// Where the search is published unless the settings say otherwise.
const SEARCH_PATH: &str = "/search/";

/// Everything a build writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// All files.
    pub files: Vec<OutputFile>,
    /// Paths to be written after all others, in this order: they name the others.
    pub last: Vec<String>,
    /// Distinct records that can be found.
    pub records: u32,
    /// Places where records with a link stood.
    pub links: u32,
    /// Bytes of the index.
    pub index_bytes: u64,
}

/// Makes the files of an archive's search from the index to the page; `issues` are its
/// issues, oldest first.
///
/// # Errors
/// When the index cannot be made, or a feed's search or the page's template is not
/// understood.
pub fn publish(
    issues: Vec<ParsedIssue>,
    profile: &Profile,
    config: &Config,
    browser: &[BrowserFile],
    progress: &dyn Progress,
) -> Result<Published> {
    progress.begin("index", 0);
    let Index {
        manifest,
        files: mut all,
        catalog,
        issues,
    } = index(issues, profile)?;
    let index_bytes = all.iter().map(|file| file.bytes.len() as u64).sum();
    progress.end(&format!("{} records", catalog.records));

    let search_path = config.site.search_path.as_deref().unwrap_or(SEARCH_PATH);
    let mut bundle = Bundle::in_memory(&manifest, &all)?;
    let mut extra = Vec::new();
    for feed in &config.feeds {
        extra.extend(feed_files(&mut bundle, feed, search_path)?);
    }
    drop(bundle);

    let json = serde_json::to_string(&manifest)?;
    extra.extend(files(
        browser,
        &Facts {
            site: &profile.site,
            search_path,
            issues: &issues,
            records: catalog.records,
            manifest: &json,
            boot: &manifest.boot_files(),
            feeds: &config.feeds,
        },
    )?);
    extra.push(OutputFile {
        path: "manifest.json".to_owned(),
        bytes: json.into_bytes(),
    });
    all.extend(extra);
    let last = naming(&all);
    Ok(Published {
        files: all,
        last,
        records: catalog.records,
        links: catalog.links,
        index_bytes,
    })
}

fn feed_files(bundle: &mut Bundle<'_>, feed: &Feed, search_path: &str) -> Result<Vec<OutputFile>> {
    let answer = bundle
        .search(&feeds::request(feed))
        .with_context(|| format!("the feed {:?} cannot be made", feed.title))?;
    Ok(feeds::files(
        feed,
        &bundle.engine().info(),
        search_path,
        &answer.results,
    ))
}

/// Files that name others and keep their own name: the manifest first, the page last.
fn naming(files: &[OutputFile]) -> Vec<String> {
    let mut names: Vec<&str> = files
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| {
            !["assets/", "data/", "feeds/"]
                .iter()
                .any(|dir| path.starts_with(dir))
        })
        .collect();
    names.sort_unstable_by_key(|path| match *path {
        "manifest.json" => (0, *path),
        "index.html" => (2, *path),
        _ => (1, *path),
    });
    names.into_iter().map(str::to_owned).collect()
}
