//! Columns: what filters test and facets count, as compact arrays outside tantivy.
//!
//! Each set has two files of them: one for the facets, loaded after the first answer,
//! and one for fields that are only filtered by, loaded when a query names one.
//!
//! tantivy's fast fields would bring every column codec into the browser (about
//! 45 kB gzip of wasm) and more bytes of data; these are two arrays a column.

use crate::error::Error;
use serde::{Deserialize, Serialize};

/// Contents of a columns file (postcard).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ColumnsFile {
    /// The columns by name.
    pub columns: Vec<EncodedColumn>,
    /// For every document with an event date: document and first day, both as
    /// differences to the one before.
    pub event_days: Vec<(u32, i32)>,
    /// Length in bytes of the registrable domain at the end of each of the host
    /// column's values.
    pub domains: Vec<u8>,
}

/// A column as stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct EncodedColumn {
    /// Field name (`host`, `label`, `issue`…).
    pub name: String,
    /// Distinct values, as readers see them.
    pub values: Vec<String>,
    /// Runs of documents with the same number of values: (documents, values each).
    pub counts: Vec<(u32, u32)>,
    /// Values of all documents in order, as indexes into `values`.
    pub ordinals: Vec<u32>,
}

/// A column ready for use: the values of every document of a set.
#[derive(Debug, Clone, Default)]
pub struct Column {
    /// Distinct values, as readers see them.
    pub values: Vec<String>,
    offsets: Vec<u32>,
    ordinals: Vec<u32>,
}

impl Column {
    /// Checks and unpacks a column for `docs` documents; `file` names it in errors.
    ///
    /// # Errors
    /// [`Error::Damaged`] if counts or ordinals do not fit.
    pub fn decode(encoded: EncodedColumn, docs: u32, file: &str) -> Result<Column, Error> {
        let bad = |what: &str| Error::damaged(file, format!("column {}: {what}", encoded.name));
        let limit = encoded.ordinals.len();
        let mut offsets = Vec::with_capacity(docs as usize + 1);
        offsets.push(0);
        let mut at = 0usize;
        for &(documents, each) in &encoded.counts {
            if offsets.len() + documents as usize > docs as usize + 1 {
                return Err(bad("too many documents"));
            }
            for _ in 0..documents {
                at += each as usize;
                offsets.push(at as u32);
            }
            if at > limit {
                return Err(bad("too few values"));
            }
        }
        if offsets.len() != docs as usize + 1 || at != limit {
            return Err(bad("documents and values do not add up"));
        }
        if encoded
            .ordinals
            .iter()
            .any(|&ordinal| ordinal as usize >= encoded.values.len())
        {
            return Err(bad("value out of range"));
        }
        Ok(Column {
            values: encoded.values,
            offsets,
            ordinals: encoded.ordinals,
        })
    }

    /// Indexes into [`values`](Column::values) of a document; empty for unknown documents.
    #[must_use]
    pub fn of(&self, doc: u32) -> &[u32] {
        let doc = doc as usize;
        match (self.offsets.get(doc), self.offsets.get(doc + 1)) {
            (Some(&start), Some(&end)) => &self.ordinals[start as usize..end as usize],
            _ => &[],
        }
    }
}

impl EncodedColumn {
    /// Packs the values of every document, in document order.
    #[must_use]
    pub fn encode<'a>(
        name: &str,
        values: Vec<String>,
        docs: impl Iterator<Item = &'a [u32]>,
    ) -> EncodedColumn {
        let mut column = EncodedColumn {
            name: name.to_owned(),
            values,
            ..Self::default()
        };
        for ordinals in docs {
            let each = ordinals.len() as u32;
            match column.counts.last_mut() {
                Some((documents, same)) if *same == each => *documents += 1,
                _ => column.counts.push((1, each)),
            }
            column.ordinals.extend_from_slice(ordinals);
        }
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded() -> EncodedColumn {
        let docs: [&[u32]; 5] = [&[0], &[1], &[], &[], &[1, 0]];
        EncodedColumn::encode(
            "label",
            vec!["audio".into(), "video".into()],
            docs.into_iter(),
        )
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let column = Column::decode(encoded(), 5, "c").unwrap();
        let all: Vec<_> = (0..6).map(|doc| column.of(doc).to_vec()).collect();
        assert_eq!(all, [vec![0], vec![1], vec![], vec![], vec![1, 0], vec![]]);
    }

    #[test]
    fn columns_that_do_not_add_up_are_refused() {
        assert!(Column::decode(encoded(), 4, "c").is_err());
        assert!(Column::decode(encoded(), 6, "c").is_err());
        let mut bad = encoded();
        bad.ordinals[0] = 2;
        assert!(Column::decode(bad, 5, "c").is_err());
        let mut bad = encoded();
        bad.counts[0] = (u32::MAX, 1);
        assert!(Column::decode(bad, 5, "c").is_err());
    }
}
