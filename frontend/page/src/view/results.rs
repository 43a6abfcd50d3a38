//! The results: one list, or under the issues they stood in.

use super::{Cx, card, truth};
use crate::state::{Action, Found, MAX_PAGE, PAGE, ViewAs};
use crate::{format, links, texts};
use backissue_model::answer::{Hit, Info};
use std::rc::Rc;
use yew::{Html, html};

/// The results so far, and the way to more.
pub fn results(cx: Cx<'_>, found: &Found) -> Html {
    let Some(info) = cx.state.info.as_deref() else {
        return Html::default();
    };
    let shown = found.hits.len() as u32;
    let loading = cx.state.loading_more();
    html! {
        <section class="results" aria-labelledby="results-title">
            <h2 class="unseen" id="results-title">{ texts::RESULTS }</h2>
            if cx.state.search.view == ViewAs::Issues { { by_issue(cx, info, found) } } else {
                <ol class="cards">{ for found.hits.iter().map(|hit| card::card(cx, info, hit)) }</ol>
            }
            if cx.state.limit == 0 && shown < found.total && shown < MAX_PAGE * PAGE {
                // Coming near it fills the first page by itself.
                <button type="button" class="more" aria-disabled={truth(loading)} onclick={cx.on(Action::More)}>
                    { if loading { texts::LOADING_MORE } else { texts::MORE } }
                </button>
            }
        </section>
    }
}

fn by_issue(cx: Cx<'_>, info: &Info, found: &Found) -> Html {
    let page = |hit: &Hit| {
        hit.appearances
            .first()
            .map(|place| place.page.clone())
            .unwrap_or_default()
    };
    let mut groups: Vec<(String, Vec<&Rc<Hit>>)> = Vec::new();
    for hit in &found.hits {
        let page = page(hit);
        match groups.iter_mut().find(|(known, _)| *known == page) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((page, vec![hit])),
        }
    }
    html! {
        { for groups.into_iter().map(|(page, hits)| {
            let name = hits[0].appearances.first().map(links::issue_name).unwrap_or_default();
            let count = format::count(hits.len() as u32, texts::RESULT);
            html! {
                <section class="issue" key={page.as_str()}>
                    <h3>
                        <a href={links::page(info, &page)} rel="noopener">{ name }</a>
                        if hits.len() > 1 { <span class="count">{ count }</span> }
                    </h3>
                    <ol class="cards">{ for hits.iter().map(|hit| card::card(cx, info, hit)) }</ol>
                </section>
            }
        }) }
    }
}
