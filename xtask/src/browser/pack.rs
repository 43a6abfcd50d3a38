//! Compresses the module better than a host would: with LZMA, which is 15 % smaller than
//! gzip here. `frontend/worker/js/lzma.js` undoes it while the file arrives.

use super::Build;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::io::Write as _;

/// The decoder wants this many bytes ahead of what it reads.
const PADDING: [u8; 24] = [0; 24];

/// Packs a module; as small as can be, unless the build is to be quick.
///
/// # Errors
/// Never for a module that fits in memory; the encoder only passes on errors of what it
/// writes to.
pub(super) fn pack(module: &[u8], build: Build) -> anyhow::Result<Vec<u8>> {
    let quick = build == Build::Quick;
    let options = LzmaOptions {
        // WebAssembly has no alignment, and what a byte means depends on the one before.
        lc: 4,
        pb: 0,
        nice_len: if quick { 32 } else { 273 },
        depth_limit: if quick { 8 } else { 1000 },
        dict_size: 1 << 24,
        ..LzmaOptions::with_preset(if quick { 1 } else { 9 })
    };
    let size = Some(module.len() as u64);
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, size)?;
    writer.write_all(module)?;
    let mut packed = writer.finish()?;
    packed.extend(PADDING);
    Ok(packed)
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
