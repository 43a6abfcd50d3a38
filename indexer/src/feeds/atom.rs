//! Atom 1.0 (RFC 4287).

use super::{Place, identity, issue_name, plain};
use backissue_model::answer::Hit;
use std::fmt::Write;

/// The feed as XML.
pub(super) fn write(place: &Place<'_>, hits: &[Hit]) -> String {
    let mut xml = Xml(String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    xml.raw("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    xml.element(
        "title",
        &format!("{} – {}", place.feed.title, place.info.site_name),
    );
    xml.element("id", &place.file("atom"));
    xml.element("updated", &moment(newest(place, hits)));
    xml.link("self", &place.file("atom"), "application/atom+xml", "");
    xml.link("alternate", &place.search_page(), "text/html", "");
    xml.raw("<author>");
    xml.element("name", &place.info.site_name);
    xml.raw("</author>\n");
    if !place.info.credit.is_empty() {
        let rights = format!("{} {}", place.info.credit, place.info.license);
        xml.element("rights", rights.trim());
    }
    xml.raw("<generator>Back Issue</generator>\n");
    for hit in hits {
        entry(&mut xml, place, hit);
    }
    xml.raw("</feed>\n");
    xml.0
}

fn entry(xml: &mut Xml, place: &Place<'_>, hit: &Hit) {
    let (Some(newest), Some(oldest)) = (hit.appearances.first(), hit.appearances.last()) else {
        return;
    };
    let year = place.info.oldest_date.get(..4).unwrap_or("2000");
    xml.raw("<entry>\n");
    xml.element("title", &hit.title);
    // Unlike an address, a tag outlives a move of the search to another folder.
    xml.element(
        "id",
        &format!("tag:{},{year}:{}/{}", place.host, hit.kind, identity(hit)),
    );
    xml.element("published", &moment(&oldest.date));
    xml.element("updated", &moment(&newest.date));
    if let Some(target) = place.target(hit) {
        xml.link("alternate", &target, "", "");
    }
    xml.link(
        "via",
        &place.deep_link(newest),
        "text/html",
        &issue_name(newest),
    );
    let label = place.info.kinds.iter().find(|kind| kind.id == hit.kind);
    xml.category(
        &hit.kind,
        label.map_or(hit.kind.as_str(), |kind| &kind.name),
    );
    xml.element("summary", &summary(hit));
    xml.raw("</entry>\n");
}

/// When and where an event is, the best extract, and where it stood.
fn summary(hit: &Hit) -> String {
    let mut parts = Vec::new();
    if let Some(event) = &hit.event {
        let place = event.place.as_deref().unwrap_or_default();
        parts.push(format!("{} {place}", event.start).trim().to_owned());
    }
    if !hit.snippet.is_empty() {
        parts.push(hit.snippet.clone());
    }
    if let Some(newest) = hit.appearances.first() {
        parts.push(format!("{}, {}", issue_name(newest), newest.section));
    }
    parts.join(" · ")
}

/// Date of the newest issue among the results, or of the archive.
fn newest<'a>(place: &'a Place<'_>, hits: &'a [Hit]) -> &'a str {
    let dates = hits.iter().filter_map(|hit| hit.appearances.first());
    let archive = place.info.newest.as_ref().map(|issue| issue.date.as_str());
    dates
        .map(|newest| newest.date.as_str())
        .max()
        .or(archive)
        .unwrap_or("2000-01-01")
}

/// A day as Atom writes moments.
fn moment(date: &str) -> String {
    format!("{date}T00:00:00Z")
}

/// XML being written; all text is escaped on its way in.
struct Xml(String);

impl Xml {
    /// Markup written by this file.
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn element(&mut self, name: &str, text: &str) {
        let _ = writeln!(self.0, "<{name}>{}</{name}>", escape(text));
    }

    /// A link; an empty `media` or `title` is left out.
    fn link(&mut self, rel: &str, href: &str, media: &str, title: &str) {
        let _ = write!(self.0, "<link rel=\"{rel}\" href=\"{}\"", escape(href));
        for (name, value) in [("type", media), ("title", title)] {
            if !value.is_empty() {
                let _ = write!(self.0, " {name}=\"{}\"", escape(value));
            }
        }
        self.raw("/>\n");
    }

    fn category(&mut self, term: &str, label: &str) {
        let (term, label) = (escape(term), escape(label));
        let _ = writeln!(self.0, "<category term=\"{term}\" label=\"{label}\"/>");
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
