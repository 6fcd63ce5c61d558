//! The source table: every text that a diagnostic may point into.

use std::ops::Range;
use std::sync::OnceLock;

/// Identifies one text of the [`Sources`] table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range in one source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The text the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl FileId {
    /// The same text in a table to which others were added before.
    pub(super) fn shifted(self, by: u32) -> Self {
        Self(self.0 + by)
    }
}

impl Span {
    /// A span over `range` of `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, start: range.start, end: range.end.max(range.start) }
    }

    /// The same place in a table to which other texts were added before.
    pub(super) fn shifted(self, by: u32) -> Self {
        Self { file: self.file.shifted(by), ..self }
    }

    /// The part of this span that begins `offset` bytes into it and is `len` bytes long, kept inside it.
    #[must_use]
    pub fn part(self, offset: usize, len: usize) -> Self {
        let start = (self.start + offset).min(self.end);
        Self { file: self.file, start, end: (start + len).min(self.end) }
    }
}

/// One text with the name under which messages show it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as the user gave it, or `<stdin>`.
    pub name: String,
    /// The whole text, a BOM included, so that byte offsets are those of the file.
    pub text: String,
    /// Where its lines begin, once a place was asked for.
    lines: OnceLock<Vec<usize>>,
}

impl SourceFile {
    /// The number of the line, from 0, that a byte lies in, and where the line begins.
    fn line(&self, offset: usize) -> (usize, usize) {
        let starts = self.lines.get_or_init(|| {
            let after = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(after).collect()
        });
        let number = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        (number, starts.get(number).copied().unwrap_or_default())
    }
}

/// A place for humans: 1-based line and column, the column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
}

/// All texts read in one run.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Registers a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile { name: name.into(), text: text.into(), lines: OnceLock::new() });
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds the texts of another table; by how much their ids grow.
    pub fn append(&mut self, other: Sources) -> u32 {
        let by = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.extend(other.files);
        by
    }

    /// The text behind an id; ids are only made by [`Sources::add`].
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All texts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The text that was read first: the plan itself.
    pub fn first(&self) -> Option<FileId> {
        (!self.files.is_empty()).then_some(FileId(0))
    }

    /// The span of a whole text.
    pub fn whole(&self, id: FileId) -> Option<Span> {
        Some(Span::new(id, 0..self.get(id).text.len()))
    }

    /// The line and column at which a span starts.
    pub fn position(&self, span: Span) -> LineColumn {
        self.locate(span.file, span.start)
    }

    /// The line and column of a byte offset (clamped to the text, moved back to a character boundary).
    pub fn locate(&self, file: FileId, offset: usize) -> LineColumn {
        let source = self.get(file);
        let mut offset = offset.min(source.text.len());
        while !source.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (number, start) = source.line(offset);
        let shown = source.text[start..offset].trim_start_matches('\u{feff}');
        LineColumn { line: number + 1, column: shown.chars().count() + 1 }
    }
}
