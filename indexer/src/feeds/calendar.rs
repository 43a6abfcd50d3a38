//! iCalendar (RFC 5545): the events among a search's results.

use super::{Place, identity, issue_name, plain};
use backissue_model::answer::Hit;
use jiff::civil::Date;

/// Longest line, in bytes without its end.
const LONGEST: usize = 75;

/// The calendar, or `None` without any dated event.
pub(super) fn write(place: &Place<'_>, hits: &[Hit]) -> Option<String> {
    let mut calendar = Calendar(String::new());
    for hit in hits {
        event(&mut calendar, place, hit);
    }
    if calendar.0.is_empty() {
        return None;
    }
    let mut whole = Calendar(String::new());
    whole.line("BEGIN", "VCALENDAR");
    whole.line("VERSION", "2.0");
    whole.line("PRODID", "-//Back Issue//Standing search//EN");
    whole.line("METHOD", "PUBLISH");
    let name = format!("{} – {}", place.feed.title, place.info.site_name);
    whole.text("NAME", &name);
    whole.text("X-WR-CALNAME", &name);
    whole.line("SOURCE;VALUE=URI", &place.file("ics"));
    whole.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    whole.0.push_str(&calendar.0);
    whole.line("END", "VCALENDAR");
    Some(whole.0)
}

/// One event; without a date that can be read there is nothing to put in a calendar.
fn event(calendar: &mut Calendar, place: &Place<'_>, hit: &Hit) -> Option<()> {
    let event = hit.event.as_ref()?;
    let listed = hit.appearances.first()?;
    let stamp: Date = listed.date.parse().ok()?;
    let start: Date = event.start.parse().ok()?;
    let last = event
        .end
        .as_deref()
        .and_then(|end| end.parse().ok())
        .unwrap_or(start);
    // The end of a whole-day event is the day after its last.
    let end = last.max(start).tomorrow().ok()?;

    calendar.line("BEGIN", "VEVENT");
    calendar.line("UID", &format!("{}@{}", identity(hit), place.host));
    calendar.line("DTSTAMP", &format!("{}T000000Z", stamp.strftime("%Y%m%d")));
    calendar.line("DTSTART;VALUE=DATE", &start.strftime("%Y%m%d").to_string());
    calendar.line("DTEND;VALUE=DATE", &end.strftime("%Y%m%d").to_string());
    calendar.text("SUMMARY", &hit.title);
    if let Some(where_) = &event.place {
        calendar.text("LOCATION", where_);
    }
    if let Some(target) = place.target(hit) {
        calendar.line("URL", &target);
    }
    let from = format!("{}: {}", issue_name(listed), place.deep_link(listed));
    calendar.text("DESCRIPTION", &from);
    calendar.text("CATEGORIES", &event.mode);
    calendar.line("TRANSP", "TRANSPARENT");
    calendar.line("END", "VEVENT");
    Some(())
}

/// Content lines being written.
struct Calendar(String);

impl Calendar {
    /// A property whose value needs no escaping.
    fn line(&mut self, name: &str, value: &str) {
        let mut room = LONGEST;
        for c in format!("{name}:{}", plain(value)).chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property of text; an empty one is left out.
    fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            if matches!(c, '\\' | ';' | ',') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        if !escaped.is_empty() {
            self.line(name, &escaped);
        }
    }
}
