//! Job offers: `Title at Company (Place)`, or below a paragraph with the company.

use super::{Entry, Reader, labels, title};
use crate::archive::block::{Block, What};
use backissue_model::record::Job;

impl Reader<'_> {
    /// Reads a section of jobs.
    pub(super) fn jobs(&mut self, blocks: &[(usize, &Block)]) {
        let mut company: Option<String> = None;
        for (_, block) in blocks {
            let is_company = block.what == What::Paragraph && block.rich.all_strong();
            if is_company {
                company = Some(block.rich.text.trim_end_matches(':').to_owned());
                if block.rich.links.is_empty() {
                    continue;
                }
            }
            self.job(block, company.as_deref());
        }
    }

    fn job(&mut self, block: &Block, company: Option<&str>) {
        let links = self.links(&block.rich, block.line);
        if links.is_empty() && block.what != What::Item {
            return;
        }
        let (labels, label_end) = labels::leading(&block.rich);
        let entry = self.entry(block, &links);
        let title = title::of(&block.rich, links.first(), label_end);
        // "[Kraken](…)" above a list, or a list of places: the text says what it is.
        let job = (block.what == What::Item).then(|| job(&title, company));
        self.push(Entry {
            title,
            labels,
            job,
            ..entry
        });
    }
}

fn job(title: &str, company: Option<&str>) -> Job {
    let (rest, place) = match title
        .trim_end_matches('.')
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((rest, place)) => (rest.trim(), Some(place.trim().to_owned())),
        None => (title.trim_end_matches('.'), None),
    };
    let (position, at) = match rest.split_once(" at ") {
        Some((position, at)) => (position, Some(at)),
        None => (rest, None),
    };
    let (at, comma_place) = match at.and_then(|at| at.split_once(", ")) {
        Some((at, place)) if company.is_none() => (Some(at), Some(place.trim().to_owned())),
        _ => (at, None),
    };
    Job {
        title: position.trim().to_owned(),
        company: company
            .or(at)
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty()),
        place: place.or(comma_place).filter(|place| !place.is_empty()),
    }
}
