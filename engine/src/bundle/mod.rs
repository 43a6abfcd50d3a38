//! The bundle: an index as files for a plain static host.
//!
//! ```text
//! manifest.json            names the sets; small, always revalidated
//! data/<hash>/boot.bin     what is loaded of a set first; see [`boot::Boot`]
//! data/<hash>/             a set; the hash is over all its contents, so nothing in it ever changes
//!   t<number>.bin          term chunk of the text field
//!   p<number>.bin          positions of a term chunk, where they are large
//!   keys.bin               where the blocks of the keys field's dictionary end
//!   k<number>.bin          term chunk of the keys field
//!   r<number>.bin          display rows
//!   columns.bin            columns that facets count
//!   fields.bin             columns that only filters need
//!   words.bin              words for spelling correction
//! ```
//!
//! A *term chunk* is one block of tantivy's sorted-string-table dictionary with the
//! postings (and positions) of just its terms: all a word needs, in one request. It is
//! named by the number of its block (hexadecimal); which words that is for, the list of
//! [`blocks`] in the boot file tells.
//!
//! Every file but the manifest is framed; see [`frame`].

pub mod blocks;
pub mod boot;
pub mod chunk;
pub mod frame;
pub mod manifest;
pub mod sparse;

/// Which dictionary a term chunk belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dictionary {
    /// Words.
    Text,
    /// Exact keys.
    Keys,
}

/// Path of the term chunk of the dictionary block with this number.
#[must_use]
pub fn chunk_path(set: &str, dictionary: Dictionary, number: u32) -> String {
    let letter = match dictionary {
        Dictionary::Text => 't',
        Dictionary::Keys => 'k',
    };
    format!("{set}/{letter}{number:x}.bin")
}

/// Path of what tells where the blocks of the keys field's dictionary end, without which none
/// of its chunks can be named.
#[must_use]
pub fn keys_path(set: &str) -> String {
    format!("{set}/keys.bin")
}

/// Path of the positions of the text chunk with this number.
#[must_use]
pub fn positions_path(set: &str, number: u32) -> String {
    format!("{set}/p{number:x}.bin")
}

/// Path of the row chunk with this number.
#[must_use]
pub fn rows_path(set: &str, number: u32) -> String {
    format!("{set}/r{number:x}.bin")
}

/// Path of the columns of a set that only filters need.
#[must_use]
pub fn fields_path(set: &str) -> String {
    format!("{set}/fields.bin")
}

/// Path of the facet columns of a set.
#[must_use]
pub fn columns_path(set: &str) -> String {
    format!("{set}/columns.bin")
}

/// Path of the spelling words of a set.
#[must_use]
pub fn words_path(set: &str) -> String {
    format!("{set}/words.bin")
}
