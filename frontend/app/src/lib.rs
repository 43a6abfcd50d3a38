//! Page and engine as one WebAssembly module.
//!
//! Both are instances of it: the document calls [`mount`], the worker makes a
//! [`Session`]. What the two have in common (the standard library, the messages, the
//! allocator) is loaded once, and so is the module itself: the page hands it, compiled,
//! to the worker.

pub use backissue_page::mount;
pub use backissue_worker::Session;
