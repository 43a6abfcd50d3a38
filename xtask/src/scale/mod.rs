//! `cargo xtask scale N`: how everything grows with an archive N times as large.

mod archive;
mod chance;
mod heaps;
mod measure;
mod rewrite;
mod vocabulary;

use crate::step::step;
use crate::{paths, replay, serve};
use anyhow::Context;
use measure::{Figures, measure};
use std::fs;
use std::path::PathBuf;

/// Options of `cargo xtask scale`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many times as large.
    #[arg(value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=50))]
    times: u32,
    /// Folder with the newsletter's Markdown issues; without it, the sample archive.
    #[arg(long, value_name = "DIR")]
    archive: Option<PathBuf>,
}

/// Makes the archive, builds both, and prints how they compare.
///
/// # Errors
/// If a step fails.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let real = serve::archive(args.archive.as_deref())?;
    let backissue = serve::plain_command()?;
    let program = replay::compile()?;
    let folder = paths::target().join("scale");
    let large = folder.join("archive");
    let made = step(
        &format!("make an archive {} times as large", args.times),
        || archive::make(&real, &large, args.times),
    )?;
    println!("{made}");
    let [one, many] = [("1", &real), ("N", &large)].map(|(name, archive)| {
        let site = folder.join(format!("site-{name}"));
        step(&format!("build and search {}", archive.display()), || {
            measure(&backissue, &program, archive, &site)
        })
    });
    let report = table(&one?, &many?, args.times);
    println!("\n{report}");
    let path = folder.join("scale.md");
    fs::write(&path, format!("{made}\n\n{report}"))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// What the larger archive may cost: times the smaller one's, or at most.
const LIMITS: [(&str, &str); 4] = [
    ("build, s", "≤ 40"),
    ("build, peak MB", "≤ 3000"),
    ("cold, kB", "≤ 1.4 ×"),
    ("per query, median kB", "≤ 2 ×"),
];

fn table(one: &Figures, many: &Figures, times: u32) -> String {
    let mut lines = vec![
        format!("| | archive | {times} × | ratio | target |"),
        "| --- | --- | --- | --- | --- |".to_owned(),
    ];
    for ((name, one), (_, many)) in one.rows().into_iter().zip(many.rows()) {
        let limit = LIMITS.iter().find(|(of, _)| *of == name);
        let limit = limit.map_or("", |(_, limit)| limit);
        let ratio = many / one;
        lines.push(format!(
            "| {name} | {one:.1} | {many:.1} | {ratio:.2} | {limit} |"
        ));
    }
    lines.join("\n")
}
