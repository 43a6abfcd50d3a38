use super::*;
use backissue_model::answer::IssueRef;
use backissue_model::record::Event;

fn feed() -> Feed {
    Feed {
        title: "Rust & <friends>".to_owned(),
        query: "city:Oslo \"a b\"".to_owned(),
        name: None,
        limit: None,
    }
}

fn info() -> Info {
    Info {
        site_url: "https://news.example/".to_owned(),
        site_name: "The News".to_owned(),
        oldest_date: "2013-06-07".to_owned(),
        newest: Some(IssueRef {
            date: "2026-08-19".to_owned(),
            ..IssueRef::default()
        }),
        ..Info::default()
    }
}

fn event(title: &str, url: Option<&str>, start: &str, end: Option<&str>) -> Hit {
    Hit {
        title: title.to_owned(),
        url: url.map(str::to_owned),
        kind: "upcoming-events".to_owned(),
        event: Some(Event {
            start: start.to_owned(),
            end: end.map(str::to_owned),
            place: Some("Oslo, NO; somewhere".to_owned()),
            mode: "in-person".to_owned(),
            ..Event::default()
        }),
        appearances: vec![Appearance {
            issue: Some(665),
            date: "2026-08-19".to_owned(),
            page: "/blog/2026/08/19/x/".to_owned(),
            anchor: Some("europe".to_owned()),
            section: "Europe".to_owned(),
            ..Appearance::default()
        }],
        ..Hit::default()
    }
}

fn text(files: &[OutputFile], ending: &str) -> String {
    let file = files
        .iter()
        .find(|file| file.path.ends_with(ending))
        .unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn an_atom_feed_holds_what_the_standard_asks_for() {
    let hits = [event(
        "Talk <b>\u{2}& more",
        Some("https://e.example/?a=1&b=2"),
        "2026-09-01",
        None,
    )];
    insta::assert_snapshot!(text(&files(&feed(), &info(), "/search/", &hits), ".atom"));
}

#[test]
fn a_calendar_holds_whole_days_and_folds_its_lines() {
    let long = "Ein sehr langer Titel für ein Treffen, das über viele Zeilen geht: äöüß".repeat(2);
    let hits = [
        event("One, two; three \\", None, "2026-09-01", None),
        event(
            &long,
            Some("https://e.example/"),
            "2026-12-30",
            Some("2026-12-31"),
        ),
        event("No date", None, "", None),
    ];
    let calendar = text(&files(&feed(), &info(), "/search/", &hits), ".ics");
    assert!(
        calendar
            .split("\r\n")
            .all(|line| line.len() <= 75 && !line.contains('\n'))
    );
    insta::assert_snapshot!(calendar.replace("\r\n", "\n"));
}

#[test]
fn a_search_without_events_has_no_calendar() {
    let mut hit = event("Article", None, "", None);
    hit.event = None;
    assert_eq!(files(&feed(), &info(), "/search/", &[hit]).len(), 1);
    assert_eq!(files(&feed(), &info(), "/search/", &[]).len(), 1);
}

#[test]
fn links_a_browser_cannot_follow_lead_to_the_issue() {
    for link in ["javascript:alert(1)", "irc://irc.example/rust", "eurorust"] {
        let atom = text(
            &files(&feed(), &info(), "/", &[event("x", Some(link), "", None)]),
            ".atom",
        );
        assert!(!atom.contains(link), "{atom}");
        assert!(atom.contains("href=\"https://news.example/blog/2026/08/19/x/#europe\""));
    }
}

#[test]
fn results_are_told_apart_and_recognised_again() {
    let first = event("x", Some("https://e.example/"), "2026-09-01", None);
    let renamed = event("y", Some("https://e.example/"), "2026-09-01", None);
    let later = event("x", Some("https://e.example/"), "2026-10-01", None);
    assert_eq!(identity(&first), identity(&renamed));
    assert_ne!(identity(&first), identity(&later));
}
