//! Between the state and the world: events in, effects out.

use crate::host::{Host, Listener};
use crate::keys::Key;
use crate::state::{Action, Brush, Effect, Effects, Layout, State, Timer};
use crate::texts;
use backissue_model::wire::FromWorker;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use yew::Callback;

/// Holds the state and carries out what it wants done.
pub struct Store {
    host: Host,
    state: RefCell<State>,
    watcher: RefCell<Callback<()>>,
    listener: RefCell<Option<Listener>>,
}

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Store {
    /// Opens the page at the host's address and begins to listen.
    #[must_use]
    pub fn open(host: Host) -> Rc<Store> {
        let mut effects = Effects::new();
        let mut state = State::open(
            &host.address(),
            host.scroll_top(),
            host.today(),
            host.save_data(),
            &mut effects,
        );
        (state.recent, state.shortcuts) =
            State::stored(&host.load("recent"), &host.load("shortcuts"));
        state.limit = host.limit();
        // What was typed before the page was there stays.
        effects.retain(|effect| !matches!(effect, Effect::Fill(_)));
        let store = Rc::new(Store {
            host,
            state: RefCell::new(state),
            watcher: RefCell::new(Callback::noop()),
            listener: RefCell::default(),
        });
        store.carry_out(effects);
        let weak = Rc::downgrade(&store);
        let listener = Listener::new(move |name: String, text, number, bytes: JsValue| {
            let store = weak.upgrade();
            store.is_some_and(|store| store.happened(&name, text, number, bytes))
        });
        store.host.listen(&listener);
        *store.listener.borrow_mut() = Some(listener);
        store
    }

    /// The state as it is now.
    #[must_use]
    pub fn state(&self) -> std::cell::Ref<'_, State> {
        self.state.borrow()
    }

    /// What the state says is in the document now.
    pub fn rendered(&self) {
        let (status, restore, focus) = {
            let mut state = self.state.borrow_mut();
            let (settled, more) = (state.settled(), state.loading_more());
            let restore = state.restore.take_if(|_| settled);
            (state.status(), restore, state.focus.take_if(|_| !more))
        };
        self.host.status(status, status == "idle");
        self.host.rendered();
        if let Some(top) = restore {
            self.host.scroll(top);
        }
        if let Some(hit) = focus {
            self.host.focus(hit as i32);
        }
    }

    /// Calls back after every change.
    pub fn watch(&self, watcher: Callback<()>) {
        *self.watcher.borrow_mut() = watcher;
    }

    /// Lets something happen. True if a key was taken.
    pub fn dispatch(&self, action: Action) -> bool {
        self.change(|state, out| state.reduce(action, out))
    }

    fn change(&self, change: impl FnOnce(&mut State, &mut Effects) -> bool) -> bool {
        let mut effects = Effects::new();
        let taken = change(&mut self.state.borrow_mut(), &mut effects);
        self.carry_out(effects);
        let watcher = self.watcher.borrow().clone();
        watcher.emit(());
        taken
    }

    fn happened(&self, name: &str, text: String, number: f64, bytes: JsValue) -> bool {
        let action = match name {
            "message" => {
                if let Some(message) = read(bytes) {
                    self.change(|state, out| {
                        state.receive(message, out);
                        false
                    });
                    return false;
                }
                Action::Broken(texts::UNREADABLE.to_owned())
            }
            "key" => Action::Pressed(Key::new(text, number as u32)),
            "typed" => Action::Typed(text, number as usize),
            "timer" => Action::Timer(Timer::of(number)),
            "submitted" => Action::Submitted,
            "focused" => Action::Focused,
            "blurred" => Action::Blurred,
            "moved" => Action::Moved(text, number),
            "brush" => match number {
                at if at >= 2.0 => Action::Brush(Brush::Move(at - 3.0)),
                at if at >= 0.0 => Action::Brush(Brush::Down(at)),
                -1.0 => Action::Brush(Brush::Up),
                _ => Action::Brush(Brush::Cancel),
            },
            "reached" => Action::Reached,
            "layout" => Action::Layout(match number as u32 {
                0 => Layout::Narrow,
                1 => Layout::Medium,
                _ => Layout::Wide,
            }),
            "online" => Action::Online(true),
            "offline" => Action::Online(false),
            "copied" => Action::Toast(if text.is_empty() {
                texts::COPIED
            } else {
                texts::NOT_COPIED
            }),
            "closed" => Action::Sheet(false),
            "help" => Action::Help,
            "left" => Action::Left,
            "shortcuts" => Action::Shortcuts(number > 0.0),
            "recent" => Action::KeepRecent(number > 0.0),
            "broken" => Action::Broken(text),
            _ => return false,
        };
        self.dispatch(action)
    }

    fn carry_out(&self, effects: Effects) {
        let host = &self.host;
        for effect in effects {
            match effect {
                Effect::Send(message) => {
                    if let Ok(bytes) = postcard::to_allocvec(&message) {
                        host.post(bytes);
                    }
                }
                Effect::After(delay, timer) => host.after(delay, timer.token()),
                Effect::Go { push, query } => host.go(push, &query),
                Effect::Fill(text) => host.fill(&text),
                Effect::Focus(hit) => host.focus(hit),
                Effect::ScrollTop => host.scroll(0.0),
                Effect::Expand(open, active) => {
                    let active = active.map(crate::view::suggestions::id);
                    host.expand(open, &active.unwrap_or_default());
                }
                Effect::Copy(text) => host.copy(&text),
                Effect::Save(key, text) => host.save(key, &text),
                Effect::Lazy(part, text) => host.lazy(part, &text),
                Effect::Reload => host.reload(),
            }
        }
    }
}

fn read(bytes: JsValue) -> Option<FromWorker> {
    let bytes: Vec<u8> = bytes.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec();
    postcard::from_bytes(&bytes).ok()
}
