//! When two links lead to the same page, for the question "was it featured before?".
//!
//! Coarser than the engine's canonical URL, which decides what is one record: here a
//! fragment, a mobile host or a share link makes no difference.

use backissue_engine::text::canonical_url;

/// A key that all links to one page share.
pub(super) fn page_key(url: &str) -> String {
    let canonical = canonical_url(url);
    let (rest, fragment) = canonical.split_once('#').unwrap_or((&canonical, ""));
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address
        .find('/')
        .map_or((address, ""), |at| address.split_at(at));
    let host = usual_host(host);
    let path = path
        .trim_end_matches("/index.html")
        .trim_end_matches("/index.htm");
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    if let Some(id) = video(host, path, &pairs) {
        return format!("youtube.com/watch?v={id}");
    }
    if let Some(id) = thread(host, path) {
        return format!("reddit.com/comments/{id}");
    }
    pairs.sort_unstable();
    let mut key = format!("{host}{path}");
    if !pairs.is_empty() {
        key.push('?');
        key.push_str(&pairs.join("&"));
    }
    // A fragment that looks like a path is the address within a one-page site.
    if fragment.starts_with(['!', '/']) {
        key.push('#');
        key.push_str(fragment);
    }
    key
}

/// The host most links to a site use.
fn usual_host(host: &str) -> &str {
    match host {
        "m.youtube.com" | "youtube-nocookie.com" => "youtube.com",
        "old.reddit.com" | "new.reddit.com" | "np.reddit.com" | "m.reddit.com" => "reddit.com",
        "x.com" | "mobile.twitter.com" | "m.twitter.com" => "twitter.com",
        other => other,
    }
}

/// Id of a video, however it was shared.
fn video<'a>(host: &str, path: &'a str, pairs: &[&'a str]) -> Option<&'a str> {
    let id = match (host, path) {
        ("youtu.be", path) => path.strip_prefix('/'),
        ("youtube.com", "/watch") => pairs.iter().find_map(|pair| pair.strip_prefix("v=")),
        ("youtube.com", path) => ["/live/", "/embed/", "/shorts/"]
            .iter()
            .find_map(|before| path.strip_prefix(before)),
        _ => None,
    };
    id.filter(|id| !id.is_empty() && !id.contains('/'))
}

/// Id of a discussion, with or without its title in the address.
fn thread<'a>(host: &str, path: &'a str) -> Option<&'a str> {
    if host != "reddit.com" {
        return None;
    }
    let (_, after) = path.split_once("/comments/")?;
    let mut parts = after.split('/');
    let (id, _title, comment) = (parts.next()?, parts.next(), parts.next());
    // A link to one comment is not a link to the discussion.
    (!id.is_empty() && comment.is_none()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::page_key;

    #[test]
    fn variants_of_an_address_are_one_page() {
        let same = [
            [
                "https://blog.example/post/",
                "http://www.blog.example/post?utm_source=x&fbclid=1",
            ],
            [
                "https://blog.example/post#comments",
                "https://BLOG.example/post/index.html",
            ],
            ["https://a.example/?b=2&a=1", "https://a.example?a=1&b=2"],
            [
                "https://youtu.be/AbC_1?si=x",
                "https://m.youtube.com/watch?t=10&v=AbC_1&list=L",
            ],
            [
                "https://www.youtube.com/live/AbC_1",
                "https://youtube.com/watch?v=AbC_1",
            ],
            [
                "https://old.reddit.com/r/rust/comments/1ab/",
                "https://reddit.com/r/rust/comments/1ab/a_title/",
            ],
            [
                "https://x.com/rust/status/1",
                "https://twitter.com/rust/status/1",
            ],
        ];
        for [a, b] in same {
            assert_eq!(page_key(a), page_key(b), "{a} {b}");
        }
    }

    #[test]
    fn other_pages_are_not() {
        let different = [
            ["https://blog.example/a", "https://blog.example/b"],
            ["https://blog.example/a", "https://blog.example/A"],
            ["https://a.example/?id=1", "https://a.example/?id=2"],
            ["https://app.example/#/one", "https://app.example/#/two"],
            ["https://youtu.be/AbC", "https://youtu.be/abc"],
            [
                "https://reddit.com/r/rust/comments/1ab/t/",
                "https://reddit.com/r/rust/comments/1ab/t/xyz/",
            ],
        ];
        for [a, b] in different {
            assert_ne!(page_key(a), page_key(b), "{a} {b}");
        }
    }
}
