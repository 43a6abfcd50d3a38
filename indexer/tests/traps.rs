//! The traps of the archive, one test each, on lines of our own writing.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use backissue::archive::{ParsedIssue, parse_text};
use backissue::diagnostics::Diagnostic;
use backissue::entries::Entry;
use backissue::profile::Profile;

fn read(body: &str) -> (ParsedIssue, Vec<Diagnostic>) {
    let text = format!(
        "Title: This Week in Rust 500\nNumber: 500\nDate: 2024-06-05\nCategory: x\n\nHello!\n\n{body}"
    );
    let profile = Profile::twir().expect("the built-in profile reads");
    let (issue, findings) = parse_text("sample.md", &text, &profile);
    (issue.expect("the issue has a date"), findings)
}

fn entries(body: &str) -> Vec<Entry> {
    read(body).0.entries
}

fn urls(body: &str) -> Vec<String> {
    entries(body)
        .into_iter()
        .filter_map(|entry| entry.url)
        .collect()
}

fn codes(body: &str) -> Vec<&'static str> {
    read(body).1.iter().map(|finding| finding.code).collect()
}

#[test]
fn trap_1_comments_are_not_indexed() {
    let body = "### Official\n<!--\n* [Hidden](https://example.com/hidden)\n-->\n* [Shown](https://example.com/shown)\n<!-- * [Also hidden](https://example.com/also) -->\n* [Last](https://example.com/last)\n";
    assert_eq!(
        urls(body),
        ["https://example.com/shown", "https://example.com/last"]
    );
}

#[test]
fn trap_1_an_arrow_without_a_comment_is_text() {
    let body = "### Official\n* [Shown](https://example.com/shown)\n\n```\n--> src/main.rs:1\n```\n\n* [Last](https://example.com/last)\n";
    assert_eq!(urls(body).len(), 2);
}

#[test]
fn trap_2_the_last_of_two_definitions_counts() {
    let body = "### Official\n* [First][1]\n\n[1]: https://example.com/old\n\n* [Second][1]\n\n[1]: https://example.com/new\n";
    assert_eq!(
        urls(body),
        ["https://example.com/new", "https://example.com/new"]
    );
    assert!(codes(body).contains(&"duplicate-reference"));
}

#[test]
fn trap_3_a_number_sign_at_line_start_is_a_heading() {
    let (issue, findings) = read(
        "### Rust Compiler Performance Triage\n\nA week with\n#122010, which undoes it. See [PR](https://example.com/1)\n\nand [more](https://example.com/2).\n",
    );
    assert_eq!(issue.issue.headings.len(), 2);
    assert_eq!(
        issue.issue.headings[1].anchor,
        "122010-which-undoes-it-see-pr"
    );
    assert!(
        issue
            .entries
            .iter()
            .all(|entry| entry.kind == "perf-triage")
    );
    assert!(
        findings
            .iter()
            .any(|finding| finding.code == "accidental-heading")
    );
}

#[test]
fn trap_3_indented_and_quoted_headings_are_none() {
    let (issue, _) = read(
        "## Jobs\n\n #### Rust-Analyzer\n\n# Quote of the Week\n\n> # Just be careful\n>\n> said the sign.\n\n– [Ann on her blog](https://example.com/ann)\n",
    );
    let texts: Vec<&str> = issue
        .issue
        .headings
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    assert_eq!(texts, ["Jobs", "Quote of the Week"]);
}

#[test]
fn trap_4_glued_bullets_are_found_and_their_lead_in_is_not() {
    let body = "### New and Updated RFCs\nChanges to Rust follow the Rust RFC process.\n* [One](https://example.com/1)\n* [Two](https://example.com/2)\n";
    assert_eq!(
        urls(body),
        ["https://example.com/1", "https://example.com/2"]
    );
}

#[test]
fn trap_5_raw_generics_stay_in_the_text() {
    let entry =
        &entries("### Official\n* [Use Vec<T> and Box<str>](https://example.com/vec)<br>\n")[0];
    assert_eq!(entry.title, "Use Vec<T> and Box<str>");
}

#[test]
fn trap_6_control_characters_and_breaks_leave_addresses() {
    let body = "### Official\n* [A job offer](\u{2}https://example.com/jobs/)\n* [Soft\u{200b} spaces\u{a0}here](https://example.com/x)\n\nRange: [a..b](https://example.com/?start=aa\nbb&end=cc)\n";
    let found = entries(body);
    assert_eq!(found[0].url.as_deref(), Some("https://example.com/jobs/"));
    assert_eq!(found[1].title, "Soft spaces here");
    assert_eq!(
        found[2].url.as_deref(),
        Some("https://example.com/?start=aabb&end=cc")
    );
}

#[test]
fn trap_6_decomposed_letters_are_composed() {
    let entry = &entries("### Official\n* [Ka\u{30a}re writes](https://example.com/k)\n")[0];
    assert_eq!(entry.title, "Kåre writes");
}

#[test]
fn trap_7_leftovers_are_refused_and_named() {
    let body = "## Jobs\n\nSee [Who's Hiring](REDDIT_LINK_HERE)\n\n* [Empty one]()\n* [Misspelt one](hhttps://example.com)\n* [Bare word](eurorust)\n* [Chat](irc://irc.example.com/rust)\n";
    assert!(urls(body).is_empty());
    let codes = codes(body);
    for code in [
        "placeholder-link",
        "empty-link",
        "refused-scheme",
        "relative-link",
    ] {
        assert!(codes.contains(&code), "{code} is missing from {codes:?}");
    }
}

#[test]
fn trap_8_broken_links_are_shown_literally() {
    let found = entries(
        "### Official\n* [Oxide days] (https://example.com/oxide)\n* [Would you bet on [Rust]?](https://example.com/bet)\n",
    );
    assert_eq!(found[0].url, None);
    assert_eq!(found[0].text, "[Oxide days] (https://example.com/oxide)");
    assert_eq!(found[1].title, "Would you bet on [Rust]?");
    assert!(found[1].labels.is_empty());
}

#[test]
fn trap_9_links_in_headings_are_no_entries() {
    let (issue, _) = read(
        "### [Approved RFCs](https://example.com/rfcs)\n\n* *No RFCs were approved this week.*\n",
    );
    assert_eq!(issue.issue.headings[0].text, "Approved RFCs");
    assert!(issue.entries.is_empty());
}

#[test]
fn trap_10_versions_are_no_issue_numbers() {
    let profile = Profile::twir().expect("the built-in profile reads");
    let number = |title: &str| {
        let text = format!(
            "Title: {title}\nDate: 2014-1-12 21:13\n\n# Compiler\n\n* [A](https://example.com)\n"
        );
        parse_text("x.md", &text, &profile).0.expect("dated").issue
    };
    assert_eq!(number("The State of Rust 0.9").number, None);
    assert_eq!(
        number("The State of Rust 0.9").page,
        "/blog/2014/01/12/the-state-of-rust-09/"
    );
    assert_eq!(number("These Weeks in Rust 22").number, Some(22));
    assert_eq!(number("Last Week In Rust 8").number, Some(8));
}

#[test]
fn trap_11_repeated_anchors_are_counted() {
    let (issue, _) = read(
        "## Calls for Testing\n### RFCs\n* [Try it](https://example.com/1)\n### Final Comment Period\n#### RFCs\n* [Decide it](https://example.com/2)\n#### RFCs\n",
    );
    let anchors: Vec<&str> = issue
        .issue
        .headings
        .iter()
        .map(|heading| heading.anchor.as_str())
        .collect();
    assert_eq!(
        anchors,
        [
            "calls-for-testing",
            "rfcs",
            "final-comment-period",
            "rfcs_1",
            "rfcs_2"
        ]
    );
    assert_eq!(issue.entries[0].kind, "calls-for-testing");
    assert_eq!(issue.entries[1].kind, "final-comment-period");
    assert_eq!(issue.entries[1].anchor.as_deref(), Some("rfcs_1"));
}

#[test]
fn trap_12_other_scripts_are_kept() {
    let entry = &entries(
        "### Rust Walkthroughs\n* [JP] [TCPが遅すぎる？QUICを使おう！](https://example.com/quic)\n",
    )[0];
    assert_eq!(
        (entry.title.as_str(), entry.labels.as_slice()),
        (
            "TCPが遅すぎる？QUICを使おう！",
            ["jp".to_owned()].as_slice()
        )
    );
}

#[test]
fn trap_13_scripts_are_not_indexed() {
    let (issue, _) = read(
        "### Official\n\n<script type=\"text/javascript\">{\"secret\": \"[x](https://example.com/hidden)\"}</script>\n\n* [Shown](https://example.com/shown)\n",
    );
    assert_eq!(issue.entries.len(), 1);
    assert!(!issue.entries[0].text.contains("secret"));
}

#[test]
fn trap_14_two_spaces_do_not_nest() {
    let flat = "## Upcoming Events\n### Europe\n* 2024-06-12 | Leipzig, DE | [Rust Leipzig](https://example.com/org)\n  * [**Traits**](https://example.com/traits)\n* 2024-06-13 | Linz, AT | [Rust Linz](https://example.com/linz)\n  * [**Cake**](https://example.com/cake)\n";
    let found = entries(flat);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].title, "Traits");
    assert_eq!(
        found[0].links,
        ["https://example.com/traits", "https://example.com/org"]
    );
    let event = found[1].event.as_ref().expect("an event");
    assert_eq!(
        (event.start.as_str(), event.countries.as_slice()),
        ("2024-06-13", ["AT".to_owned()].as_slice())
    );
}

#[test]
fn whoever_suggested_a_crate_is_found_with_it() {
    let found = entries(
        "## Crate of the Week\n\nThis week's crate is [lever](https://example.com/lever), a library.\n\nThanks to [Ada](https://example.com/thread) for the suggestion!\n",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].text.ends_with("Thanks to Ada for the suggestion!"));
}

#[test]
fn trap_15_boilerplate_is_not_indexed() {
    let body = "## Crate of the Week\n\n[Please submit your suggestions and votes for next week][s]!\n\n[s]: https://example.com/submit\n\n# Quote of the Week\n\nThis Week in Rust is edited by:\n\n* [alice](https://example.com/alice)\n\n<small>[Discuss on r/rust](https://example.com/discuss)</small>\n";
    assert!(entries(body).is_empty());
    let (issue, _) = read(body);
    let weekly: Vec<_> = issue.weekly.iter().map(|entry| &entry.title).collect();
    assert_eq!(
        weekly,
        ["Please submit your suggestions and votes for next week"]
    );
}
