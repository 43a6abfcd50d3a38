//! Writing an HTTP/1.1 response.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// A response ready to be sent.
#[derive(Debug)]
pub(super) struct Response {
    status: u16,
    content_type: &'static str,
    location: Option<String>,
    body: Body,
}

/// Where a body comes from.
#[derive(Debug)]
enum Body {
    Bytes(Vec<u8>),
    File(File, u64),
}

impl Response {
    /// A line of plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        let body = Body::Bytes(text.as_bytes().to_vec());
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            location: None,
            body,
        }
    }

    /// "It is over there."
    pub(super) fn redirect(to: &str) -> Self {
        // Percent-encode what may not stand in a header.
        let location = to
            .bytes()
            .map(|b| match b {
                b'!'..=b'~' if b != b'%' => char::from(b).to_string(),
                _ => format!("%{b:02X}"),
            })
            .collect();
        Self {
            location: Some(location),
            ..Self::text(301, "Moved.\n")
        }
    }

    /// A file as it lies on disk.
    pub(super) fn file(status: u16, path: &Path) -> Self {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
        match opened {
            Ok((length, file)) => {
                let body = Body::File(file, length);
                Self {
                    status,
                    content_type: content_type(path),
                    location: None,
                    body,
                }
            }
            Err(error) => Self::text(500, &format!("The file cannot be read: {error}\n")),
        }
    }

    /// Sends head and, unless `head_only`, body.
    pub(super) fn write(self, out: &mut impl Write, head_only: bool) -> io::Result<()> {
        let length = match &self.body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_, length) => *length,
        };
        let mut head = format!(
            "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {length}\r\n\
             Cache-Control: max-age=600\r\nAccess-Control-Allow-Origin: *\r\n",
            self.status,
            reason(self.status),
            self.content_type,
        );
        if let Some(location) = &self.location {
            head.push_str(&format!("Location: {location}\r\n"));
        }
        head.push_str("\r\n");
        out.write_all(head.as_bytes())?;
        match self.body {
            _ if head_only => Ok(()),
            Body::Bytes(bytes) => out.write_all(&bytes),
            Body::File(file, length) => io::copy(&mut file.take(length), out).map(drop),
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        _ => "Internal Server Error",
    }
}

/// The media type a static host gives a file, by its extension.
fn content_type(path: &Path) -> &'static str {
    let extension = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
