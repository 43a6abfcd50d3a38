//! What is indexed of a record.

use super::segment::Document;
use super::tokenizer::{NAME, PART, TITLE};
use backissue_engine::schema::SEPARATOR;
use backissue_engine::text::keys::{issue_key, link_keys};
use backissue_model::record::Record;

/// The values of a record's two fields.
#[must_use]
pub(super) fn document(record: &Record) -> Document {
    Document {
        text: text(record),
        keys: keys(record),
    }
}

/// Title, body and meta.
fn text(record: &Record) -> String {
    let mut text = record.title.clone();
    text.push(SEPARATOR);
    let body = without_title(&record.text, &record.title);
    push(&mut text, &with_names(body, &record.names));
    for title in &record.other_titles {
        push(&mut text, title);
    }
    text.push(SEPARATOR);
    for word in meta(record) {
        push(&mut text, &word);
    }
    text
}

/// Parts are kept apart, so that no compound or phrase reaches across.
fn push(text: &mut String, part: &str) {
    if !part.is_empty() {
        text.push_str(part);
        text.push(PART);
    }
}

/// The text less its first mention of the title, which is indexed by itself; a mark
/// says where it stood.
fn without_title(text: &str, title: &str) -> String {
    if title.is_empty() {
        return text.to_owned();
    }
    match text.split_once(title) {
        Some((before, after)) => [before, TITLE.encode_utf8(&mut [0; 4]), after].concat(),
        None => text.to_owned(),
    }
}

/// The text with marks around the names of further links, which are as good as titles.
fn with_names(text: String, names: &[String]) -> String {
    if names.is_empty() {
        return text;
    }
    let from = text.find(TITLE).unwrap_or_default();
    let (before, mut rest) = text.split_at(from);
    let mut marked = before.to_owned();
    for name in names {
        if let Some((plain, after)) = rest.split_once(name.as_str()) {
            marked.push_str(plain);
            marked.push(NAME);
            marked.push_str(name);
            marked.push(NAME);
            rest = after;
        }
    }
    marked.push_str(rest);
    marked
}

/// Words about a record that its text may not hold.
fn meta(record: &Record) -> Vec<String> {
    let mut meta = record.labels.clone();
    if let Some(url) = &record.url {
        meta.push(words_of(url));
    }
    if let Some(event) = &record.event {
        meta.extend(
            [&event.organiser, &event.place, &event.city]
                .into_iter()
                .flatten()
                .cloned(),
        );
    }
    if let Some(quote) = &record.quote {
        meta.extend(quote.who.clone());
    }
    if let Some(krate) = &record.krate {
        meta.push(krate.name.clone());
    }
    if let Some(job) = &record.job {
        meta.extend([&job.company, &job.place].into_iter().flatten().cloned());
    }
    if let Some(team) = &record.team {
        meta.push(team.clone());
    }
    meta
}

/// Host and path of a URL as words; scheme, query, fragment and bare numbers say
/// nothing to a reader (numbers are found by key).
fn words_of(url: &str) -> String {
    let Some((_, rest)) = url.split_once("://") else {
        return String::new();
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut parts = rest.split('/');
    let mut words = parts
        .next()
        .unwrap_or_default()
        .trim_start_matches("www.")
        .to_owned();
    for part in parts.filter(|part| part.len() <= 120 && part.chars().any(char::is_alphabetic)) {
        words.push(' ');
        words.push_str(&part.replace(['-', '_', '.', '+', '%'], " "));
    }
    words
}

/// Exact keys: links, numbers, issues.
fn keys(record: &Record) -> String {
    let mut keys: Vec<String> = record
        .links
        .iter()
        .flat_map(|link| link_keys(link))
        .collect();
    if record.links.is_empty() {
        keys.extend(record.url.iter().flat_map(|url| link_keys(url)));
    }
    if record.kind == crate::profile::ISSUE_KIND {
        keys.extend(
            record
                .appearances
                .iter()
                .filter_map(|seen| seen.issue)
                .map(issue_key),
        );
    }
    keys.sort();
    keys.dedup();
    keys.join(&SEPARATOR.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_not_indexed_twice() {
        let record = Record {
            title: "Fearless rows".into(),
            text: "[video] Fearless rows by Ada".into(),
            ..Record::default()
        };
        let text = document(&record).text;
        assert_eq!(text.matches("Fearless").count(), 1);
        assert!(text.contains("by Ada"));
    }

    #[test]
    fn names_of_further_links_are_marked_where_they_stand() {
        let record = Record {
            title: "Privacy checks".into(),
            text: "Privacy checks & item retrieval, item retrieval".into(),
            names: vec!["item retrieval".into(), "absent".into()],
            ..Record::default()
        };
        let text = document(&record).text;
        assert!(text.contains("& \u{1b}item retrieval\u{1b}, item retrieval"));
    }

    #[test]
    fn words_of_links_leave_numbers_out() {
        let words = words_of("https://www.blog.example.org/2017/02/02/On-Rows.html?x=y#z");
        assert_eq!(words, "blog.example.org On Rows html");
    }
}
