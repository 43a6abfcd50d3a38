//! What makes two URLs the same link.

/// A URL without what does not change where it leads: scheme, user, `www.`, default
/// port, trailing slashes, tracking parameters, and percent-encoding of ordinary
/// characters. The host is lower-case. Only a key: it need not be a working URL.
///
/// `https://www.Example.org/a%20b/?utm_source=x&id=1#top` is `example.org/a b?id=1#top`.
/// Something without a host (`mailto:…`) comes back trimmed.
pub fn canonical_url(url: &str) -> String {
    let url = url.trim();
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        _ if url
            .split_once(':')
            .is_some_and(|(scheme, tail)| is_scheme(scheme) && !starts_with_port(tail)) =>
        {
            return url.to_owned();
        }
        _ => url.strip_prefix("//").unwrap_or(url),
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest
        .find('/')
        .map_or((rest, ""), |slash| rest.split_at(slash));
    let mut out = canonical_host(host);
    decode(path.trim_end_matches('/'), &mut out);
    while out.ends_with('/') {
        out.pop();
    }
    let mut before = '?';
    for pair in query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
    {
        out.push(before);
        before = '&';
        decode(&pair.replace('+', "%20"), &mut out);
    }
    if !fragment.is_empty() {
        out.push('#');
        decode(fragment, &mut out);
    }
    out
}

/// Host in lower case without user, `www.` and default port.
fn canonical_host(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host
        .strip_suffix(":443")
        .or_else(|| host.strip_suffix(":80"))
        .unwrap_or(host);
    let host = host.to_ascii_lowercase();
    match host.strip_prefix("www.") {
        Some(rest) => rest.to_owned(),
        None => host,
    }
}

/// Letters, digits, `+`, `-` and `.`, beginning with a letter.
fn is_scheme(s: &str) -> bool {
    s.starts_with(|c: char| c.is_ascii_alphabetic())
        && s.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// `example.org:8080/…` has a port, not a scheme.
fn starts_with_port(tail: &str) -> bool {
    tail.starts_with(|c: char| c.is_ascii_digit())
}

/// Parameters that say where a reader came from, not what they read.
fn is_tracking(pair: &str) -> bool {
    const TRACKING: &str = " fbclid gclid igshid mc_cid mc_eid ref ref_src ref_url source si aff feature eventorigin recid ";
    let name = pair.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || TRACKING
            .split(' ')
            .any(|known| known == name && !name.is_empty())
}

/// Decodes percent-encoding, except of characters that would then mean something else.
fn decode(s: &str, out: &mut String) {
    if !s.contains('%') {
        out.push_str(s);
        return;
    }
    let mut bytes = Vec::with_capacity(s.len());
    let raw = s.as_bytes();
    let mut i = 0;
    while i < raw.len() {
        let hex = |at: usize| {
            raw.get(at)
                .and_then(|b| char::from(*b).to_digit(16))
                .map(|d| d as u8)
        };
        let decoded = match (raw[i], hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => Some(high << 4 | low),
            _ => None,
        };
        match decoded {
            Some(b) if b >= b' ' && b != 0x7f && !b"/?#&%=+".contains(&b) => bytes.push(b),
            Some(_) => bytes.extend(raw[i..i + 3].iter().map(u8::to_ascii_uppercase)),
            None => bytes.push(raw[i]),
        }
        i += if decoded.is_some() { 3 } else { 1 };
    }
    out.push_str(&String::from_utf8_lossy(&bytes));
}
