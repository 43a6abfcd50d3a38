//! Building an archive and searching it, with what it takes.

use crate::replay::{Step, page, queries, replay};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What an archive takes.
pub(super) struct Figures {
    seconds: f64,
    /// Most memory of the build, in MB; 0 where the system does not tell.
    memory: f64,
    megabytes: f64,
    files: f64,
    boot: f64,
    cold: f64,
    query: f64,
    query_p90: f64,
    background: f64,
}

impl Figures {
    /// Names and figures, in the order of the report.
    pub(super) fn rows(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("build, s", self.seconds),
            ("build, peak MB", self.memory),
            ("index, MB", self.megabytes),
            ("index, files", self.files),
            ("boot files, kB", self.boot),
            ("cold, kB", self.cold),
            ("per query, median kB", self.query),
            ("per query, p90 kB", self.query_p90),
            ("background, kB", self.background),
        ]
    }
}

/// Builds `archive` into `site` and asks the bench's queries.
///
/// # Errors
/// If the build or a search fails.
pub(super) fn measure(
    backissue: &Path,
    program: &Path,
    archive: &Path,
    site: &Path,
) -> anyhow::Result<Figures> {
    let (seconds, memory) = build(backissue, archive, site)?;
    let steps = replay(program, site, &queries()?, true)?;
    let named = |name: &str| {
        let step = steps.iter().find(|step| step.step == name);
        step.map_or(0, Step::bytes) as f64 / 1000.0
    };
    let (boot, background) = (named("open"), named("background"));
    let mut asked: Vec<u64> = steps[1..steps.len() - 1].iter().map(Step::bytes).collect();
    asked.sort_unstable();
    let at = |part: usize| asked[(asked.len() * part / 100).min(asked.len() - 1)] as f64 / 1000.0;
    let (bytes, files) = size(&site.join("data"))?;
    Ok(Figures {
        seconds,
        memory,
        megabytes: bytes as f64 / 1e6,
        files: files as f64,
        boot,
        cold: page()? as f64 / 1000.0 + boot + at(50),
        query: at(50),
        query_p90: at(90),
        background,
    })
}

/// Seconds and most megabytes of a build from nothing.
fn build(backissue: &Path, archive: &Path, site: &Path) -> anyhow::Result<(f64, f64)> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    let start = Instant::now();
    let mut command = Command::new(backissue);
    command.arg("build").arg(archive).arg("--out").arg(site);
    let mut child = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()?;
    let mut most = 0.0;
    let status = loop {
        most = peak(child.id()).unwrap_or(most);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(Duration::from_millis(5));
    };
    anyhow::ensure!(status.success(), "the build ended with {status}");
    Ok((start.elapsed().as_secs_f64(), most))
}

/// Most memory that a process has had, in MB; Linux tells.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1.024 / 1000.0)
}

/// Bytes and number of the files below a folder.
fn size(folder: &Path) -> anyhow::Result<(u64, u64)> {
    let (mut bytes, mut files) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (more, count) = match entry.file_type()?.is_dir() {
            true => size(&entry.path())?,
            false => (entry.metadata()?.len(), 1),
        };
        bytes += more;
        files += count;
    }
    Ok((bytes, files))
}
