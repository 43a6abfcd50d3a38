//! Exact keys: how links and numbers are found without their words.
//!
//! The index holds the keys of each record in a field of their own; a query such
//! as `rust#146700` names the same keys. This is the whole list:
//!
//! | key | of | asked by |
//! |---|---|---|
//! | `u` and eight characters | every link, by [`canonical_url`] | a pasted URL, `url:` |
//! | `#146700` | a GitHub number | `#146700` |
//! | `rust#146700` | the same, with the repository | `rust#146700` |
//! | `rust-lang/rust#146700` | the same, with the owner | `rust-lang/rust#146700` |
//! | `rfc:2094` | a pull request to an `rfcs` repository, or an RFC's page | `RFC 2094` |
//! | `issue:404` | an issue of the newsletter | `issue 404` |

use super::canonical_url;
use xxhash_rust::xxh64::xxh64;

/// Key of a link: short, and the same for every spelling of the URL.
pub fn url_key(url: &str) -> String {
    const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.";
    let mut hash = xxh64(canonical_url(url).as_bytes(), 0);
    let mut out = String::from("u");
    for _ in 0..8 {
        out.push(char::from(DIGITS[(hash & 63) as usize]));
        hash >>= 6;
    }
    out
}

/// Key of a newsletter issue.
pub fn issue_key(number: u32) -> String {
    ["issue:", &number.to_string()].concat()
}

/// Key of an RFC.
pub fn rfc_key(number: u32) -> String {
    ["rfc:", &number.to_string()].concat()
}

/// Keys of a number in a repository (`owner/repo`, in any case).
pub fn github_keys(repo: &str, number: u32) -> Vec<String> {
    let repo = repo.to_ascii_lowercase();
    let tail = ["#", &number.to_string()].concat();
    let name = repo.rsplit('/').next().unwrap_or_default();
    let mut keys = vec![
        [name, &tail].concat(),
        [repo.as_str(), &tail].concat(),
        tail,
    ];
    if name == "rfcs" {
        keys.push(rfc_key(number));
    }
    keys
}

/// Every key a link gives its record: its own, and those of the number it leads to.
pub fn link_keys(url: &str) -> Vec<String> {
    let mut keys = vec![url_key(url)];
    if let Some((repo, number)) = github_number(url) {
        keys.extend(github_keys(&repo, number));
    }
    if let Some(number) = rfc_page(url) {
        keys.push(rfc_key(number));
    }
    keys
}

/// The keys a pasted URL may mean: the link itself, the same without its fragment,
/// and the GitHub number behind it (so that `…/pull/1/files#diff` finds `…/pull/1`).
pub fn pasted_url(url: &str) -> Vec<String> {
    let mut keys = vec![url_key(url)];
    if let Some((page, _)) = url.split_once('#') {
        keys.push(url_key(page));
    }
    if let Some((repo, number)) = github_number(url) {
        keys.push(
            [
                repo.to_ascii_lowercase(),
                "#".to_owned(),
                number.to_string(),
            ]
            .concat(),
        );
    }
    keys
}

/// Repository and number of a link to a GitHub issue, pull request or discussion.
pub fn github_number(url: &str) -> Option<(String, u32)> {
    let canonical = canonical_url(url);
    let mut parts = canonical
        .strip_prefix("github.com/")?
        .split(['/', '#', '?']);
    let (owner, repo) = (parts.next()?, parts.next()?);
    if !matches!(parts.next()?, "pull" | "pulls" | "issues" | "discussions") {
        return None;
    }
    let number = parts.next()?.parse().ok()?;
    Some(([owner, "/", repo].concat(), number))
}

/// Number of an RFC's text: `rust-lang.github.io/rfcs/2094-nll.html`, or the file.
fn rfc_page(url: &str) -> Option<u32> {
    let canonical = canonical_url(url);
    let (before, name) = canonical.rsplit_once('/')?;
    if !before.contains("/rfcs") {
        return None;
    }
    let digits = name.split('-').next().filter(|digits| digits.len() == 4)?;
    digits.parse().ok()
}
