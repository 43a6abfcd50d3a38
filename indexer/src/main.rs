//! The backissue command.
fn main() {}
