//! Addresses that the page links to. Everything from the archive is checked here.

use crate::format;
use backissue_model::answer::{Hit, Info};
use backissue_model::record::Appearance;

/// The address, if its scheme is one that a reader may be sent to.
#[must_use]
pub fn checked(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once(':')?;
    let fits = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.starts_with("//") && rest.len() > 2,
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    (fits && !url.chars().any(char::is_control)).then_some(url)
}

/// Where an issue's page is, at the heading the entry stood under.
#[must_use]
pub fn issue(info: &Info, place: &Appearance) -> Option<String> {
    let anchor = place.anchor.as_deref().unwrap_or_default();
    let hash = if anchor.is_empty() { "" } else { "#" };
    page(info, &[&place.page, hash, anchor].concat())
}

/// Joins a root-relative path to the newsletter's site.
#[must_use]
pub fn page(info: &Info, path: &str) -> Option<String> {
    let fits = path.starts_with('/') && !path.starts_with("//");
    let site = checked(info.site_url.trim_end_matches('/'))?;
    fits.then(|| [site, path].concat())
}

/// Where the main link of a result leads: the article, else the issue's page.
#[must_use]
pub fn main(info: &Info, hit: &Hit) -> Option<String> {
    let article = hit.url.as_deref().and_then(checked).map(str::to_owned);
    article.or_else(|| issue(info, hit.appearances.first()?))
}

/// The copy in the Internet Archive nearest to a date `YYYY-MM-DD`.
#[must_use]
pub fn archived(url: &str, date: &str) -> Option<String> {
    let url = checked(url).filter(|url| url.starts_with("http"))?;
    Some(
        [
            "https://web.archive.org/web/",
            &date.replace('-', ""),
            "/",
            url,
        ]
        .concat(),
    )
}

/// How an issue is called: `Issue 618, 24 Sep 2025`.
#[must_use]
pub fn issue_name(place: &Appearance) -> String {
    let date = format::date(&place.date);
    match place.issue {
        Some(number) => ["Issue ", &number.to_string(), ", ", &date].concat(),
        None => ["Issue of ", &date].concat(),
    }
}

/// A result as one line of Markdown.
#[must_use]
pub fn markdown(info: &Info, hit: &Hit) -> String {
    let title: String = hit
        .title
        .chars()
        .flat_map(|c| {
            matches!(c, '[' | ']' | '\\' | '<' | '`' | '*' | '_')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    let link = main(info, hit)
        .unwrap_or_default()
        .replace('(', "%28")
        .replace(')', "%29");
    let mut line = ["[", &title, "](", &link, ")"].concat();
    if let Some(place) = hit.appearances.first() {
        let issue = issue(info, place).unwrap_or_default();
        line.push_str(
            &[
                " ([",
                &info.site_name,
                " ",
                &issue_name(place),
                "](",
                &issue,
                "))",
            ]
            .concat(),
        );
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> Info {
        Info {
            site_url: "https://example.org/".into(),
            site_name: "TWIR".into(),
            ..Info::default()
        }
    }

    fn place() -> Appearance {
        Appearance {
            issue: Some(618),
            date: "2025-09-24".into(),
            page: "/blog/2025/09/24/618/".into(),
            anchor: Some("new-rfcs".into()),
            ..Appearance::default()
        }
    }

    #[test]
    fn only_web_and_mail_addresses_pass() {
        for good in ["https://a.org/", "HTTP://a.org", "mailto:a@b.org"] {
            assert_eq!(checked(good), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "https:alert(1)",
            "https://",
            "//a.org",
            "/a",
            "vbscript:x",
            "",
            " https://a.org",
            "https://a\u{0}.org",
            "blob:https://a.org/1",
        ] {
            assert_eq!(checked(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn issue_pages_are_joined_to_the_site() {
        let address = issue(&info(), &place());
        assert_eq!(
            address.as_deref(),
            Some("https://example.org/blog/2025/09/24/618/#new-rfcs")
        );
        assert_eq!(page(&info(), "//evil.example/"), None);
        assert_eq!(page(&info(), "javascript:1"), None);
        assert_eq!(page(&Info::default(), "/blog/"), None);
    }

    #[test]
    fn a_result_without_an_article_leads_to_its_issue() {
        let hit = Hit {
            url: Some("javascript:1".into()),
            appearances: vec![place()],
            ..Hit::default()
        };
        assert_eq!(main(&info(), &hit), issue(&info(), &place()));
        assert_eq!(main(&info(), &Hit::default()), None);
    }

    #[test]
    fn archived_copies_carry_the_date() {
        let copy = archived("http://a.org/x", "2015-01-02");
        assert_eq!(
            copy.as_deref(),
            Some("https://web.archive.org/web/20150102/http://a.org/x")
        );
        assert_eq!(archived("mailto:a@b.org", "2015-01-02"), None);
    }

    #[test]
    fn markdown_is_escaped() {
        let hit = Hit {
            title: "Vec<T> [video]".into(),
            url: Some("https://a.org/(x)".into()),
            appearances: vec![place()],
            ..Hit::default()
        };
        assert_eq!(
            markdown(&info(), &hit),
            r"[Vec\<T> \[video\]](https://a.org/%28x%29) ([TWIR Issue 618, 24 Sep 2025](https://example.org/blog/2025/09/24/618/#new-rfcs))"
        );
    }
}
