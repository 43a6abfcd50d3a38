//! `https://github.com/rust-lang/rust/pull/125447` → `rust-lang/rust#125447`.

use backissue_model::record::GithubRef;

/// The issue, pull request or RFC an address names.
#[must_use]
pub fn reference(url: &str) -> Option<GithubRef> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path
        .strip_prefix("www.")
        .unwrap_or(path)
        .strip_prefix("github.com/")?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let mut parts = path.split('/');
    let (owner, repo, what) = (parts.next()?, parts.next()?, parts.next()?);
    let number = parts.next()?.parse().ok()?;
    let is_rfc = repo.eq_ignore_ascii_case("rfcs");
    let what = match what {
        "pull" | "pulls" if is_rfc => "rfc",
        "pull" | "pulls" => "pull",
        "issues" | "issue" => "issue",
        _ => return None,
    };
    Some(GithubRef {
        repo: [owner, "/", repo].concat(),
        number,
        what: what.to_owned(),
    })
}
