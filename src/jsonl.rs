//! Journals: files of JSON lines that are only appended to. Half a line at the end, of a run that was cut off, is taken away; a whole line
//! that cannot be read is not passed over, since what it said may matter (a number was given, a document was printed).

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use serde_json::Value as Json;

/// Why a journal cannot be used.
#[derive(Debug)]
pub enum OpenError {
    /// The system's reason.
    Io(io::Error),
    /// Another run has it.
    Locked,
    /// A line, counted from 1, is not one of ours.
    Line(usize),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A journal, open for more lines.
#[derive(Debug)]
pub struct JsonLines {
    file: File,
}

impl JsonLines {
    /// Opens the journal, locked for this process, and hands each line to `take`, which says whether it is one of ours.
    ///
    /// # Errors
    /// When it is in use, damaged, or cannot be read and written.
    pub fn open_locked(path: &Path, take: impl FnMut(Json) -> bool) -> Result<Self, OpenError> {
        let file = Self::file(path)?;
        match file.try_lock() {
            Ok(()) => Self::read(file, take),
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The same without a lock: of a folder that is locked otherwise.
    ///
    /// # Errors
    /// When it is damaged, or cannot be read and written.
    pub fn open(path: &Path, take: impl FnMut(Json) -> bool) -> Result<Self, OpenError> {
        Self::read(Self::file(path)?, take)
    }

    fn file(path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
    }

    fn read(mut file: File, mut take: impl FnMut(Json) -> bool) -> Result<Self, OpenError> {
        let mut whole = 0;
        let mut count = 0;
        let mut reader = BufReader::new(&mut file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let len = reader.read_until(b'\n', &mut line)?;
            // A line without its end was cut off, even where it reads well; a file that never was a journal is left alone.
            if line.last() != Some(&b'\n') {
                if line.is_empty() || line.starts_with(b"{") {
                    break;
                }
                return Err(OpenError::Line(count + 1));
            }
            count += 1;
            whole += len as u64;
            // An editor may have saved it with the mark of UTF-8.
            let text = line.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&line).trim_ascii();
            let ours = text.is_empty() || serde_json::from_slice(text).is_ok_and(&mut take);
            if !ours {
                return Err(OpenError::Line(count));
            }
        }
        file.set_len(whole)?;
        file.seek(SeekFrom::Start(whole))?;
        Ok(Self { file })
    }

    /// Appends a line.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be written; half a line is not left behind.
    pub fn write(&mut self, line: &Json) -> io::Result<()> {
        let mut text = line.to_string();
        text.push('\n');
        let before = self.file.stream_position()?;
        self.file.write_all(text.as_bytes()).inspect_err(|_| {
            drop(self.file.set_len(before));
            drop(self.file.seek(SeekFrom::Start(before)));
        })
    }

    /// Forces what was written to the disk.
    ///
    /// # Errors
    /// When the system cannot.
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}
