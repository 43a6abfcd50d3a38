//! LZMA as the bundle uses it: no header, no end marker, `lc`, `lp` and `pb` all 0, which
//! suits small files. `frontend/worker/js/lzma.js` is the browser's half.

use lzma_rust2::{EncodeMode, LzmaOptions, LzmaReader, LzmaWriter, MfType};
use std::io::{Read, Result, Write};

/// How much time to spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// About as small as deflate, as fast.
    Fast,
    /// A tenth smaller, three times slower.
    Thorough,
}

/// Appends the compressed `contents` to `to`.
///
/// # Errors
/// Never; the encoder passes on errors of what it writes to, which is memory.
pub(crate) fn compress(contents: &[u8], effort: Effort, to: Vec<u8>) -> Result<Vec<u8>> {
    let thorough = effort == Effort::Thorough;
    let options = LzmaOptions {
        lc: 0,
        lp: 0,
        pb: 0,
        dict_size: dictionary(contents.len()),
        mode: if thorough {
            EncodeMode::Normal
        } else {
            EncodeMode::Fast
        },
        mf: MfType::Hc4,
        nice_len: 64,
        depth_limit: 16,
        ..LzmaOptions::with_preset(6)
    };
    let mut writer = LzmaWriter::new_no_header(to, &options, false)?;
    writer.write_all(contents)?;
    writer.finish()
}

/// The contents of a compressed stream, `length` bytes at most.
///
/// # Errors
/// If it is cut off or no such stream.
pub(crate) fn decompress(stream: &[u8], length: u32) -> Result<Vec<u8>> {
    let mut contents = Vec::with_capacity(length as usize);
    let dictionary = dictionary(length as usize);
    LzmaReader::new(stream, u64::from(length), 0, 0, 0, dictionary, None)?
        .read_to_end(&mut contents)?;
    Ok(contents)
}

/// Large enough to reach back to the beginning.
fn dictionary(length: usize) -> u32 {
    length.next_power_of_two().clamp(4_096, 1 << 26) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        for effort in [Effort::Fast, Effort::Thorough] {
            for contents in [&b""[..], b"x", &b"postings and positions".repeat(500)] {
                let packed = compress(contents, effort, Vec::new()).unwrap();
                assert_eq!(
                    decompress(&packed, contents.len() as u32).unwrap(),
                    contents
                );
            }
        }
    }

    #[test]
    fn a_cut_stream_is_an_error_or_short() {
        let contents = b"postings and positions".repeat(50);
        let packed = compress(&contents, Effort::Thorough, Vec::new()).unwrap();
        for cut in 0..packed.len() - 1 {
            let got = decompress(&packed[..cut], contents.len() as u32);
            assert!(
                got.is_err() || got.is_ok_and(|got| got != contents),
                "{cut}"
            );
        }
    }
}
