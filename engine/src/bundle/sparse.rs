//! Files of which only some bytes are present, behind tantivy's [`Directory`].
//!
//! tantivy reads synchronously; the browser fetches asynchronously. So the engine
//! plans what a query reads, has it fetched, and only then lets tantivy read. A
//! read of bytes that are not there fails; it never waits and never invents.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};

/// A file of which some ranges are present.
pub struct SparseFile {
    path: String,
    length: usize,
    /// Offset and bytes of each range, ascending. A sorted list: a tree's code would be
    /// downloaded by every reader.
    parts: RwLock<Vec<(usize, OwnedBytes)>>,
}

impl SparseFile {
    /// A file of `length` bytes, none of them present.
    #[must_use]
    pub fn new(path: &str, length: usize) -> SparseFile {
        SparseFile {
            path: path.to_owned(),
            length,
            parts: RwLock::default(),
        }
    }

    /// Makes a range present. Bytes that would reach past the end are refused.
    ///
    /// # Errors
    /// If the range does not lie within the file.
    pub fn insert(&self, offset: usize, bytes: OwnedBytes) -> io::Result<()> {
        let fits = offset
            .checked_add(bytes.len())
            .is_some_and(|end| end <= self.length);
        if !fits {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "range beyond the file's end",
            ));
        }
        if !bytes.is_empty() {
            let mut parts = self.parts.write().unwrap_or_else(PoisonError::into_inner);
            match parts.binary_search_by_key(&offset, |part| part.0) {
                Ok(at) => parts[at].1 = bytes,
                Err(at) => parts.insert(at, (offset, bytes)),
            }
        }
        Ok(())
    }

    fn missing(&self, range: &Range<usize>) -> io::Error {
        let message = format!("{} {}..{} is not loaded", self.path, range.start, range.end);
        io::Error::new(io::ErrorKind::WouldBlock, message)
    }
}

impl fmt::Debug for SparseFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

impl HasLen for SparseFile {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for SparseFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let parts = self.parts.read().unwrap_or_else(PoisonError::into_inner);
        let after = parts.partition_point(|part| part.0 <= range.start);
        let Some((offset, bytes)) = after.checked_sub(1).and_then(|at| parts.get(at)) else {
            return Err(self.missing(&range));
        };
        if range.end <= offset + bytes.len() {
            return Ok(bytes.slice(range.start - offset..range.end - offset));
        }
        // Neighbouring parts: prefix expansion reads several dictionary blocks at once.
        let mut joined = Vec::new();
        for (offset, bytes) in parts[after - 1..]
            .iter()
            .take_while(|part| part.0 < range.end)
        {
            let at = range.start + joined.len();
            if at < *offset || at >= offset + bytes.len() {
                return Err(self.missing(&range));
            }
            let end = range.end.min(offset + bytes.len());
            joined.extend_from_slice(&bytes[at - offset..end - offset]);
        }
        if joined.len() == range.len() {
            Ok(OwnedBytes::new(joined))
        } else {
            Err(self.missing(&range))
        }
    }
}

/// A read-only directory of sparse files.
#[derive(Clone, Default)]
pub struct SparseDirectory {
    files: Arc<Mutex<Files>>,
}

type Files = Vec<(PathBuf, Arc<dyn FileHandle>)>;

impl SparseDirectory {
    fn with<T>(&self, read: impl FnOnce(&mut Files) -> T) -> T {
        read(&mut self.files.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a file that is read piece by piece.
    pub fn add(&self, path: &str, handle: Arc<dyn FileHandle>) {
        self.with(|files| files.push((PathBuf::from(path), handle)));
    }
}

impl fmt::Debug for SparseDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SparseDirectory")
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "a bundle is read-only")
}

impl Directory for SparseDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.with(|files| {
            let found = files.iter().find(|(known, _)| known == path);
            found.map(|(_, handle)| handle.clone())
        });
        file.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.with(|files| files.iter().any(|(known, _)| known == path)))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        Err(OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    /// Drops what tantivy notes down about an index that it takes for a new one.
    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> SparseFile {
        let file = SparseFile::new("x.idx", 100);
        file.insert(10, OwnedBytes::new(vec![1; 5])).unwrap();
        file.insert(15, OwnedBytes::new(vec![2; 5])).unwrap();
        file.insert(30, OwnedBytes::new(vec![3; 5])).unwrap();
        file
    }

    #[test]
    fn present_bytes_are_read_within_and_across_parts() {
        assert_eq!(file().read_bytes(11..14).unwrap().as_slice(), [1, 1, 1]);
        assert_eq!(file().read_bytes(13..17).unwrap().as_slice(), [1, 1, 2, 2]);
        assert_eq!(file().read_bytes(50..50).unwrap().len(), 0);
    }

    #[test]
    fn absent_bytes_fail_and_never_read_as_zeros() {
        for range in [0..1, 9..11, 19..21, 18..31, 34..36, 99..100] {
            let error = file().read_bytes(range.clone()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::WouldBlock, "{range:?}");
        }
    }

    #[test]
    fn bytes_beyond_the_end_are_refused() {
        assert!(file().insert(98, OwnedBytes::new(vec![0; 3])).is_err());
        assert!(
            file()
                .insert(usize::MAX, OwnedBytes::new(vec![0; 3]))
                .is_err()
        );
    }
}
