//! Making words optional where all of them together match too little.

use super::Engine;
use super::collect::Found;
use super::compile::{Compiled, Plan};
use super::filters::Mask;
use super::planner::Planner;
use crate::error::Error;
use crate::query::relax::cost;
use crate::query::{Hint, Node, Query, Word};
use backissue_model::answer::Note;
use backissue_model::request::Request;
use tantivy::query::Weight;
use tantivy::{DocSet, TERMINATED};

impl Engine {
    /// Makes those words optional without which something matches and which are the
    /// least loss.
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
        let Some(kept) = self.cheapest(&required, nodes, &costs, filters)? else {
            return Ok(Found::default());
        };
        // With any word gone, fillers need not match either.
        let gone = |at: usize, word: &Word| kept >> at & 1 == 0 || is_filler(word);
        let (words, plan) = give_up(nodes, required, gone);
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
        // Of a beginning with too many completions not all were looked at.
        let seen = known.filter(|(word, expansion)| !(word.prefix && expansion.partial));
        let frequency = seen.map_or(0, |(_, expansion)| expansion.frequency());
        cost(word, frequency, self.statistics.docs)
    }

    /// The conditions, a bit each, of the record that misses the cheapest of them;
    /// `None` if every record misses all that says something.
    fn cheapest(
        &self,
        plans: &[Plan],
        nodes: &[Node],
        costs: &[f32],
        filters: &[Mask],
    ) -> Result<Option<u64>, Error> {
        let telling =
            |at: usize| !matches!(nodes.get(at), Some(Node::Word(word)) if is_filler(word));
        let mut best = (f32::INFINITY, None);
        for (at, set) in self.sets.iter().enumerate() {
            let mut has = vec![0u64; set.docs as usize];
            for (bit, plan) in plans.iter().enumerate().take(64) {
                let mut scorer = self.compiled(plan).scorer(&set.segment.reader, 1.0)?;
                while scorer.doc() != TERMINATED {
                    has[scorer.doc() as usize] |= 1 << bit;
                    scorer.advance();
                }
            }
            let mut before = 0;
            for (doc, &has) in has.iter().enumerate() {
                if has == before
                    || set.masked[doc]
                    || !filters.iter().all(|mask| mask.has(at, doc as u32))
                {
                    continue;
                }
                before = has;
                let all = (0..plans.len().min(64)).map(|at| (at, has >> at & 1 == 1));
                let loss: f32 = all
                    .clone()
                    .filter(|(_, has)| !has)
                    .map(|(at, _)| costs[at])
                    .sum();
                if loss < best.0 && all.clone().any(|(at, has)| has && telling(at)) {
                    best = (loss, Some(has));
                }
            }
        }
        Ok(best.1)
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
