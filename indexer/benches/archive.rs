//! How long the archive takes: parsing every issue, and merging their entries.
//!
//! Reads `../shared/archive/content` beside the repository, else the sample archive.

use backissue::archive::{self, Archive};
use backissue::merge::merge;
use backissue::profile::Profile;
use std::path::PathBuf;

fn main() {
    divan::main();
}

fn source() -> PathBuf {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let real = root.join("../shared/archive/content");
    if real.is_dir() {
        real
    } else {
        root.join("tests/archive")
    }
}

fn read(profile: &Profile) -> Archive {
    archive::read(&[source()], profile)
}

#[divan::bench(sample_count = 10)]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let Ok(profile) = Profile::twir() else { return };
    bencher.bench(|| read(&profile));
}

#[divan::bench(sample_count = 10)]
fn merge_entries(bencher: divan::Bencher<'_, '_>) {
    let Ok(profile) = Profile::twir() else { return };
    let archive = read(&profile);
    bencher
        .with_inputs(|| archive.issues.clone())
        .bench_values(merge);
}
