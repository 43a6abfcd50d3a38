//! An archive many times as large as a given one, and like it.
//!
//! Every issue comes again and again with other words and other addresses. Within one
//! round a line becomes the same line wherever it stands, so that what returned in the
//! real archive returns in the made one.

use super::rewrite;
use super::vocabulary::Vocabulary;
use anyhow::Context;
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Any number will do, so long as it stays.
const SEED: u64 = 2013;
/// Between the numbers of an issue in two rounds.
const NUMBERS: u32 = 1000;

/// Writes the archive to `to` and says what it is.
///
/// # Errors
/// If a file cannot be read or written.
pub(super) fn make(real: &Path, to: &Path, times: u32) -> anyhow::Result<String> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    let issues = read(real)?;
    let mut vocabulary = Vocabulary::new(SEED);
    for (path, text) in &issues {
        fs::write(to.join(name(path, 0)), text)?;
        for line in text.lines() {
            rewrite::words(line, |word| vocabulary.learn(word));
        }
    }
    let law = vocabulary.fit();
    let (words, different) = vocabulary.size();
    for round in 1..times {
        let mut lines = HashMap::new();
        for (path, text) in &issues {
            // A round repeats what is numbered: the few other issues have titles that
            // are addresses.
            if let Some(text) = again(text, round, &mut vocabulary, &mut lines) {
                fs::write(to.join(name(path, round)), text)?;
            }
        }
    }
    let (all_words, all_different) = vocabulary.size();
    Ok(format!(
        "{words} words, {different} of them different: Heaps' law with k = {:.1}, β = {:.3}; {times} times as large: {all_words} words, {all_different} different.",
        law.k, law.beta
    ))
}

/// Markdown issues and their text, by name.
fn read(folder: &Path) -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<_>>()?;
    let endings = ["md", "markdown"].map(OsString::from);
    paths.retain(|path| {
        endings
            .iter()
            .any(|ending| path.extension() == Some(ending))
    });
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path, String::from_utf8_lossy(&text).into_owned()))
    };
    paths.into_iter().map(read).collect()
}

fn name(path: &Path, round: u32) -> OsString {
    let stem = path.file_stem().unwrap_or_default();
    let mut name = stem.to_owned();
    if round > 0 {
        name.push(format!("-again-{round}"));
    }
    name.push(".md");
    name
}

/// An issue with other words and a number of its own; none where it has no number.
fn again(
    text: &str,
    round: u32,
    vocabulary: &mut Vocabulary,
    lines: &mut HashMap<String, String>,
) -> Option<String> {
    let (head, body) = text.split_once("\n\n")?;
    let title = head.lines().find(|line| line.starts_with("Title:"))?;
    let number: u32 = title.rsplit(' ').next()?.trim().parse().ok()?;
    let (old, new) = (number.to_string(), (number + round * NUMBERS).to_string());
    let numbered = |line: &str| line.starts_with("Title:") || line.starts_with("Number:");
    let head = head.lines().map(|line| match numbered(line) {
        true => line.replace(&old, &new),
        false => line.to_owned(),
    });
    let mut out = head.collect::<Vec<_>>().join("\n") + "\n\n";
    for line in body.lines() {
        let made = lines
            .entry(line.to_owned())
            .or_insert_with(|| rewrite::line(line, vocabulary));
        out += made;
        out.push('\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::again;
    use crate::scale::vocabulary::Vocabulary;
    use std::collections::HashMap;

    #[test]
    fn an_issue_comes_again_under_another_number() {
        let text = "Title: This Week in Rust 12\nNumber: 12\nDate: 2014-01-01\n\n# News\n\n* Same thing\n* Same thing\n";
        let mut vocabulary = Vocabulary::new(3);
        vocabulary.learn("other");
        let made = again(text, 2, &mut vocabulary, &mut HashMap::new()).unwrap_or_default();
        assert_eq!(
            made,
            "Title: This Week in Rust 2012\nNumber: 2012\nDate: 2014-01-01\n\n# News\n\n* Other other\n* Other other\n"
        );
    }
}
