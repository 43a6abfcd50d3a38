//! Compresses the modules better than a host would: with LZMA, which is 15 % smaller than
//! gzip here. `frontend/worker/js/lzma.js` undoes it while the file arrives.
//!
//! Both are one stream: what they have in common (the standard library, the messages, the
//! allocator) is said once, and the engine, which comes first, works while the page is
//! still on its way.

use super::Build;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::io::Write as _;

/// Packs modules: their lengths (u32, little endian), then one LZMA stream of all without a
/// header. As small as can be, unless the build is to be quick.
///
/// # Errors
/// If they are larger than 4 GB; the encoder only passes on errors of what it writes to.
pub(super) fn pack(modules: &[Vec<u8>], build: Build) -> anyhow::Result<Vec<u8>> {
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
    let mut lengths = Vec::new();
    for module in modules {
        lengths.extend(u32::try_from(module.len())?.to_le_bytes());
    }
    let mut writer = LzmaWriter::new_no_header(lengths, &options, false)?;
    for module in modules {
        writer.write_all(module)?;
    }
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_shrinks_and_is_the_same_every_time() {
        let module = b"\0asm\x01\0\0\0 and what follows".repeat(300);
        let modules = [module.clone(), module];
        for build in [Build::Quick, Build::Small] {
            let packed = pack(&modules, build).unwrap();
            assert!(packed.len() < 140, "{}", packed.len());
            assert_eq!(packed, pack(&modules, build).unwrap());
        }
    }
}
