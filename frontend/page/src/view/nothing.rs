//! Nothing was found: what was searched, and what would help.

use super::Cx;
use super::button::button;
use crate::state::{Action, Found};
use crate::{address, format, texts};
use yew::{Html, html};

/// Ways out, those that find something first offered with how much.
pub fn nothing(cx: Cx<'_>, found: &Found) -> Html {
    let text = found.search.text.trim();
    let ways = cx
        .state
        .alternatives
        .iter()
        .filter(|way| way.total != Some(0));
    let ways: Vec<_> = ways.collect();
    html! {
        <section class="state">
            <h2>{ texts::NOTHING }</h2>
            if !text.is_empty() { <p dir="auto">{ texts::nothing_for(text, !found.search.filters.is_empty()) }</p> }
            if !ways.is_empty() {
                <h3>{ texts::WAYS_OUT }</h3>
                <ul>
                    { for ways.iter().map(|way| html! {
                        <li key={way.name.as_str()}>
                            { button(cx, "link", &way.name, Action::Replace(way.search.clone())) }
                            if let Some(total) = way.total {
                                <span class="count">{ format::count(total, texts::RESULT) }</span>
                            }
                        </li>
                    }) }
                </ul>
            }
            <p>
                <a href={elsewhere(cx, text)} rel="noopener">{ texts::ELSEWHERE }</a>{ " · " }
                { button(cx, "link", texts::SEE_HELP, Action::Help) }
            </p>
        </section>
    }
}

fn elsewhere(cx: Cx<'_>, text: &str) -> String {
    let site = cx
        .state
        .info
        .as_deref()
        .map_or("", |info| info.site_url.as_str());
    let host = site.split('/').nth(2).unwrap_or_default();
    let mut address = "https://duckduckgo.com/?q=".to_owned();
    address::encode(&[text, " site:", host].concat(), &mut address);
    address
}
