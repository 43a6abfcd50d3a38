//! Do the deep links of a search exist on the site?

use super::Problem;
use crate::reader::Bundle;
use backissue_model::request::Request;
use html5gum::{Token, Tokenizer};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Headings linked to, per root-relative page.
pub type Links = BTreeMap<String, BTreeSet<String>>;

/// Results asked for at once.
const AT_ONCE: u32 = 2_000;

/// Every deep link of an index.
///
/// # Errors
/// When a file of it is missing or damaged, or of a version this program cannot read.
pub fn links(bundle: &mut Bundle<'_>) -> anyhow::Result<Links> {
    let mut links = Links::new();
    let mut offset = 0;
    loop {
        let answer = bundle.search(&Request {
            offset,
            limit: AT_ONCE,
            ..Request::default()
        })?;
        for place in answer.results.iter().flat_map(|hit| &hit.appearances) {
            links
                .entry(place.page.clone())
                .or_default()
                .extend(place.anchor.clone());
        }
        offset = offset.saturating_add(AT_ONCE);
        if answer.results.is_empty() || offset >= answer.total {
            return Ok(links);
        }
    }
}

/// Checks that each page of `links` is in the built site at `site` and has every
/// heading id that is linked to. Returns how many different links were checked, and what
/// is wrong.
#[must_use]
pub fn check_links(site: &Path, links: &Links) -> (usize, Vec<Problem>) {
    let pages: Vec<_> = links.iter().collect();
    let problems = pages
        .par_iter()
        .flat_map_iter(|(page, anchors)| check_page(site, page, anchors))
        .collect();
    let count = links.values().map(|anchors| anchors.len() + 1).sum();
    (count, problems)
}

fn check_page(site: &Path, page: &str, anchors: &BTreeSet<String>) -> Vec<Problem> {
    let relative = page.trim_start_matches('/');
    let file = if relative.is_empty() || relative.ends_with('/') {
        format!("{relative}index.html")
    } else {
        relative.to_owned()
    };
    let problem = |what: String| Problem {
        file: file.clone(),
        what,
    };
    let html = match std::fs::read(site.join(&file)) {
        Ok(html) => html,
        Err(error) => return vec![problem(format!("is linked to and cannot be read: {error}"))],
    };
    let ids = ids(&html);
    let missing = anchors
        .iter()
        .filter(|anchor| !ids.contains(anchor.as_bytes()));
    missing
        .map(|anchor| problem(format!("has no heading with the id {anchor:?}")))
        .collect()
}

/// All `id`s of a page.
fn ids(html: &[u8]) -> BTreeSet<Vec<u8>> {
    let mut ids = BTreeSet::new();
    for token in Tokenizer::new(html) {
        if let Ok(Token::StartTag(tag)) = token
            && let Some(id) = tag.attributes.get(&b"id"[..])
        {
            ids.insert(id.to_vec());
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_headings_that_do_not_exist_are_named() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(site.path().join("blog/1")).unwrap();
        let html = "<h1 id=news>News</h1><h2 class='x' id=\"caf&eacute;\">x</h2><!-- id=no -->";
        std::fs::write(site.path().join("blog/1/index.html"), html).unwrap();
        let anchors = ["news", "café", "no"].map(str::to_owned);
        let links = Links::from([
            ("/blog/1/".to_owned(), anchors.into()),
            ("/blog/2/".to_owned(), BTreeSet::new()),
        ]);
        let (count, problems) = check_links(site.path(), &links);
        assert_eq!(count, 5);
        let said: Vec<_> = problems
            .iter()
            .map(|p| format!("{} {}", p.file, p.what))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(
            said[0],
            "blog/1/index.html has no heading with the id \"no\""
        );
        assert!(said[1].starts_with("blog/2/index.html is linked to and cannot be read"));
    }
}
