//! The browser part, embedded when the command is built: page, worker, widget.
//!
//! `cargo xtask` builds it and names the folder in `BACKISSUE_BROWSER_DIR`. A plain
//! `cargo build` embeds nothing.

/// A file that a build writes next to the index.
#[derive(Debug, Clone, Copy)]
pub struct BrowserFile {
    /// Name in the source (`page.js`), the same in every build.
    pub logical: &'static str,
    /// Path in the output folder: `assets/page-<hash>.js`, or as in `logical` for
    /// files that must keep their name, such as `index.html`.
    pub name: &'static str,
    /// Contents. Files that keep their name may hold placeholders such as
    /// `{{site_name}}`; references to other browser files are already filled in.
    pub bytes: &'static [u8],
}

/// All embedded files, or none when the command was built without them.
#[must_use]
pub fn files() -> &'static [BrowserFile] {
    include!(concat!(env!("OUT_DIR"), "/browser_files.rs"))
}
