//! Messages between a page and the search worker.
//!
//! Each message is one `Uint8Array` holding a postcard-encoded [`ToWorker`] or
//! [`FromWorker`]; both ends are built from this file, and [`PROTOCOL_VERSION`]
//! is part of the file name of both.

use crate::answer::{Answer, FacetValue, Info};
use crate::request::Request;
use serde::{Deserialize, Serialize};

/// Changes whenever a type in this file or one it names changes.
pub const PROTOCOL_VERSION: u32 = 1;

/// From a page to the worker. `id`s are chosen by the page and come back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Search; a later search makes an earlier one stale.
    Search {
        /// Comes back with the answer.
        id: u32,
        /// The search.
        request: Request,
    },
    /// Values of a field that begin with (or contain) some text, for suggestions
    /// and for searching inside a facet.
    Values {
        /// Comes back with the values.
        id: u32,
        /// Field of the query language.
        field: String,
        /// What was typed so far.
        text: String,
        /// The search whose counts the values should carry.
        request: Request,
    },
    /// How many records each of these searches would find: what to drop or change
    /// when nothing was found.
    Counts {
        /// Comes back with the totals.
        id: u32,
        /// The searches; their `limit` and `facets` are not looked at.
        requests: Vec<Request>,
    },
    /// A search whose answer is wanted as the JSON of `backissue search --json`,
    /// for export and for scripts. It makes no other search stale.
    Json {
        /// Comes back with the text.
        id: u32,
        /// The search.
        request: Request,
    },
    /// Load columns and spelling now (the page is idle and data is not being saved).
    Warm,
    /// Try again what failed.
    Retry,
}

/// From the worker to a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The index is open.
    Ready(Info),
    /// An answer. The same `id` may be answered again when facets or missing parts
    /// have arrived.
    Answer {
        /// As asked.
        id: u32,
        /// The answer.
        answer: Answer,
    },
    /// Values of a field.
    Values {
        /// As asked.
        id: u32,
        /// Best first.
        values: Vec<FacetValue>,
    },
    /// Totals, in the order of the searches they were asked for.
    Counts {
        /// As asked.
        id: u32,
        /// Distinct records each search finds.
        totals: Vec<u32>,
    },
    /// An answer as JSON.
    Json {
        /// As asked.
        id: u32,
        /// What `backissue search --json` prints.
        json: String,
    },
    /// Bytes on the way for the current search.
    Loading {
        /// Bytes received.
        received: u32,
        /// Bytes expected.
        expected: u32,
    },
    /// A newer archive was published; this one still works as far as it is loaded.
    Newer,
    /// A search (or, without `id`, opening the index) failed.
    Failed {
        /// As asked.
        id: Option<u32>,
        /// What kind of failure.
        failure: Failure,
        /// Plain words for a bug report.
        detail: String,
    },
}

/// Why something failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// Nothing could be fetched and the browser says it is offline.
    Offline,
    /// A file could not be fetched.
    Network,
    /// A file was fetched and is not what it should be.
    Damaged,
    /// Page and index are of different format versions: reload.
    Version,
    /// The engine itself failed.
    Internal,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(message: &FromWorker) -> Vec<u8> {
        postcard::to_allocvec(message).unwrap()
    }

    /// `frontend/worker/js/wire.js` writes these by hand, and
    /// `tests/browser/wire.test.mjs` checks that it writes the same bytes.
    #[test]
    fn messages_that_the_script_writes_have_these_bytes() {
        let (received, expected) = (300, 70_000);
        assert_eq!(
            encoded(&FromWorker::Loading { received, expected }),
            [5, 172, 2, 240, 162, 4]
        );
        assert_eq!(encoded(&FromWorker::Newer), [6]);
        let (failure, detail) = (Failure::Damaged, "hé".to_owned());
        let id = Some(1000);
        assert_eq!(
            encoded(&FromWorker::Failed {
                id,
                failure,
                detail: detail.clone()
            }),
            [7, 1, 232, 7, 2, 3, 104, 195, 169]
        );
        assert_eq!(
            encoded(&FromWorker::Failed {
                id: None,
                failure: Failure::Internal,
                detail
            }),
            [7, 0, 4, 3, 104, 195, 169]
        );
    }

    fn filter(field: &str, values: &[&str]) -> crate::request::Filter {
        crate::request::Filter {
            field: field.to_owned(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
        }
    }

    /// `static/widget/requests.js` and `replies.js` write and read these by hand, and
    /// `tests/browser/widget-parts.test.mjs` checks them against the same bytes.
    #[test]
    fn messages_of_scripts_have_these_bytes() {
        let request = Request {
            query: "hé".to_owned(),
            filters: vec![filter("kind", &["a", "b"])],
            sort: crate::request::Sort::Newest,
            offset: 200,
            limit: 10,
            typing: true,
            literal: false,
            facets: true,
        };
        let bytes = postcard::to_allocvec(&ToWorker::Json { id: 300, request }).unwrap();
        let wanted = [
            3, 172, 2, 3, 104, 195, 169, 1, 4, 107, 105, 110, 100, 2, 1, 97, 1, 98, 1, 200, 1, 10,
            1, 0, 1,
        ];
        assert_eq!(bytes, wanted);
        let json = "{}".to_owned();
        let reply = encoded(&FromWorker::Json { id: 1000, json });
        assert_eq!(reply, [4, 232, 7, 2, 123, 125]);
        let answer = Answer {
            total: 300,
            ..Answer::default()
        };
        let reply = encoded(&FromWorker::Answer { id: 1000, answer });
        assert_eq!(reply[..5], [1, 232, 7, 172, 2]);
        assert_eq!(encoded(&FromWorker::Ready(Info::default()))[0], 0);
    }

    /// As above: requests before and after the filter `a:b` is put into them.
    #[test]
    fn filters_of_requests_have_these_bytes() {
        let request = |filters: &[crate::request::Filter]| Request {
            filters: filters.to_vec(),
            ..Request::default()
        };
        let values = |request| ToWorker::Values {
            id: 1,
            field: "kind".to_owned(),
            text: "x".to_owned(),
            request,
        };
        let (more, own) = (filter("a", &["b"]), filter("c", &["d"]));
        let bytes = |message: &ToWorker| postcard::to_allocvec(message).unwrap();
        let head = [1, 1, 4, 107, 105, 110, 100, 1, 120];
        let before = [&head[..], &[0; 8]].concat();
        let after = [&head[..], &[0, 1, 1, 97, 1, 1, 98], &[0; 6]].concat();
        assert_eq!(bytes(&values(request(&[]))), before);
        assert_eq!(bytes(&values(request(std::slice::from_ref(&more)))), after);
        let counts = |requests| bytes(&ToWorker::Counts { id: 1, requests });
        let before = [&[2, 1, 2, 0, 1, 1, 99, 1, 1, 100][..], &[0; 14]].concat();
        let after = [
            &[2, 1, 2, 0, 2, 1, 97, 1, 1, 98, 1, 99, 1, 1, 100][..],
            &[0; 7],
            &[1, 1, 97, 1, 1, 98],
            &[0; 6],
        ]
        .concat();
        let one = request(std::slice::from_ref(&own));
        assert_eq!(counts(vec![one, request(&[])]), before);
        let both = vec![request(&[more.clone(), own]), request(&[more])];
        assert_eq!(counts(both), after);
    }

    #[test]
    fn requests_begin_with_the_tags_that_the_script_reads() {
        let request = Request::default;
        let messages = [
            ToWorker::Search {
                id: 1000,
                request: request(),
            },
            ToWorker::Values {
                id: 1000,
                field: String::new(),
                text: String::new(),
                request: request(),
            },
            ToWorker::Counts {
                id: 1000,
                requests: Vec::new(),
            },
            ToWorker::Json {
                id: 1000,
                request: request(),
            },
            ToWorker::Warm,
            ToWorker::Retry,
        ];
        for (tag, message) in messages.iter().enumerate() {
            let bytes = postcard::to_allocvec(message).unwrap();
            assert_eq!(usize::from(bytes[0]), tag);
            if tag < 4 {
                assert_eq!(bytes[1..3], [232, 7], "the id comes first");
            }
        }
    }
}
