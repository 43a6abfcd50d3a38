//! Spelling: when to correct a word, and which candidate is the likeliest.

/// A word of the dictionary near a mistyped one.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Folded token.
    pub token: String,
    /// Records that have it.
    pub frequency: u32,
}

/// How many edits may lie between a word and its correction: none below 4 letters,
/// 1 from 4, 2 from 8. A swap of neighbours is one edit. Numbers are never corrected.
pub fn max_distance(token: &str) -> u8 {
    let letters = token.chars().count();
    if letters < 4 || token.chars().any(|c| c.is_ascii_digit()) {
        return 0;
    }
    if letters < 8 { 1 } else { 2 }
}

/// Whether a word that `frequency` records have is rare enough to look for others, should
/// all words together match nothing.
pub fn is_thin(frequency: u32) -> bool {
    frequency < 6
}

/// Sorts candidates for `token`, likeliest first, drops those farther away than
/// [`max_distance`] and the word itself, and keeps at most `keep`.
pub fn rank(token: &str, candidates: &mut Vec<Candidate>, keep: usize) {
    let limit = u32::from(max_distance(token));
    let mut ranked: Vec<(f32, Candidate)> = Vec::with_capacity(candidates.len());
    for candidate in candidates.drain(..) {
        let (edits, cost) = distance(token, &candidate.token);
        if edits > 0 && edits <= limit {
            // Each edit weighs as much as being about e³ times rarer.
            let score = 3.0 * cost - logarithm(candidate.frequency);
            ranked.push((score, candidate));
        }
    }
    ranked.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.token.cmp(&b.1.token)));
    ranked.truncate(keep);
    candidates.extend(ranked.into_iter().map(|(_, candidate)| candidate));
}

/// A cheap natural logarithm of `n + 1`: exact at powers of two, linear between.
fn logarithm(n: u32) -> f32 {
    let n = n.saturating_add(1);
    let power = n.ilog2();
    (power as f32 + (n as f32 / (1u64 << power) as f32 - 1.0)) * core::f32::consts::LN_2
}

/// Edits between two words (swaps of neighbours count one), and what they weigh:
/// slips of the finger — a letter doubled or not, two swapped — a little less than
/// others, an edit of the first letter more.
pub fn distance(a: &str, b: &str) -> (u32, f32) {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let width = b.len() + 1;
    // Rows of the table: edits and weight of turning a's beginning into b's.
    let mut rows: Vec<(u32, f32)> = vec![(0, 0.0); (a.len() + 1) * width];
    let first = |i: usize, j: usize| if i <= 1 && j <= 1 { 0.5 } else { 0.0 };
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i + j == 0 {
                continue;
            }
            let mut best = (u32::MAX, f32::MAX);
            let mut offer = |from: (u32, f32), edits: u32, weight: f32| {
                let next = (from.0 + edits, from.1 + weight);
                if next < best {
                    best = next;
                }
            };
            if i > 0 {
                let doubled = i > 1 && a[i - 1] == a[i - 2];
                offer(
                    rows[(i - 1) * width + j],
                    1,
                    first(i, j) + if doubled { 0.8 } else { 1.0 },
                );
            }
            if j > 0 {
                let doubled = j > 1 && b[j - 1] == b[j - 2];
                offer(
                    rows[i * width + j - 1],
                    1,
                    first(i, j) + if doubled { 0.8 } else { 1.0 },
                );
            }
            if i > 0 && j > 0 {
                let edit = u32::from(a[i - 1] != b[j - 1]);
                let weight = if edit == 0 { 0.0 } else { 1.0 + first(i, j) };
                offer(rows[(i - 1) * width + j - 1], edit, weight);
            }
            if i > 1
                && j > 1
                && a[i - 1] == b[j - 2]
                && a[i - 2] == b[j - 1]
                && a[i - 1] != a[i - 2]
            {
                offer(rows[(i - 2) * width + j - 2], 1, 0.8);
            }
            rows[i * width + j] = best;
        }
    }
    rows.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_and_doublings_weigh_less() {
        assert_eq!(distance("tokio", "tokio"), (0, 0.0));
        assert_eq!(distance("tokoi", "tokio").0, 1);
        assert_eq!(distance("runtiime", "runtime").0, 1);
        assert_eq!(distance("abc", "").0, 3);
        assert!(distance("tokoi", "tokio").1 < distance("tokia", "tokio").1);
        assert!(distance("runtiime", "runtime").1 < distance("runtxime", "runtime").1);
        assert!(distance("wust", "rust").1 > distance("ruxt", "rust").1);
    }

    #[test]
    fn short_words_and_numbers_stay() {
        let limits =
            ["go", "rus", "rust", "library", "libraries", "x86", "größe"].map(max_distance);
        assert_eq!(limits, [0, 0, 1, 1, 2, 0, 1]);
    }

    #[test]
    fn the_likeliest_comes_first() {
        let near = |list: &[(&str, u32)]| -> Vec<Candidate> {
            list.iter()
                .map(|(token, frequency)| Candidate {
                    token: (*token).to_owned(),
                    frequency: *frequency,
                })
                .collect()
        };
        let order = |word: &str, list: &[(&str, u32)]| -> Vec<String> {
            let mut candidates = near(list);
            rank(word, &mut candidates, 3);
            candidates
                .into_iter()
                .map(|candidate| candidate.token)
                .collect()
        };
        assert_eq!(
            order(
                "tokoi",
                &[("toko", 2), ("tokio", 900), ("tokoi", 1), ("tonic", 50)]
            ),
            ["tokio", "toko"]
        );
        assert_eq!(
            order("futtures", &[("features", 900), ("futures", 500)]),
            ["futures", "features"]
        );
        assert_eq!(order("abc", &[("abd", 9)]), Vec::<String>::new());
    }

    #[test]
    fn the_logarithm_is_near() {
        for n in [0u32, 1, 2, 3, 10, 1000, 80_000, u32::MAX] {
            let exact = (f64::from(n) + 1.0).ln() as f32;
            assert!((logarithm(n) - exact).abs() < 0.07, "{n}");
        }
    }
}
