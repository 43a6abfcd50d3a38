//! The page's one component: draws the state anew after every change.

use crate::store::Store;
use crate::view::{Cx, page};
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, use_effect, use_effect_with, use_force_update};

/// What the page is drawn from.
#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// State and effects.
    pub store: Rc<Store>,
}

/// The page.
#[component]
pub fn App(props: &Props) -> Html {
    let update = use_force_update();
    let store = &props.store;
    {
        let store = store.clone();
        use_effect_with((), move |()| {
            store.watch(Callback::from(move |()| update.force_update()));
        });
    }
    {
        let store = store.clone();
        use_effect(move || store.rendered());
    }
    let state = store.state();
    page::page(Cx {
        state: &state,
        store,
    })
}
