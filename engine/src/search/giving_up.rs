//! Making words optional where all of them together match too little.

use super::Engine;
use super::collect::Found;
use super::compile::{Compiled, Plan};
use super::filters::Mask;
use super::planner::Planner;
use super::set::Set;
use crate::error::Error;
use crate::query::relax::cost;
use crate::query::{Hint, Node, Query, Word};
use backissue_model::answer::Note;
use backissue_model::request::Request;
use std::sync::Arc;
use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED};

/// Records that lose so much more than those that lose the least are shown too: what
/// matters more to the reader is for the ranking to say.
const LITTLE: f32 = 4.0;

impl Engine {
    /// Makes words optional so that something matches, at the least loss.
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
        let costs: Vec<f32> = nodes.iter().map(|node| self.cost(node, planner)).collect();
        let (missed, enough) = self.least_loss(&required, nodes, &costs, filters)?;
        if missed == 0 {
            return Ok(Found::default());
        }
        // With any word gone, fillers need not match either.
        let gone = |at: usize, word: &Word| missed >> at & 1 == 1 || is_filler(word);
        let (words, mut plan) = give_up(nodes, required, gone);
        if let Plan::And { required, .. } = &mut plan {
            required.push(Plan::Mask(Arc::new(enough)));
        }
        let found = self.run(request, &plan, filters, true)?;
        planner.notes.push(Note::Relaxed { words });
        Ok(found)
    }

    /// The loss of doing without a condition; what is no word stays.
    fn cost(&self, node: &Node, planner: &Planner<'_>) -> f32 {
        let Node::Word(word) = node else {
            return f32::INFINITY;
        };
        let known = planner.words.iter().find(|(known, _)| known == word);
        // Of a beginning with very many completions not all were looked at.
        let seen = known.filter(|(_, expansion)| !(expansion.partial && expansion.is_beginning()));
        let frequency = seen.map_or(0, |(_, expansion)| expansion.frequency());
        cost(word, frequency, self.statistics.docs)
    }

    /// The records that miss the least (or little more), and what they miss of the
    /// conditions, a bit each. A record that has nothing but fillers is none of them.
    fn least_loss(
        &self,
        plans: &[Plan],
        nodes: &[Node],
        costs: &[f32],
        filters: &[Mask],
    ) -> Result<(u64, Mask), Error> {
        let mut telling = 0u64;
        for (at, node) in nodes.iter().enumerate().take(64) {
            telling |= u64::from(!matches!(node, Node::Word(word) if is_filler(word))) << at;
        }
        let every = u64::MAX >> 64usize.saturating_sub(plans.len()).min(63);
        let mut losses: Vec<(f32, u64, usize, u32)> = Vec::new();
        for (at, set) in self.sets.iter().enumerate() {
            for (doc, &has) in self.having(at, plans)?.iter().enumerate() {
                let passes = |mask: &Mask| mask.has(at, doc as u32);
                if has & telling == 0 || set.masked[doc] || !filters.iter().all(passes) {
                    continue;
                }
                let missed = every & !has;
                let each = costs.iter().enumerate();
                let loss = each.filter(|(at, _)| missed >> at & 1 == 1);
                losses.push((loss.map(|(_, cost)| cost).sum(), missed, at, doc as u32));
            }
        }
        let least = losses
            .iter()
            .fold(f32::INFINITY, |least, of| least.min(of.0));
        let (mut missed, mut enough) = (0, Mask::new(&self.sets));
        for (loss, of, set, doc) in losses {
            if loss.is_finite() && loss <= least + LITTLE {
                missed |= of;
                enough.insert(set, doc);
            }
        }
        Ok((missed, enough))
    }

    /// For each document of a set, the plans that match it, a bit each.
    fn having(&self, set: usize, plans: &[Plan]) -> Result<Vec<u64>, Error> {
        let Set { docs, segment, .. } = &self.sets[set];
        let mut has = vec![0; *docs as usize];
        for (bit, plan) in plans.iter().enumerate().take(64) {
            let mut scorer = self.compiled(plan).scorer(&segment.reader, 1.0)?;
            while scorer.doc() != TERMINATED {
                has[scorer.doc() as usize] |= 1 << bit;
                scorer.advance();
            }
        }
        Ok(has)
    }

    /// The query that tantivy runs for a plan.
    pub(super) fn compiled(&self, plan: &Plan) -> Compiled {
        Compiled {
            plan: plan.clone(),
            statistics: self.statistics,
            segments: self.segments.clone(),
        }
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
        let (Plan::And { required, .. }, Node::And(nodes)) = (plan, &query.root) else {
            return Ok(few);
        };
        if planner
            .notes
            .iter()
            .any(|note| matches!(note, Note::Relaxed { .. }))
        {
            return Ok(few);
        }
        let filler = |_, word: &Word| is_filler(word) && !word.prefix;
        let (words, plan) = give_up(nodes, required, filler);
        let Plan::And { required, .. } = &plan else {
            return Ok(few);
        };
        let rest = required.iter().any(|plan| !matches!(plan, Plan::All));
        if words.is_empty() || !rest {
            return Ok(few);
        }
        let found = self.run(request, &plan, filters, true)?;
        if found.total <= few.total {
            return Ok(few);
        }
        planner.notes.push(Note::Relaxed { words });
        Ok(found)
    }
}

fn is_filler(word: &Word) -> bool {
    word.hint == Some(Hint::Filler)
}

/// Makes the words optional for which `gone` holds, and names them.
fn give_up(
    nodes: &[Node],
    mut required: Vec<Plan>,
    gone: impl Fn(usize, &Word) -> bool,
) -> (Vec<String>, Plan) {
    let (mut optional, mut words) = (Vec::new(), Vec::new());
    for (at, (node, plan)) in nodes.iter().zip(&mut required).enumerate() {
        if let Node::Word(word) = node
            && gone(at, word)
        {
            optional.push(std::mem::replace(plan, Plan::All));
            words.push(word.text.clone());
        }
    }
    (words, Plan::And { required, optional })
}
