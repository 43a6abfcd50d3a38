//! `build` and `search`, and what can go wrong on disk.

use super::{archive, backissue, write};
use predicates::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Everything below `dir`: path to content.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry
                    .path()
                    .strip_prefix(dir)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(path, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

fn build(archive: &Path, out: &Path) -> assert_cmd::Command {
    let mut command = backissue();
    command.arg("build").arg(archive).arg("--out").arg(out);
    command
}

#[test]
fn what_is_built_can_be_searched_and_verified() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    let run = build(archive.path(), out.path()).assert().success();
    run.stdout("")
        .stderr(predicate::str::contains("records from 2 issues"));

    let run = backissue()
        .arg("search")
        .arg(out.path())
        .args(["borrow", "less"])
        .assert()
        .success();
    run.stdout(predicate::str::contains(
        "Borrow less\n  https://blog.example/borrow\n  2024-01-03 \
         https://this-week-in-rust.org/blog/2024/01/03/this-week-in-rust-1/#projecttooling-updates\n",
    ));
    let mut none = backissue();
    none.arg("search")
        .arg(out.path())
        .args(["--json", "--", "xyzzyplugh"]);
    none.assert()
        .code(1)
        .stdout(predicate::str::contains("\"total\":0"));
    backissue().arg("verify").arg(out.path()).assert().success();
}

#[test]
fn two_builds_give_identical_trees_whatever_the_machine() {
    let (archive, one, two) = (
        archive(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    build(archive.path(), one.path())
        .env("RAYON_NUM_THREADS", "1")
        .assert()
        .success();
    let mut other = build(archive.path(), two.path());
    other
        .env("RAYON_NUM_THREADS", "4")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("TZ", "Asia/Tokyo");
    other.assert().success();
    assert!(tree(one.path()) == tree(two.path()));
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    let out = dir.path().join("out");
    let run = build(archive.path(), &out)
        .args(["--dry-run", "--json"])
        .assert()
        .success();
    let report: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(
        (&report["issues"], &report["dry_run"]),
        (&2.into(), &true.into())
    );
    assert!(report["written"].as_u64().unwrap() > 0);
    assert!(!out.exists());
}

#[test]
fn strict_stops_before_anything_is_written() {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    write(archive.path(), "broken.md", "no front matter at all\n");
    let out = dir.path().join("out");
    let run = build(archive.path(), &out).arg("--strict").assert().code(1);
    run.stderr(
        predicate::str::contains("broken.md").and(predicate::str::contains("nothing was written")),
    );
    assert!(!out.exists());
    build(archive.path(), &out).assert().success();
}

#[test]
fn feeds_are_published_beside_the_index() {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    let toml = format!(
        "archive = [{:?}]\nout = \"out\"\n[[feed]]\ntitle = \"Borrowing\"\nquery = \"borrow\"\n",
        archive.path()
    );
    write(dir.path(), "backissue.toml", &toml);
    backissue()
        .current_dir(dir.path())
        .args(["build", "--quiet"])
        .assert()
        .success()
        .stderr("");
    let feed = std::fs::read_to_string(dir.path().join("out/feeds/borrowing.atom")).unwrap();
    assert!(
        feed.contains("<title>Borrow less</title>") && feed.contains("<title>Borrow more</title>")
    );
}

#[test]
fn an_archive_without_issues_and_a_missing_folder_name_are_errors() {
    let (empty, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let run = build(empty.path(), out.path()).assert().code(2);
    run.stderr(predicate::str::contains("the archive holds no issue"));
    let run = backissue()
        .current_dir(empty.path())
        .args(["build", "."])
        .assert()
        .code(2);
    run.stderr(predicate::str::contains("no output folder is named"));
}

#[test]
fn foreign_files_stay_and_one_in_the_way_stops_the_build() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    write(out.path(), "CNAME", "example.org");
    build(archive.path(), out.path()).assert().success();
    write(
        archive.path(),
        "2025-01-15-this-week-in-rust.md",
        "Title: This Week in Rust 3\nDate: 2025-01-15\n",
    );
    build(archive.path(), out.path())
        .args(["--keep", "0"])
        .assert()
        .success();
    assert_eq!(
        std::fs::read_to_string(out.path().join("CNAME")).unwrap(),
        "example.org"
    );

    let other = tempfile::tempdir().unwrap();
    write(other.path(), "manifest.json", "{}");
    let run = build(archive.path(), other.path()).assert().code(2);
    run.stderr(predicate::str::contains(
        "was not written by an earlier build",
    ));
    assert_eq!(tree(other.path()).len(), 1);
}

#[test]
fn slugs_and_paths_that_lead_out_stay_inside() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    let evil = "Title: This Week in Rust 9\nDate: 2025-02-01\nSlug: ../../../etc/passwd\n\n\
        ## Updates from Rust Community\n\n* [Evil](https://evil.example/)\n";
    write(archive.path(), "evil.md", evil);
    write(
        archive.path(),
        "absolute.md",
        &evil
            .replace("9\n", "10\n")
            .replace("../../../etc", "//host/etc"),
    );
    build(archive.path(), out.path()).assert().success();
    let run = backissue()
        .arg("issues")
        .arg(archive.path())
        .assert()
        .success();
    run.stdout(
        predicate::str::contains("/../")
            .not()
            .and(predicate::str::contains("\"page\":\"//").not()),
    );
}

/// Adds an issue that changes most files of the index.
fn add_an_issue(archive: &Path) {
    let items: String = (0..400)
        .map(|i| format!("* [Entry {i}](https://e{i}.example/)\n"))
        .collect();
    let head = "Title: This Week in Rust 3\nDate: 2025-01-15\n\n## Updates from Rust Community\n\n";
    write(
        archive,
        "2025-01-15-this-week-in-rust.md",
        &format!("{head}{items}"),
    );
}

/// What the page of the build before asks for is still there, and the next build gives
/// what a build into an empty folder does.
fn is_unharmed(archive: &Path, out: &Path, before: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in before {
        if path != "backissue-files.json" {
            assert!(std::fs::read(out.join(path)).unwrap() == *bytes, "{path}");
        }
    }
    build(archive, out).args(["--keep", "0"]).assert().success();
    let clean = tempfile::tempdir().unwrap();
    build(archive, clean.path()).assert().success();
    assert!(tree(out) == tree(clean.path()));
}

/// A limit on the size of files stands for the full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_build_before_complete() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    build(archive.path(), out.path()).assert().success();
    let before = tree(out.path());
    add_an_issue(archive.path());
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let full = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_backissue"), "build"])
        .arg(archive.path())
        .arg("--out")
        .arg(out.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&full.stderr).into_owned();
    assert_eq!(full.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write"), "{said}");
    is_unharmed(archive.path(), out.path(), &before);
}

/// One file in the middle cannot be written: a folder stands where its temporary name
/// should go.
#[test]
fn a_write_that_fails_midway_leaves_the_build_before_complete() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    build(archive.path(), out.path()).assert().success();
    let before = tree(out.path());
    add_an_issue(archive.path());
    let clean = tempfile::tempdir().unwrap();
    build(archive.path(), clean.path()).assert().success();
    let new = tree(clean.path())
        .into_keys()
        .find(|path| path.starts_with("data/") && !before.contains_key(path));
    let obstacle = out.path().join(format!("{}.backissue-tmp", new.unwrap()));
    std::fs::create_dir_all(&obstacle).unwrap();
    let run = build(archive.path(), out.path()).assert().code(2);
    run.stderr(predicate::str::contains("cannot write").and(predicate::str::contains("/data/")));
    std::fs::remove_dir(obstacle).unwrap();
    is_unharmed(archive.path(), out.path(), &before);
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    let out = dir.path().join("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(out.join("probe"), "").is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    let run = build(archive.path(), &out).assert().code(2);
    run.stderr(predicate::str::contains("cannot write").and(predicate::str::contains("out")));
}

#[test]
fn a_file_in_the_place_of_the_output_folder_is_named() {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    write(dir.path(), "out", "a file");
    let run = build(archive.path(), &dir.path().join("out"))
        .assert()
        .code(2);
    run.stderr(predicate::str::contains("cannot create the folder"));
}

#[test]
fn builds_at_once_leave_one_whole_build() {
    let (archive, out) = (archive(), tempfile::tempdir().unwrap());
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backissue"));
        command
            .arg("build")
            .arg(archive.path())
            .arg("--out")
            .arg(out.path())
            .arg("--quiet");
        command
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    let running: Vec<_> = (0..4).map(|_| start()).collect();
    let mut built = 0;
    for child in running {
        let ended = child.wait_with_output().unwrap();
        match ended.status.code() {
            Some(0) => built += 1,
            Some(2) => assert!(String::from_utf8_lossy(&ended.stderr).contains("another build")),
            other => panic!("exit code {other:?}"),
        }
    }
    assert!(built >= 1);
    backissue().arg("verify").arg(out.path()).assert().success();
}

/// A build killed at any moment leaves a folder that the next one makes whole.
#[test]
#[cfg(unix)]
fn a_killed_build_is_made_good_by_the_next() {
    let (archive, out, clean) = (
        archive(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    for wait in [0, 2, 5, 10, 20, 40] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backissue"));
        command
            .arg("build")
            .arg(archive.path())
            .arg("--out")
            .arg(out.path())
            .arg("--quiet");
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    build(archive.path(), out.path()).assert().success();
    build(archive.path(), clean.path()).assert().success();
    assert!(tree(out.path()) == tree(clean.path()));
}

#[test]
fn a_first_publication_has_nothing_before_it() {
    let (archive, dir) = (archive(), tempfile::tempdir().unwrap());
    let mut command = build(archive.path(), &dir.path().join("out"));
    command.arg("--previous").arg(dir.path().join("published"));
    command
        .assert()
        .success()
        .stderr(predicate::str::contains("this is the first build"));
}
