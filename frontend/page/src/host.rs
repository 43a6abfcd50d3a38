//! The door to the document: what `static/host.js` offers.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsValue, prelude::Closure};
use web_sys::Element;

/// Called for everything that happens: name, text, number, bytes. Says whether the
/// page took the event, so that the browser should not.
pub type Listener = Closure<dyn Fn(String, String, f64, JsValue) -> bool>;

#[wasm_bindgen]
extern "C" {
    /// See `static/host.js`.
    pub type Host;

    /// Element to render into.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Host) -> Element;
    /// Today by the reader's clock, `YYYY-MM-DD`.
    #[wasm_bindgen(method, getter)]
    pub fn today(this: &Host) -> String;
    /// The reader asked to save data.
    #[wasm_bindgen(method, getter, js_name = saveData)]
    pub fn save_data(this: &Host) -> bool;
    /// Query part of the address, with its `?`.
    #[wasm_bindgen(method, getter)]
    pub fn address(this: &Host) -> String;
    /// Where the page was scrolled to when it was left, in CSS pixels.
    #[wasm_bindgen(method, getter, js_name = scrollTop)]
    pub fn scroll_top(this: &Host) -> f64;

    /// Results wanted where the page is a part of another; 0 where it is the page itself.
    #[wasm_bindgen(method, getter)]
    pub fn limit(this: &Host) -> u32;

    /// Delivers events from now on, beginning with those that came before.
    #[wasm_bindgen(method)]
    pub fn listen(this: &Host, page: &Listener);
    /// Sends a message to the worker; opens it again if it broke.
    #[wasm_bindgen(method)]
    pub fn post(this: &Host, message: Vec<u8>);
    /// Sets `data-status` and shows or hides the start section.
    #[wasm_bindgen(method)]
    pub fn status(this: &Host, status: &str, idle: bool);
    /// Writes the address: a new entry of the history, or in place of the current one.
    #[wasm_bindgen(method)]
    pub fn go(this: &Host, push: bool, query: &str);
    /// Replaces the text of the field.
    #[wasm_bindgen(method)]
    pub fn fill(this: &Host, text: &str);
    /// Tells assistive technology about the list of suggestions.
    #[wasm_bindgen(method)]
    pub fn expand(this: &Host, open: bool, active: &str);
    /// Focuses the main link of a result, or the field if below zero.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Host, hit: i32);
    /// Scrolls the page, in CSS pixels.
    #[wasm_bindgen(method)]
    pub fn scroll(this: &Host, top: f64);
    /// The page was rendered: opens a new dialog, watches the end of the results.
    #[wasm_bindgen(method)]
    pub fn rendered(this: &Host);
    /// Puts text on the clipboard.
    #[wasm_bindgen(method)]
    pub fn copy(this: &Host, text: &str);
    /// Reads local storage; empty where there is none.
    #[wasm_bindgen(method)]
    pub fn load(this: &Host, key: &str) -> String;
    /// Writes local storage, if it can be written.
    #[wasm_bindgen(method)]
    pub fn save(this: &Host, key: &str, text: &str);
    /// Delivers a `timer` event with this token after some milliseconds.
    #[wasm_bindgen(method)]
    pub fn after(this: &Host, delay: u32, token: f64);
    /// Imports a part that is rarely needed and opens it with some text.
    #[wasm_bindgen(method)]
    pub fn lazy(this: &Host, part: &str, text: &str);
    /// Loads the page anew.
    #[wasm_bindgen(method)]
    pub fn reload(this: &Host);
}
