//! Marks in titles and the best extract of a text.

use super::{Token, stem, tokenize};
use backissue_model::answer::Mark;

/// What to mark, in folded tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matcher {
    /// These tokens.
    pub exact: Vec<String>,
    /// Tokens that begin so.
    pub prefixes: Vec<String>,
    /// English words with these stems.
    pub stems: Vec<String>,
    /// Tokens side by side, with how many words may stand between.
    pub phrases: Vec<(Vec<String>, u32)>,
}

/// A place where something matched.
struct Hit {
    /// Byte range.
    start: usize,
    end: usize,
    /// Which condition of the matcher.
    what: usize,
}

impl Matcher {
    /// Nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.exact.is_empty()
            && self.prefixes.is_empty()
            && self.stems.is_empty()
            && self.phrases.is_empty()
    }

    /// Matches in `text`, as ranges of characters that do not touch.
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        to_marks(text, &merged(self.hits(text)))
    }

    /// The extract of about `width` characters of `text` that shows most of what
    /// matched, with its marks. Cut ends show `…`. Empty when `text` says no more
    /// than `title`.
    pub fn snippet(&self, title: &str, text: &str, width: usize) -> (String, Vec<Mark>) {
        if says_no_more(title, text) {
            return (String::new(), Vec::new());
        }
        let hits = self.hits(text);
        let (start, end) = window(text, &hits, width);
        let mut out = String::with_capacity(end - start + 6);
        if start > 0 {
            out.push('…');
        }
        let lead = out.len();
        out.push_str(text[start..end].trim_end());
        if end < text.trim_end().len() {
            out.push('…');
        }
        let inside = hits
            .into_iter()
            .filter(|hit| start <= hit.start && hit.end <= end);
        let moved = inside.map(|hit| Hit {
            start: hit.start - start + lead,
            end: hit.end - start + lead,
            ..hit
        });
        let marks = to_marks(&out, &merged(moved.collect()));
        (out, marks)
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.is_empty() {
            return hits;
        }
        let mut seen: Vec<(String, u32, usize, usize)> = Vec::new();
        tokenize(text, &mut |token| {
            if let Some(what) = self.matches(&token) {
                hits.push(Hit {
                    start: token.start,
                    end: token.end,
                    what,
                });
            }
            if !self.phrases.is_empty() {
                seen.push((
                    token.text.into_owned(),
                    token.position,
                    token.start,
                    token.end,
                ));
            }
        });
        let others = self.exact.len() + self.prefixes.len() + self.stems.len();
        for (i, (words, slop)) in self.phrases.iter().enumerate() {
            phrase_hits(&seen, words, *slop, others + i, &mut hits);
        }
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits
    }

    fn matches(&self, token: &Token<'_>) -> Option<usize> {
        let text = token.text.as_ref();
        if let Some(at) = self.exact.iter().position(|exact| exact == text) {
            return Some(at);
        }
        let before = self.exact.len();
        if let Some(at) = self
            .prefixes
            .iter()
            .position(|prefix| text.starts_with(prefix.as_str()))
        {
            return Some(before + at);
        }
        let before = before + self.prefixes.len();
        if self.stems.is_empty() {
            return None;
        }
        let stem = stem(text);
        self.stems
            .iter()
            .position(|other| *other == stem)
            .map(|at| before + at)
    }
}

/// Marks every word of each place where `words` stand in order, at most `slop` apart.
fn phrase_hits(
    seen: &[(String, u32, usize, usize)],
    words: &[String],
    slop: u32,
    what: usize,
    hits: &mut Vec<Hit>,
) {
    let Some((first, rest)) = words.split_first() else {
        return;
    };
    for (i, token) in seen
        .iter()
        .enumerate()
        .filter(|(_, token)| token.0 == *first)
    {
        let mut places = vec![i];
        let mut room = slop;
        let mut expected = token.1 + 1;
        for word in rest {
            let next = seen[i..].iter().position(|other| {
                other.0 == *word && other.1 >= expected && other.1 - expected <= room
            });
            let Some(next) = next.map(|next| i + next) else {
                break;
            };
            room -= seen[next].1 - expected;
            expected = seen[next].1 + 1;
            places.push(next);
        }
        if places.len() == words.len() {
            hits.extend(places.iter().map(|&at| Hit {
                start: seen[at].2,
                end: seen[at].3,
                what,
            }));
        }
    }
}

/// Whether the words of `text` are those of `title`, or a beginning of them.
fn says_no_more(title: &str, text: &str) -> bool {
    let (title, text) = (super::squash(title), super::squash(text));
    title.starts_with(text.as_str())
}

/// Byte range of the best extract.
fn window(text: &str, hits: &[Hit], width: usize) -> (usize, usize) {
    let bounds: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let chars = bounds.len() - 1;
    if chars <= width {
        return (0, text.len());
    }
    let place = |byte: usize| bounds.partition_point(|&at| at < byte);
    let mut best = (0, 0);
    for (i, hit) in hits.iter().enumerate() {
        let from = place(hit.start);
        let mut kinds: Vec<usize> = Vec::new();
        let mut total = 0;
        for other in hits[i..]
            .iter()
            .take_while(|other| place(other.end) <= from + width * 3 / 4)
        {
            total += 1;
            if !kinds.contains(&other.what) {
                kinds.push(other.what);
            }
        }
        let score = kinds.len() * 100 + total.min(99);
        if score > best.0 {
            best = (score, from);
        }
    }
    // Some words before the first match, and no less text at the end than fits.
    let from = best.1.saturating_sub(width / 5).min(chars - width);
    let start = if from == 0 {
        0
    } else {
        word_start(text, bounds[from])
    };
    let to = (place(start) + width).min(chars);
    let end = if to == chars {
        text.len()
    } else {
        word_end(text, start, bounds[to])
    };
    (start, end)
}

/// The first word that begins at or after `at`, if there is one near.
fn word_start(text: &str, at: usize) -> usize {
    if text[..at].ends_with(char::is_whitespace) {
        return at;
    }
    let gap = text[at..]
        .char_indices()
        .take(24)
        .find(|(_, c)| c.is_whitespace());
    gap.map_or(at, |(n, c)| at + n + c.len_utf8())
}

/// The end of the last word that ends at or before `at`, if there is one near.
fn word_end(text: &str, start: usize, at: usize) -> usize {
    if text[at..].starts_with(char::is_whitespace) {
        return at;
    }
    let near = text[start..at]
        .char_indices()
        .rev()
        .take(24)
        .find(|(_, c)| c.is_whitespace());
    near.map_or(at, |(n, _)| start + n)
}

/// Byte ranges without overlaps, from hits in order.
fn merged(hits: Vec<Hit>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for hit in hits {
        match out.last_mut() {
            Some(last) if hit.start <= last.1 => last.1 = last.1.max(hit.end),
            _ => out.push((hit.start, hit.end)),
        }
    }
    out
}

fn to_marks(text: &str, ranges: &[(usize, usize)]) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(ranges.len());
    let (mut byte, mut chars) = (0, 0u32);
    for &(start, end) in ranges {
        let from = chars + text[byte..start].chars().count() as u32;
        chars = from + text[start..end].chars().count() as u32;
        byte = end;
        marks.push(Mark {
            start: from,
            end: chars,
        });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matcher(exact: &[&str], prefixes: &[&str], stems: &[&str], phrases: &[&str]) -> Matcher {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        let phrases = phrases
            .iter()
            .map(|phrase| (phrase.split(' ').map(str::to_owned).collect(), 0));
        Matcher {
            exact: own(exact),
            prefixes: own(prefixes),
            stems: own(stems),
            phrases: phrases.collect(),
        }
    }

    /// The text with its marks in brackets.
    fn shown(text: &str, marks: &[Mark]) -> String {
        let mut out = String::new();
        for (i, c) in text.chars().enumerate() {
            let i = i as u32;
            out.push_str(if marks.iter().any(|mark| mark.start == i) {
                "["
            } else {
                ""
            });
            out.push(c);
            out.push_str(if marks.iter().any(|mark| mark.end == i + 1) {
                "]"
            } else {
                ""
            });
        }
        out
    }

    fn marked(matcher: &Matcher, text: &str) -> String {
        shown(text, &matcher.marks(text))
    }

    #[test]
    fn marks_are_in_characters() {
        let tokens = matcher(&["cafe", "nostd"], &["asy"], &["pars"], &[]);
        assert_eq!(
            marked(&tokens, "Ü Café, no_std: async parsing"),
            "Ü [Café], [no_std]: [async] [parsing]"
        );
        assert_eq!(
            marked(&matcher(&["no", "nostd"], &[], &[], &[]), "no_std"),
            "[no_std]"
        );
        assert!(matcher(&[], &[], &[], &[]).marks("x").is_empty());
    }

    #[test]
    fn phrases_are_marked_only_where_they_stand() {
        let phrase = matcher(&[], &[], &[], &["borrow checker"]);
        assert_eq!(
            marked(&phrase, "borrow a checker, borrow-checker"),
            "borrow a checker, [borrow]-[checker]"
        );
        let mut sloppy = phrase;
        sloppy.phrases[0].1 = 1;
        assert_eq!(marked(&sloppy, "borrow a checker"), "[borrow] a [checker]");
    }

    #[test]
    fn snippets_show_the_most_matches() {
        let text = [
            "tokio ".to_owned(),
            "lorem ipsum ".repeat(40),
            "the tokio runtime is here ".to_owned(),
            "dolor ".repeat(50),
        ]
        .concat();
        let (snippet, marks) =
            matcher(&["tokio", "runtime"], &[], &[], &[]).snippet("Title", &text, 120);
        let shown = shown(&snippet, &marks);
        assert!(shown.contains("the [tokio] [runtime] is here"), "{shown}");
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && !shown.contains(" …"),
            "{shown}"
        );
        assert!(snippet.chars().count() <= 122, "{shown}");
    }

    #[test]
    fn short_texts_are_whole_and_titles_are_not_repeated() {
        let tokio = matcher(&["tokio"], &[], &[], &[]);
        assert_eq!(tokio.snippet("Tokio 1.0", "Tokio 1.0.", 200).0, "");
        assert_eq!(tokio.snippet("Tokio", "", 200).0, "");
        let (snippet, marks) = tokio.snippet("Release", "Tokio is out", 200);
        assert_eq!(shown(&snippet, &marks), "[Tokio] is out");
    }

    proptest! {
        #[test]
        fn any_text_has_sound_marks(text in "[a-c éß本語_.-]{0,300}", width in 10usize..80) {
            let matcher = matcher(&["a", "ab", "本語"], &["c"], &[], &["a b"]);
            let (snippet, marks) = matcher.snippet("x", &text, width);
            let chars = snippet.chars().count() as u32;
            prop_assert!(chars as usize <= width + 2);
            let mut last = 0;
            for mark in marks {
                prop_assert!(last <= mark.start && mark.start < mark.end && mark.end <= chars);
                last = mark.end;
            }
        }
    }
}
