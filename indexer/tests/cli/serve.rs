//! `backissue serve`.

use super::backissue;
use predicates::prelude::*;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server, stopped when dropped.
struct Served(Child, String);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(dir: &Path, args: &[&str]) -> Served {
    let mut child = Command::new(env!("CARGO_BIN_EXE_backissue"))
        .arg("serve")
        .arg(dir)
        .args(["--port", "0"])
        .args(args)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    Served(child, address)
}

/// Sends one request and returns everything that came back.
fn ask(server: &Served, first_line: &str) -> String {
    let mut stream = TcpStream::connect(&server.1).unwrap();
    write!(
        stream,
        "{first_line} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        server.1
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn files_folders_and_missing_pages_are_answered_as_pages_does() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("search")).unwrap();
    std::fs::write(dir.path().join("search/index.html"), "<p>hello").unwrap();
    std::fs::write(dir.path().join("search/a.wasm"), "wasm").unwrap();
    let server = serve(dir.path(), &["--base-path", "repo"]);

    let page = ask(&server, "GET /repo/search/?q=x");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("Cache-Control: max-age=600\r\n") && page.ends_with("\r\n\r\n<p>hello"));
    assert!(ask(&server, "GET /repo/search").contains("Location: /repo/search/\r\n"));
    assert!(ask(&server, "GET /repo/search/a.wasm").contains("Content-Type: application/wasm"));
    assert!(ask(&server, "HEAD /repo/search/a.wasm").ends_with("\r\n\r\n"));
    for missing in [
        "GET /repo/none",
        "GET /elsewhere",
        "GET /repo/search/a.wasm/",
    ] {
        assert!(
            ask(&server, missing).starts_with("HTTP/1.1 404"),
            "{missing}"
        );
    }
    assert!(ask(&server, "GET /repo/../../etc/passwd").starts_with("HTTP/1.1 400"));
    assert!(ask(&server, "POST /repo/search/").starts_with("HTTP/1.1 405"));
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_folder_is_not_followed() {
    let dir = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/etc/passwd", dir.path().join("users")).unwrap();
    let server = serve(dir.path(), &[]);
    assert!(ask(&server, "GET /users").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_missing_folder_and_a_taken_port_say_what_to_do() {
    let missing = backissue()
        .args(["serve", "no/such/folder"])
        .assert()
        .code(2);
    missing.stderr(predicate::str::contains("cannot serve no/such/folder"));

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = backissue()
        .args(["serve", ".", "--port", &port])
        .assert()
        .code(2);
    run.stderr(predicate::str::contains("choose another with --port"));
}
