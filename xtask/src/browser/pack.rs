//! Compresses the module, as hosts would but better: they have a moment for it, we have
//! seconds. Browsers inflate it with `DecompressionStream("deflate-raw")`.

use super::Build;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write as _;

/// Deflates without a header; as small as can be, unless the build is to be quick.
///
/// # Errors
/// Never for a module that fits in memory; the encoders only pass on errors of what
/// they write to.
pub(super) fn deflate(module: &[u8], build: Build) -> anyhow::Result<Vec<u8>> {
    if build == Build::Quick {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(module)?;
        return Ok(encoder.finish()?);
    }
    let mut packed = Vec::new();
    zopfli::compress(
        zopfli::Options::default(),
        zopfli::Format::Deflate,
        module,
        &mut packed,
    )?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::DeflateDecoder;
    use std::io::Read as _;

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let module = b"\0asm\x01\0\0\0".repeat(300);
        for build in [Build::Quick, Build::Small] {
            let packed = deflate(&module, build).unwrap();
            let mut unpacked = Vec::new();
            DeflateDecoder::new(&packed[..])
                .read_to_end(&mut unpacked)
                .unwrap();
            assert_eq!(unpacked, module);
            assert!(packed.len() < 100);
        }
    }
}
