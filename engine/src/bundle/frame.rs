//! The frame around every file of an index: what tells a good file from a bad one.
//!
//! ```text
//! offset  size
//!      0     4  magic "BI" + format version (u16, little endian)
//!      4     4  length of the contents in bytes, before compression (u32, little endian)
//!      8     8  XXH64 of the contents, seeded with the XXH64 of the file's path (u64, little endian)
//!     16     …  contents, compressed with LZMA: no header, no end marker, lc = lp = pb = 0
//! ```
//!
//! The path is part of the hash, so a file served under another's name is found
//! out. Hosts compress only types they know and may not compress ours; so we do.

use crate::error::Error;
use xxhash_rust::xxh64::xxh64;

/// Version of the bundle: frames, boot files, chunks, rows and columns.
pub const FORMAT: u16 = 4;
/// Bytes before the compressed contents.
pub const HEADER: usize = 16;
/// No file of an index is larger than this before compression.
pub const MAX_CONTENTS: u32 = 64 << 20;

/// What the header of a file promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// Length of the contents, at most [`MAX_CONTENTS`].
    pub length: u32,
    hash: u64,
}

fn hash(path: &str, contents: &[u8]) -> u64 {
    xxh64(contents, xxh64(path.as_bytes(), 0))
}

/// The header of the file at `path` (within the bundle) with these contents.
#[must_use]
pub fn header(path: &str, contents: &[u8]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..2].copy_from_slice(b"BI");
    header[2..4].copy_from_slice(&FORMAT.to_le_bytes());
    header[4..8].copy_from_slice(&(contents.len() as u32).to_le_bytes());
    header[8..].copy_from_slice(&hash(path, contents).to_le_bytes());
    header
}

impl Frame {
    /// Reads the header of a file. The compressed contents follow it.
    ///
    /// # Errors
    /// [`Error::Damaged`] if this is no file of ours or promises absurd lengths,
    /// [`Error::Version`] if it is of another format.
    pub fn parse(path: &str, file: &[u8]) -> Result<Frame, Error> {
        let Some((header, _)) = file.split_at_checked(HEADER) else {
            return Err(Error::damaged(path, "it is shorter than its header"));
        };
        if &header[..2] != b"BI" {
            return Err(Error::damaged(path, "it is not part of a search index"));
        }
        let version = u16::from_le_bytes([header[2], header[3]]);
        if version != FORMAT {
            return Err(Error::Version {
                found: version.into(),
                expected: FORMAT.into(),
            });
        }
        let mut length = [0; 4];
        length.copy_from_slice(&header[4..8]);
        let mut hash = [0; 8];
        hash.copy_from_slice(&header[8..]);
        let frame = Frame {
            length: u32::from_le_bytes(length),
            hash: u64::from_le_bytes(hash),
        };
        if frame.length > MAX_CONTENTS {
            return Err(Error::damaged(
                path,
                "it claims to be larger than any part of an index",
            ));
        }
        Ok(frame)
    }

    /// Checks the decompressed contents against the header.
    ///
    /// # Errors
    /// [`Error::Damaged`] if length or hash differ.
    pub fn verify(&self, path: &str, contents: &[u8]) -> Result<(), Error> {
        if contents.len() != self.length as usize {
            let what = format!("{} bytes instead of {}", contents.len(), self.length);
            return Err(Error::damaged(path, what));
        }
        if hash(path, contents) != self.hash {
            return Err(Error::damaged(path, "its hash does not match its contents"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_byte_and_every_truncation_is_noticed() {
        let contents = b"postings";
        let mut file = header("a/b", contents).to_vec();
        file.extend_from_slice(contents);
        let check = |file: &[u8]| {
            Frame::parse("a/b", file).and_then(|frame| frame.verify("a/b", &file[HEADER..]))
        };
        assert_eq!(check(&file), Ok(()));
        for at in 0..file.len() {
            let mut bad = file.clone();
            bad[at] ^= 1;
            assert!(check(&bad).is_err(), "byte {at}");
            assert!(check(&file[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_file_under_the_wrong_name_is_noticed() {
        let file = header("a", b"x");
        let frame = Frame::parse("b", &file).unwrap();
        assert!(frame.verify("b", b"x").is_err());
    }
}
