//! A small static file server for looking at a build on one's own machine.
//!
//! It behaves as GitHub Pages does where that can surprise a search: whole files
//! only (no byte ranges), ten minutes of caching, `index.html` for folders, a
//! redirect where a folder's trailing slash is missing, `404.html` if there is one.
//! It listens on 127.0.0.1 only and answers nobody who came by another host name.

mod request;
mod response;

use request::Request;
use response::Response;
use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a silent connection is kept.
const IDLE: Duration = Duration::from_secs(20);

/// A bound server, not yet answering.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    site: Arc<Site>,
}

/// What is served.
#[derive(Debug)]
struct Site {
    /// Canonical path of the folder.
    root: PathBuf,
    /// Path prefix the folder appears under, with slashes at both ends (`/` or `/repo/`).
    base: String,
}

impl Server {
    /// Binds 127.0.0.1:`port` (0: any free port) to serve `dir` below `base`
    /// (`/`, or `/repo/` as project pages have it).
    ///
    /// # Errors
    /// When `dir` is no readable folder or the port is taken.
    pub fn bind(dir: &Path, port: u16, base: &str) -> io::Result<Self> {
        let root = dir.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a folder"));
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let trimmed = base.trim_matches('/');
        let base = if trimmed.is_empty() {
            "/".to_owned()
        } else {
            format!("/{trimmed}/")
        };
        Ok(Self {
            listener,
            site: Arc::new(Site { root, base }),
        })
    }

    /// The address bound, port included.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The path the folder appears under, with slashes at both ends.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.site.base
    }

    /// Answers until the process ends.
    pub fn run(&self) {
        // A refused or broken connection concerns its client alone.
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(&self.site);
            std::thread::spawn(move || drop(site.converse(&stream)));
        }
    }
}

impl Site {
    /// Answers the requests of one connection until the client stops.
    fn converse(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(IDLE))?;
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        let mut writer = stream;
        while let Some(request) = Request::read(&mut reader)? {
            let response = self.answer(&request);
            response.write(&mut writer, request.head_only())?;
            writer.flush()?;
            if request.close {
                break;
            }
        }
        Ok(())
    }

    fn answer(&self, request: &Request) -> Response {
        if !request.is_local() {
            return Response::text(421, "This server answers on 127.0.0.1 only.\n");
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Response::text(405, "GET and HEAD only.\n");
        }
        let Some(path) = request.path() else {
            return Response::text(400, "The path is not valid.\n");
        };
        if format!("{path}/") == self.base {
            return Response::redirect(&self.base);
        }
        match path.strip_prefix(&self.base) {
            Some(rest) => self.file(rest, &path),
            None => self.not_found(),
        }
    }

    /// The file at `rest`, a path below the root already free of `..`.
    fn file(&self, rest: &str, path: &str) -> Response {
        let Some(found) = self.inside(rest) else {
            return self.not_found();
        };
        if !found.is_dir() {
            return if path.ends_with('/') {
                self.not_found()
            } else {
                Response::file(200, &found)
            };
        }
        if !path.ends_with('/') {
            return Response::redirect(&format!("{path}/"));
        }
        match self.inside(&format!("{rest}index.html")) {
            Some(index) => Response::file(200, &index),
            None => self.not_found(),
        }
    }

    /// An existing path below the root, links followed only while they stay there.
    fn inside(&self, rest: &str) -> Option<PathBuf> {
        let path = self
            .root
            .join(rest.trim_end_matches('/'))
            .canonicalize()
            .ok()?;
        path.starts_with(&self.root).then_some(path)
    }

    fn not_found(&self) -> Response {
        match self.inside("404.html") {
            Some(page) => Response::file(404, &page),
            None => Response::text(404, "There is no such file here.\n"),
        }
    }
}
