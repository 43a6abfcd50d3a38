//! Marked ranges as pieces of text.

use backissue_model::answer::Mark;

/// Cuts `text` where marks begin and end: pieces with whether they are marked.
/// Marks that overlap, run backwards or past the end do no harm.
#[must_use]
pub fn pieces<'a>(text: &'a str, marks: &[Mark]) -> Vec<(bool, &'a str)> {
    let mut ends = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .enumerate();
    let mut offset = |char: u32| {
        ends.find(|&(n, _)| n as u32 == char)
            .map_or(text.len(), |(_, at)| at)
    };
    let (mut pieces, mut at, mut done) = (Vec::new(), 0, None);
    for mark in marks {
        if mark.start >= mark.end || done.is_some_and(|done| mark.start <= done) {
            continue;
        }
        let start = offset(mark.start);
        let end = offset(mark.end);
        pieces.push((false, &text[at..start]));
        pieces.push((true, &text[start..end]));
        (at, done) = (end, Some(mark.end));
    }
    pieces.push((false, &text[at..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32) -> Mark {
        Mark { start, end }
    }

    #[test]
    fn text_is_cut_at_its_marks() {
        let cut = pieces("Göteborg and Rust", &[mark(0, 8), mark(13, 17)]);
        assert_eq!(cut, [(true, "Göteborg"), (false, " and "), (true, "Rust")]);
        assert_eq!(pieces("plain", &[]), [(false, "plain")]);
        assert!(pieces("", &[mark(0, 1)]).is_empty());
    }

    #[test]
    fn wrong_marks_lose_no_text() {
        for marks in [
            vec![mark(3, 2)],
            vec![mark(2, 99)],
            vec![mark(99, 100)],
            vec![mark(2, 4), mark(1, 3)],
            vec![mark(0, 2), mark(2, 4)],
            vec![mark(0, 4), mark(0, 4)],
        ] {
            let text: String = pieces("añb<c>", &marks)
                .iter()
                .map(|(_, piece)| *piece)
                .collect();
            assert_eq!(text, "añb<c>", "{marks:?}");
        }
    }
}
