//! Compresses the module better than a host would: with LZMA, which is 15 % smaller than
//! gzip here. `frontend/worker/js/lzma.js` undoes it while the file arrives.

use super::Build;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::io::Write as _;

/// Packs a module: its length (u32, little endian), then an LZMA stream without a header.
/// As small as can be, unless the build is to be quick.
///
/// # Errors
/// If the module is larger than 4 GB; the encoder only passes on errors of what it writes
/// to.
pub(super) fn pack(module: &[u8], build: Build) -> anyhow::Result<Vec<u8>> {
    let quick = build == Build::Quick;
    let options = LzmaOptions {
        // WebAssembly has no alignment, and what a byte means depends on the one before.
        lc: 4,
        lp: 0,
        pb: 0,
        nice_len: if quick { 32 } else { 273 },
        depth_limit: if quick { 8 } else { 1000 },
        dict_size: 1 << 24,
        ..LzmaOptions::with_preset(if quick { 1 } else { 9 })
    };
    let length = u32::try_from(module.len())?.to_le_bytes().to_vec();
    let mut writer = LzmaWriter::new_no_header(length, &options, false)?;
    writer.write_all(module)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_shrinks_and_is_the_same_every_time() {
        let module = b"\0asm\x01\0\0\0 and what follows".repeat(300);
        for build in [Build::Quick, Build::Small] {
            let packed = pack(&module, build).unwrap();
            assert!(packed.len() < 120, "{}", packed.len());
            assert_eq!(packed, pack(&module, build).unwrap());
        }
    }
}
