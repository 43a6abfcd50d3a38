//! Making words optional where all of them together match too little.

use super::Engine;
use super::collect::Found;
use super::compile::Plan;
use super::filters::Mask;
use super::planner::Planner;
use crate::error::Error;
use crate::query::relax::order;
use crate::query::{Hint, Node, Query, Word};
use backissue_model::answer::Note;
use backissue_model::request::Request;

impl Engine {
    /// Makes words optional, one after the other, until something matches.
    pub(super) fn relax(
        &self,
        request: &Request,
        query: &Query,
        plan: Plan,
        filters: &[Mask],
        planner: &mut Planner<'_>,
    ) -> Result<Found, Error> {
        let (Plan::And { required, .. }, Node::And(nodes)) = (plan, &query.root) else {
            return Ok(Found::default());
        };
        let mut words: Vec<&Word> = Vec::new();
        let mut places = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if let Node::Word(word) = node {
                words.push(word);
                places.push(at);
            }
        }
        let frequency = |word: &Word| {
            let found = planner.words.iter().find(|(known, _)| known == word);
            found.map_or(0, |(_, expansion)| expansion.frequency())
        };
        let order = order(&words, &frequency);
        let rarest = (0..words.len()).find(|at| !order.contains(at));
        // As few words as possible: any one of them, before the first two together.
        let single = order.iter().copied().chain(rarest).map(|at| vec![at]);
        let mut several: Vec<Vec<usize>> = (2..=order.len()).map(|n| order[..n].to_vec()).collect();
        if required.len() > words.len() {
            // Something else (a filter, a phrase) still says what is wanted.
            several.push((0..words.len()).collect());
        }
        for given_up in single.filter(|_| required.len() > 1).chain(several) {
            let mut plan = (required.clone(), Vec::new());
            for &at in &given_up {
                plan.1
                    .push(std::mem::replace(&mut plan.0[places[at]], Plan::All));
            }
            let (required, optional) = plan;
            let found = self.run(request, &Plan::And { required, optional }, filters, true)?;
            if found.total > 0 {
                let words = given_up.iter().map(|&at| words[at].text.clone()).collect();
                planner.notes.push(Note::Relaxed { words });
                return Ok(found);
            }
        }
        Ok(Found::default())
    }

    /// Makes words that say nothing by themselves (`in`, `how`) optional, and says so,
    /// if that finds more than the `few` records that have them too.
    pub(super) fn without_fillers(
        &self,
        request: &Request,
        query: &Query,
        plan: Plan,
        filters: &[Mask],
        planner: &mut Planner<'_>,
        few: Found,
    ) -> Result<Found, Error> {
        let is_filler = |node: &Node, text: &String| match node {
            Node::Word(word) => word.hint == Some(Hint::Filler) && word.text == *text,
            _ => false,
        };
        let (Plan::And { mut required, .. }, Node::And(nodes)) = (plan, &query.root) else {
            return Ok(few);
        };
        let filler = |text: &String| nodes.iter().any(|node| is_filler(node, text));
        let given_up = planner
            .notes
            .iter()
            .position(|note| matches!(note, Note::Relaxed { .. }));
        if let Some(Note::Relaxed { words }) = given_up.and_then(|at| planner.notes.get(at))
            && !words.iter().all(filler)
        {
            return Ok(few);
        }
        let (mut optional, mut words) = (Vec::new(), Vec::new());
        for (node, plan) in nodes.iter().zip(&mut required) {
            if let Node::Word(word) = node
                && word.hint == Some(Hint::Filler)
                && !word.prefix
            {
                optional.push(std::mem::replace(plan, Plan::All));
                words.push(word.text.clone());
            }
        }
        let rest = required.iter().any(|plan| !matches!(plan, Plan::All));
        if words.is_empty() || !rest {
            return Ok(few);
        }
        let found = self.run(request, &Plan::And { required, optional }, filters, true)?;
        if found.total <= few.total {
            return Ok(few);
        }
        if let Some(at) = given_up {
            planner.notes.remove(at);
        }
        planner.notes.push(Note::Relaxed { words });
        Ok(found)
    }
}
