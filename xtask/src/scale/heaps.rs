//! Heaps' law: a text of n words has about k · n^β different ones.

/// The law, fitted to a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Heaps {
    pub k: f64,
    pub beta: f64,
}

impl Heaps {
    /// Fits the law to points (words, different words) by least squares of their
    /// logarithms.
    pub(super) fn fit(points: &[(usize, usize)]) -> Self {
        let logs = points
            .iter()
            .map(|(words, different)| ((*words as f64).ln(), (*different as f64).ln()));
        let (mut count, mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (words, different) in logs {
            count += 1.0;
            x += words;
            y += different;
            xx += words * words;
            xy += words * different;
        }
        let spread = count * xx - x * x;
        let beta = if spread > 0.0 {
            (count * xy - x * y) / spread
        } else {
            0.0
        };
        let k = if count > 0.0 {
            ((y - beta * x) / count).exp()
        } else {
            0.0
        };
        Self { k, beta }
    }

    /// How likely the word after `words` words is one that none of them was.
    pub(super) fn new_word(self, words: usize) -> f64 {
        self.k * self.beta * (words.max(1) as f64).powf(self.beta - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Heaps;

    #[test]
    fn the_fit_finds_the_law_that_made_the_points() {
        let points: Vec<(usize, usize)> = (10..20)
            .map(|power| 1 << power)
            .map(|words| (words, (30.0 * (words as f64).powf(0.6)) as usize))
            .collect();
        let law = Heaps::fit(&points);
        assert!((law.beta - 0.6).abs() < 0.01 && (law.k - 30.0).abs() < 1.0);
    }

    #[test]
    fn without_points_nothing_is_new() {
        assert_eq!(Heaps::fit(&[]).new_word(5), 0.0);
    }
}
