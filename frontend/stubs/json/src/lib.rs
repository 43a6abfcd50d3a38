//! Stands in for `serde_json` in the browser.
//!
//! tantivy reads and writes descriptions of an index as JSON, and Yew's dependencies
//! requests and storage. Back Issue needs none of that: it tells tantivy of its segments
//! itself, and the engine's `Directory` keeps nothing that is written. What tantivy does
//! need are the footers of a segment's files; [`from_slice`] reads them with
//! `serde-json-core`. All other reading fails, so code that did come to need it gets an
//! error at once; writing gives a note that is no JSON.

mod value;

pub use value::{Map, Number, Value};

/// Where the real crate has its map, too.
pub mod map {
    use super::Value;

    /// Goes through a map.
    pub type Iter<'a> = std::collections::hash_map::Iter<'a, String, Value>;
}

/// Where the real crate has its writing functions, too.
pub mod ser {
    pub use super::{to_string, to_vec, to_writer};
}

use serde::Serialize;
use serde::de::{self, Deserialize, DeserializeOwned, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;
use std::io::{self, Read, Write};
use std::marker::PhantomData;

/// What is written in the place of JSON.
pub const NOTE: &str = "JSON is left out of the browser build";

/// Why nothing was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error;

/// What functions here give.
pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NOTE)
    }
}

impl std::error::Error for Error {}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        Self::new(io::ErrorKind::Unsupported, error)
    }
}

impl de::Error for Error {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

/// Reads nothing.
#[derive(Debug)]
pub struct Deserializer<R>(PhantomData<R>);

impl<R: Read> Deserializer<R> {
    /// Will refuse what `_reader` gives.
    pub fn from_reader(_reader: R) -> Self {
        Self(PhantomData)
    }
}

impl<'de, R> de::Deserializer<'de> for &mut Deserializer<R> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value> {
        Err(Error)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
        identifier ignored_any
    }
}

/// Refuses `_text`.
///
/// # Errors
/// Always.
pub fn from_str<'a, T: Deserialize<'a>>(_text: &'a str) -> Result<T> {
    Err(Error)
}

/// Reads plain objects, lists and numbers: the footer of a file is made of these.
///
/// # Errors
/// If `bytes` are something else.
pub fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T> {
    let read = serde_json_core::from_slice(bytes);
    read.map(|(read, _)| read).map_err(|_| Error)
}

/// Refuses what `_reader` gives.
///
/// # Errors
/// Always.
pub fn from_reader<R: Read, T: DeserializeOwned>(_reader: R) -> Result<T> {
    Err(Error)
}

/// Refuses `_value`.
///
/// # Errors
/// Always.
pub fn from_value<T: DeserializeOwned>(_value: Value) -> Result<T> {
    Err(Error)
}

/// Refuses `_value`.
///
/// # Errors
/// Always.
pub fn to_value<T: Serialize>(_value: T) -> Result<Value> {
    Err(Error)
}

/// Gives the [`NOTE`].
///
/// # Errors
/// Never.
pub fn to_string<T: Serialize + ?Sized>(_value: &T) -> Result<String> {
    Ok(NOTE.to_owned())
}

/// Gives the [`NOTE`].
///
/// # Errors
/// Never.
pub fn to_string_pretty<T: Serialize + ?Sized>(_value: &T) -> Result<String> {
    Ok(NOTE.to_owned())
}

/// Gives the [`NOTE`].
///
/// # Errors
/// Never.
pub fn to_vec<T: Serialize + ?Sized>(_value: &T) -> Result<Vec<u8>> {
    Ok(NOTE.as_bytes().to_vec())
}

/// Gives the [`NOTE`].
///
/// # Errors
/// Never.
pub fn to_vec_pretty<T: Serialize + ?Sized>(_value: &T) -> Result<Vec<u8>> {
    Ok(NOTE.as_bytes().to_vec())
}

/// Writes the [`NOTE`].
///
/// # Errors
/// If `writer` fails.
pub fn to_writer<W: Write, T: Serialize + ?Sized>(mut writer: W, _value: &T) -> Result<()> {
    writer.write_all(NOTE.as_bytes()).map_err(|_| Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_are_read() {
        let footer = from_slice::<(u32,)>(b"[7]");
        assert_eq!(footer, Ok((7,)));
        assert_eq!(from_slice::<(u32,)>(b"[7"), Err(Error));
    }

    #[test]
    fn all_other_json_is_refused() {
        assert_eq!(from_str::<u32>("1"), Err(Error));
        assert_eq!(from_reader::<_, u32>(&b"1"[..]), Err(Error));
        assert_eq!(from_value::<u32>(Value::Null), Err(Error));
        assert_eq!(to_value(1), Err(Error));
        let mut reader = Deserializer::from_reader(&b"1"[..]);
        assert_eq!(u32::deserialize(&mut reader), Err(Error));
    }

    #[test]
    fn what_is_written_is_no_json() {
        assert_eq!(to_string(&1).as_deref(), Ok(NOTE));
        assert_eq!(to_vec_pretty(&1).as_deref(), Ok(NOTE.as_bytes()));
    }
}
