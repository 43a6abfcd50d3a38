//! Every text of the interface.

use backissue_model::wire::Failure;

/// Noun for what is found.
pub const RESULT: &str = "result";
/// Nothing was found.
pub const NOTHING: &str = "No results";
/// Heading of the ways out.
pub const WAYS_OUT: &str = "What would help";
/// A way out: a filter dropped.
pub const WITHOUT_FILTER: &str = "Without the filter ";
/// A way out: all filters dropped.
pub const WITHOUT_FILTERS: &str = "Without any filter";
/// A way out: a word dropped.
pub const WITHOUT_WORD: &str = "Without the word ";
/// Added to it: all filters dropped as well.
pub const NOR_FILTERS: &str = " and without filters";
/// A way out: elsewhere.
pub const ELSEWHERE: &str = "Search the web at DuckDuckGo";
/// A search goes on.
pub const SEARCHING: &str = "Searching…";
/// Before the index is open.
pub const OPENING: &str = "Opening the archive…";
/// Between two sizes.
pub const OF: &str = " of ";
/// Order of results.
pub const SORT: &str = "Sort";
/// Orders: value in the address, name.
pub const SORTS: [(&str, &str); 3] = [
    ("relevance", "Relevance"),
    ("newest", "Newest first"),
    ("oldest", "Oldest first"),
];
/// Arrangement of results.
pub const VIEW: &str = "Arrangement";
/// One list.
pub const AS_LIST: &str = "List";
/// By issue.
pub const BY_ISSUE: &str = "By issue";
/// Heading and button of the filters.
pub const FILTERS: &str = "Filters";
/// Drop every filter.
pub const CLEAR_ALL: &str = "Clear all";
/// Before a filter that a button removes.
pub const REMOVE: &str = "Remove filter ";
/// Before the number of results in the sheet's button.
pub const SHOW: &str = "Show ";
/// Close a sheet.
pub const CLOSE: &str = "Close";
/// Load more results.
pub const MORE: &str = "More results";
/// While they load.
pub const LOADING_MORE: &str = "Loading…";
/// Look for a value inside a facet.
pub const FIND_IN: &str = "Find in ";
/// Show all values of a facet.
pub const SHOW_ALL: &str = "Show all ";
/// Heading of the results.
pub const RESULTS: &str = "Results";
/// Before other issues an entry stood in.
pub const ALSO_IN: &str = "also in ";
/// Before other sections an entry stood in.
pub const ALSO_UNDER: &str = "also under ";
/// Action: the copy in the Internet Archive.
pub const ARCHIVED: &str = "Archived copy";
/// Action: the link to the clipboard.
pub const COPY_LINK: &str = "Copy link";
/// Action: Markdown to the clipboard.
pub const COPY_MARKDOWN: &str = "Copy as Markdown";
/// It was copied.
pub const COPIED: &str = "Copied";
/// It was not.
pub const NOT_COPIED: &str = "The browser did not allow copying";
/// An event that is over.
pub const PAST: &str = "past";
/// An event to come.
pub const UPCOMING: &str = "upcoming";
/// Before a speaker.
pub const BY: &str = "— ";
/// A corrected word, in three parts around `to` and `from`.
pub const CORRECTED: [&str; 2] = ["Showing results for “", "” instead of “"];
/// Words that were made optional.
pub const RELAXED: &str = "Not every result has these words: ";
/// The literal search.
pub const LITERALLY: &str = "Search exactly what was typed";
/// The search is literal.
pub const IS_LITERAL: &str = "Searching exactly what was typed.";
/// Back from the literal search.
pub const HELPFULLY: &str = "Allow corrections";
/// Part of the query was left out.
pub const IGNORED: &str = "Left out: ";
/// An unknown field, in two parts around its name.
pub const UNKNOWN_FIELD: [&str; 2] = ["There is no field “", ":”, so it was searched as text."];
/// See the help.
pub const SEE_HELP: &str = "Query help";
/// Parts of the address were left out.
pub const REFUSED: &str = "Parts of the address made no sense and were left out: ";
/// The total is a lower bound.
pub const PARTIAL: &str = "Very many words begin so. Only the most frequent ones were searched; there may be more results.";
/// Try again.
pub const RETRY: &str = "Retry";
/// The browser is offline.
pub const OFFLINE: &str = "Offline: only what was loaded before can be searched.";
/// A newer archive was published.
pub const NEWER: &str = "A newer archive was published.";
/// Load it.
pub const RELOAD: &str = "Reload";
/// Before details of a failure.
pub const DETAIL: &str = "For a bug report: ";
/// A message from the worker that is none.
pub const UNREADABLE: &str = "A message from the search worker could not be read.";
/// Heading of the newest entries.
pub const NEWEST: &str = "Newest entries";
/// Heading of the time filter.
pub const TIME: &str = "Time";
/// What the bars show.
pub const BARS: &str = "Results over time";
/// Share instead of count.
pub const SHARE: &str = "Share of all entries";
/// First month of the range.
pub const FROM: &str = "From";
/// Last month of the range.
pub const TO: &str = "To";
/// No bound.
pub const ANY: &str = "any time";
/// Quick periods.
pub const LAST_MONTH: &str = "Last month";
/// Quick periods.
pub const LAST_YEAR: &str = "Last 12 months";
/// Quick periods.
pub const ALL_TIME: &str = "All";
/// Download the results.
pub const EXPORT: &str = "Export";
/// The suggestions' name.
pub const SUGGESTIONS: &str = "Suggestions";
/// The recent searches' name.
pub const RECENT: &str = "Recent searches";
/// Forget one.
pub const FORGET: &str = "Forget ";
/// Keep none.
pub const KEEP_NONE: &str = "Keep no recent searches";
/// Issues that are not named one by one.
#[must_use]
pub fn and_more(n: usize) -> String {
    ["and ", &n.to_string(), " more"].concat()
}

/// Nothing fits a query, under the heading.
#[must_use]
pub fn nothing_for(query: &str, filtered: bool) -> String {
    let end = if filtered {
        "” with these filters."
    } else {
        "”."
    };
    ["Nothing in the archive fits “", query, end].concat()
}

/// Name of a facet.
#[must_use]
pub fn field(field: &str) -> &str {
    match field {
        "group" => "Section",
        "kind" => "Kind",
        "year" => "Year",
        "date" => TIME,
        "domain" => "Site",
        "label" => "Label",
        "country" => "Country",
        "mode" => "Attendance",
        "team" => "Team",
        other => other,
    }
}

/// A failure in plain words.
#[must_use]
pub fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Offline => {
            "You are offline, and this search needs parts that were not loaded before."
        }
        Failure::Network => {
            "A part of the archive could not be loaded. The connection may be down."
        }
        Failure::Damaged => "A part of the archive arrived damaged.",
        Failure::Version => "This page is older than the archive it reads. Reload it.",
        Failure::Internal => "The search itself failed.",
    }
}

/// How an event is attended.
#[must_use]
pub fn mode(mode: &str) -> &str {
    match mode {
        "online" => "online",
        "in-person" => "in person",
        "hybrid" => "in person and online",
        other => other,
    }
}
