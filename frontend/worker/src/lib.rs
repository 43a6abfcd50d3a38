//! The engine in a Web Worker.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{Index, ReloadPolicy};
use wasm_bindgen::prelude::wasm_bindgen;

fn toy(bytes: &[u8]) -> tantivy::Result<u32> {
    let dir = tantivy::directory::RamDirectory::create();
    tantivy::directory::Directory::atomic_write(&dir, std::path::Path::new("meta.json"), bytes)?;
    let index = Index::open(dir)?;
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    let field = index.schema().get_field("text")?;
    let term = Term::from_field_text(field, "a");
    let query = TermQuery::new(term.clone(), IndexRecordOption::WithFreqs);
    let phrase = PhraseQuery::new(vec![term.clone(), term]);
    let both =
        BooleanQuery::intersection(vec![Box::new(query) as Box<dyn Query>, Box::new(phrase)]);
    let hits = reader
        .searcher()
        .search(&both, &TopDocs::with_limit(10).order_by_score())?;
    Ok(u32::try_from(hits.len()).unwrap_or_default())
}

/// Opens and searches.
#[wasm_bindgen]
pub fn search(bytes: &[u8]) -> u32 {
    toy(bytes).unwrap_or_default()
}
