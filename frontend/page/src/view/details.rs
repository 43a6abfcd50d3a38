//! What a result of a special kind shows besides its title.

use super::{Cx, flag};
use crate::{format, texts};
use backissue_model::answer::Hit;
use backissue_model::record::{Event, GithubRef, Job, Quote};
use yew::{Html, html};

/// Event, quote, job, or GitHub number.
pub fn details(cx: Cx<'_>, hit: &Hit) -> Html {
    if let Some(event) = &hit.event {
        return when_and_where(cx, event);
    }
    if let Some(quote) = &hit.quote {
        return who(quote);
    }
    if let Some(job) = &hit.job {
        return offer(job);
    }
    hit.github
        .as_ref()
        .map(|github| number(github, hit.team.as_deref()))
        .unwrap_or_default()
}

fn when_and_where(cx: Cx<'_>, event: &Event) -> Html {
    let last = event.end.as_ref().unwrap_or(&event.start);
    let past = *last < cx.state.today;
    let mut date = format::date(&event.start);
    if let Some(end) = &event.end {
        date = [&date, " – ", &format::date(end)].concat();
    }
    html! {
        <p class="detail">
            if !event.start.is_empty() {
                <time datetime={event.start.clone()}>{ date }</time>
                <span class="tag" data-on={flag(!past)}>{ if past { texts::PAST } else { texts::UPCOMING } }</span>
            }
            { part(event.place.as_deref()) }
            if !event.mode.is_empty() { <span>{ texts::mode(&event.mode).to_owned() }</span> }
            { part(event.organiser.as_deref()) }
        </p>
    }
}

fn who(quote: &Quote) -> Html {
    html! {
        if let Some(who) = &quote.who { <p class="detail"><span dir="auto">{ [texts::BY, who].concat() }</span></p> }
    }
}

fn offer(job: &Job) -> Html {
    html! { <p class="detail">{ part(job.company.as_deref()) }{ part(job.place.as_deref()) }</p> }
}

fn number(github: &GithubRef, team: Option<&str>) -> Html {
    let name = match github.what.as_str() {
        "rfc" => ["RFC ", &github.number.to_string()].concat(),
        _ => [&github.repo, "#", &github.number.to_string()].concat(),
    };
    html! { <p class="detail"><span>{ name }</span>{ part(team) }</p> }
}

fn part(text: Option<&str>) -> Html {
    let text = text.filter(|text| !text.is_empty()).map(str::to_owned);
    html! { if let Some(text) = text { <span dir="auto">{ text }</span> } }
}
