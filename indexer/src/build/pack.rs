//! A segment as files of the bundle: boot image and term chunks.

use super::dictionary::{Block, Chunks};
use super::segment::Segment;
use crate::lzma::Effort;
use anyhow::{Context, Result};
use backissue_engine::bundle::boot::{FileImage, SegmentImage};
use backissue_engine::bundle::chunk::{Chunk, Keys, Range as ChunkRange};
use backissue_engine::bundle::{Dictionary, chunk_path, keys_path, positions_path};
use backissue_engine::search::{NORMS, TERMS, open_segments};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// A file of the bundle before framing and compression.
pub(super) struct Raw {
    /// Path within the set's folder.
    pub path: String,
    /// Contents.
    pub contents: Vec<u8>,
    /// Time that compressing it is worth.
    pub effort: Effort,
}

impl Raw {
    /// A file that every reader loads, encoded with postcard.
    ///
    /// # Errors
    /// If it cannot be encoded, which does not happen.
    pub(super) fn thorough(path: &str, contents: &impl Serialize) -> Result<Raw> {
        Ok(Raw {
            path: path.to_owned(),
            contents: postcard::to_allocvec(contents)?,
            effort: Effort::Thorough,
        })
    }
}

/// Positions of a lone word that are larger than this are fetched only for phrases.
const FAR: usize = 1_024;

/// Index of a file in the image, by extension.
fn file_index(segment: &Segment, extension: &str) -> Result<u8> {
    let at = segment.files.iter().position(|(name, _)| name == extension);
    Ok(at.context("a file of the segment is missing")? as u8)
}

/// The term chunks of both dictionaries, and the numbers of those whose positions are apart.
///
/// # Errors
/// If the segment lacks a file.
pub(super) fn chunks(segment: &Segment) -> Result<(Vec<Raw>, Vec<u32>)> {
    let [term, idx, pos] = [
        file_index(segment, TERMS)?,
        file_index(segment, "idx")?,
        file_index(segment, "pos")?,
    ];
    let range = |file: u8, range: &Range<usize>| ChunkRange {
        file,
        offset: range.start as u32,
        bytes: segment.files[usize::from(file)].1[range.clone()].to_vec(),
    };
    let mut raw = Vec::new();
    let mut far_positions = Vec::new();
    let dictionaries = [
        (Dictionary::Text, &segment.text),
        (Dictionary::Keys, &segment.keys),
    ];
    for (dictionary, chunks) in dictionaries {
        for (number, block) in (0..).zip(&chunks.data) {
            let far = is_far(block);
            let mut ranges = vec![range(term, &block.term), range(idx, &block.postings)];
            if !far && !block.positions.is_empty() {
                ranges.push(range(pos, &block.positions));
            }
            let effort = match dictionary {
                Dictionary::Text => Effort::Thorough,
                Dictionary::Keys => Effort::Fast,
            };
            let path = chunk_path("", dictionary, number);
            raw.push(chunk(&path, ranges, effort)?);
            if far {
                far_positions.push(number);
                let ranges = vec![range(pos, &block.positions)];
                raw.push(chunk(&positions_path("", number), ranges, Effort::Fast)?);
            }
        }
    }
    Ok((raw, far_positions))
}

fn is_far(block: &Block) -> bool {
    block.lone && block.positions.len() > FAR
}

fn chunk(path: &str, ranges: Vec<ChunkRange>, effort: Effort) -> Result<Raw> {
    let path = path.trim_start_matches('/').to_owned();
    Ok(Raw {
        path,
        contents: postcard::to_allocvec(&Chunk { ranges })?,
        effort,
    })
}

/// What tantivy reads when the engine opens a segment, found by opening the complete one
/// and watching: the part that belongs into the boot file, and the file for the keys.
///
/// # Errors
/// If the segment cannot be opened.
pub(super) fn opening(segment: &Segment) -> Result<(SegmentImage, Raw)> {
    let mut image = SegmentImage {
        id: segment.id.clone(),
        docs: segment.docs,
        files: Vec::new(),
    };
    let mut watched = Vec::new();
    for (extension, bytes) in &segment.files {
        image.files.push(FileImage {
            extension: extension.clone(),
            length: bytes.len() as u64,
            parts: Vec::new(),
        });
        watched.push(Arc::new(Watched::new(bytes.clone())));
    }
    let complain = |error| anyhow::anyhow!("the new index does not open: {error}");
    let handle = |_, file: usize| watched[file].clone() as Arc<dyn FileHandle>;
    let words = &segment.text.index;
    let (opened, _) = open_segments(&[(&image, words)], handle).map_err(complain)?;
    for (file, watched) in image.files.iter_mut().zip(&watched) {
        file.parts = watched.take();
    }
    for opened in &opened {
        opened.open_keys(&segment.keys.index).map_err(complain)?;
    }
    let file = file_index(segment, TERMS)?;
    let mut ranges = Vec::new();
    for (number, watched) in (0..).zip(&watched) {
        let mut parts = watched.take();
        if number == file {
            without_index(&mut parts, &segment.keys);
        }
        ranges.extend(parts.into_iter().map(|part| range_of(number, part)));
    }
    if let Some(norms) = image.files.iter_mut().find(|file| file.extension == NORMS) {
        leave_out(&mut norms.parts, 0..u64::from(segment.docs));
    }
    without_index(&mut image.files[usize::from(file)].parts, &segment.text);
    let keys = Keys {
        blocks: segment.keys.index.clone(),
        file,
        ranges,
    };
    let path = keys_path("").trim_start_matches('/').to_owned();
    Ok((image, Raw::thorough(&path, &keys)?))
}

/// Leaves out the index of a dictionary, which is made anew from the list of its blocks, and
/// adds the empty block that marks its end: streams that run to the end also read that.
fn without_index(parts: &mut Vec<(u64, Vec<u8>)>, chunks: &Chunks) {
    let (offset, bytes) = chunks.index.index();
    let offset = offset as u64;
    leave_out(parts, offset..offset + bytes.len() as u64);
    parts.push((offset - 4, vec![0; 4]));
    parts.sort();
}

fn range_of(file: u8, (offset, bytes): (u64, Vec<u8>)) -> ChunkRange {
    ChunkRange {
        file,
        offset: offset as u32,
        bytes,
    }
}

/// Leaves out a range of a file.
fn leave_out(parts: &mut Vec<(u64, Vec<u8>)>, range: Range<u64>) {
    let mut kept = Vec::new();
    for (offset, mut bytes) in std::mem::take(parts) {
        let within = |at: u64| at.clamp(offset, offset + bytes.len() as u64) - offset;
        let (start, end) = (within(range.start), within(range.end));
        let after = bytes.split_off(end as usize);
        bytes.truncate(start as usize);
        kept.push((offset, bytes));
        kept.push((offset + end, after));
    }
    kept.retain(|(_, bytes)| !bytes.is_empty());
    *parts = kept;
}

/// A complete file that remembers which ranges were read.
#[derive(Debug)]
struct Watched {
    bytes: OwnedBytes,
    read: Mutex<BTreeMap<usize, usize>>,
}

impl Watched {
    fn new(bytes: Vec<u8>) -> Watched {
        Watched {
            bytes: OwnedBytes::new(bytes),
            read: Mutex::default(),
        }
    }

    /// The ranges read since the last call, joined where they touch.
    fn take(&self) -> Vec<(u64, Vec<u8>)> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for (start, end) in std::mem::take(&mut *read) {
            match joined.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => joined.push(start..end),
            }
        }
        joined
            .into_iter()
            .map(|range| (range.start as u64, self.bytes[range].to_vec()))
            .collect()
    }
}

impl HasLen for Watched {
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl FileHandle for Watched {
    fn read_bytes(&self, range: Range<usize>) -> std::io::Result<OwnedBytes> {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let end = read.entry(range.start).or_insert(range.end);
        *end = range.end.max(*end);
        Ok(self.bytes.slice(range))
    }
}
