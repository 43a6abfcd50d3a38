//! What is being typed at the caret: a value of a field, or nothing to complete.

/// Fields whose values are suggested.
pub const FIELDS: [&str; 17] = [
    "kind",
    "group",
    "section",
    "region",
    "host",
    "domain",
    "country",
    "mode",
    "lang",
    "team",
    "label",
    "repo",
    "who",
    "organiser",
    "place",
    "city",
    "crate",
];

/// A half-typed `field:value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completion<'a> {
    /// The field.
    pub field: &'static str,
    /// The value so far, without its quote.
    pub text: &'a str,
    /// Where the value begins in the query, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The value under the caret, which stands after `caret` UTF-16 units of `query`.
#[must_use]
pub fn completion(query: &str, caret: usize) -> Option<Completion<'_>> {
    let end = byte_offset(query, caret);
    let before = &query[..end];
    let open_quote = before.matches('"').count() % 2 == 1;
    let word = if open_quote {
        let quote = before.rfind('"')?;
        before[..quote]
            .rfind(char::is_whitespace)
            .map_or(0, |space| space + 1)
    } else {
        before
            .rfind(|c: char| c.is_whitespace() || c == '(')
            .map_or(0, |space| space + 1)
    };
    let (name, typed) = before[word..].split_once(':')?;
    let name = name.trim_start_matches(['-', '(']).to_ascii_lowercase();
    let field = FIELDS.into_iter().find(|field| *field == name)?;
    let value = typed.rsplit_once(',').map_or(typed, |(_, last)| last);
    let start = end - value.len();
    Some(Completion {
        field,
        text: value.trim_start_matches('"'),
        start,
        end,
    })
}

/// The query with a value put in, and a space after it.
#[must_use]
pub fn complete(query: &str, completion: Completion<'_>, value: &str) -> String {
    let quoted = value.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':'));
    let quote = if quoted { "\"" } else { "" };
    let rest = query[completion.end..].trim_start();
    [&query[..completion.start], quote, value, quote, " ", rest].concat()
}

fn byte_offset(query: &str, utf16: usize) -> usize {
    let mut units = 0;
    for (at, c) in query.char_indices() {
        if units >= utf16 {
            return at;
        }
        units += c.len_utf16();
    }
    query.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_end(query: &str) -> Option<(&'static str, &str)> {
        completion(query, usize::MAX).map(|found| (found.field, found.text))
    }

    #[test]
    fn values_are_found_under_the_caret() {
        assert_eq!(at_end("async kind:wa"), Some(("kind", "wa")));
        assert_eq!(at_end("-Kind:"), Some(("kind", "")));
        assert_eq!(at_end("kind:a,b"), Some(("kind", "b")));
        assert_eq!(at_end("place:\"san fr"), Some(("place", "san fr")));
        assert_eq!(at_end("(city:ber"), Some(("city", "ber")));
    }

    #[test]
    fn other_words_are_left_alone() {
        for query in [
            "",
            "kind",
            "kind:a ",
            "nope:x",
            "std::simd",
            "https://a.org",
            "year:20",
        ] {
            assert_eq!(at_end(query), None, "{query:?}");
        }
    }

    #[test]
    fn a_value_replaces_what_was_typed() {
        let query = "ünï kind:wa rust";
        let found = completion(query, "ünï kind:wa".encode_utf16().count()).unwrap();
        assert_eq!(
            complete(query, found, "walkthroughs"),
            "ünï kind:walkthroughs rust"
        );
        let found = completion("label:cl", 8).unwrap();
        assert_eq!(
            complete("label:cl", found, "disposition: close"),
            "label:\"disposition: close\" "
        );
    }

    #[test]
    fn any_caret_is_safe() {
        let query = "a😀 kind:\"é😀";
        for caret in 0..20 {
            let _ = completion(query, caret);
        }
    }
}
