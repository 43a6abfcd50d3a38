//! Reading an HTTP/1.1 request head.

use std::io::{self, BufRead, Read};

/// Longest request head read, in bytes.
const LONGEST: u64 = 32 * 1024;

/// The parts of a request a static server looks at.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// `GET`, `HEAD`…
    pub(super) method: String,
    /// As sent: percent-encoded, with query.
    target: String,
    /// `Host` header.
    host: String,
    /// The client wants the connection closed.
    pub(super) close: bool,
}

impl Request {
    /// Reads one request; `None` when the client has no more.
    pub(super) fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = reader.take(LONGEST);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut parts = line.split_whitespace().map(str::to_owned);
        let (Some(method), Some(target)) = (parts.next(), parts.next()) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let mut request = Self {
            method,
            target,
            ..Self::default()
        };
        request.close = parts.next().as_deref() != Some("HTTP/1.1");
        loop {
            line.clear();
            if head.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line.trim_end().is_empty() {
                return Ok(Some(request));
            }
            request.header(&line);
        }
    }

    fn header(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else {
            return;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "host" => value.clone_into(&mut self.host),
            "connection" if value.eq_ignore_ascii_case("close") => self.close = true,
            // A body is never read: what follows is not a request.
            "content-length" | "transfer-encoding" => self.close = true,
            _ => {}
        }
    }

    /// Whether the body is to be left out.
    pub(super) fn head_only(&self) -> bool {
        self.method == "HEAD"
    }

    /// Whether the client asked for this machine by a local name, which keeps pages
    /// elsewhere from reading local files by pointing their own name at 127.0.0.1.
    pub(super) fn is_local(&self) -> bool {
        let name = self
            .host
            .rsplit_once(':')
            .map_or(self.host.as_str(), |(name, _)| name);
        matches!(name, "127.0.0.1" | "localhost" | "")
    }

    /// The decoded path without query; `None` if it is malformed, leaves the root or
    /// names a hidden file.
    pub(super) fn path(&self) -> Option<String> {
        let raw = self.target.split(['?', '#']).next()?;
        let path = decode(raw)?;
        let fine = path.starts_with('/')
            && !path.contains(['\0', '\\'])
            && path.split('/').all(|part| !part.starts_with('.'));
        fine.then_some(path)
    }
}

/// Percent-decodes into UTF-8.
fn decode(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let text = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(text, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        Request::read(&mut text.as_bytes()).unwrap().unwrap()
    }

    #[test]
    fn a_path_is_decoded_and_its_query_dropped() {
        let asked = request("GET /a%20b/?q=x HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
        assert_eq!(asked.path().unwrap(), "/a b/");
        assert!(asked.is_local());
        assert!(!asked.close);
    }

    #[test]
    fn paths_out_of_the_root_are_refused() {
        for path in [
            "/../x",
            "/a/%2e%2e/x",
            "/.git/config",
            "/a\\..\\x",
            "x",
            "/%ff",
            "/%4",
        ] {
            let asked = request(&format!("GET {path} HTTP/1.1\r\n\r\n"));
            assert_eq!(asked.path(), None, "{path}");
        }
    }

    #[test]
    fn other_host_names_are_not_local() {
        assert!(!request("GET / HTTP/1.1\r\nHost: evil.example:80\r\n\r\n").is_local());
    }
}
