//! The body as a tree.

use crate::diag::Span;

/// A run of text inside a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Text, printed as it is.
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emph(Vec<Inline>),
    /// A line break.
    Break,
}

/// A text of runs.
pub type Rich = Vec<Inline>;

/// A text of one run; nothing where it is empty.
pub fn one_run(text: impl Into<String>) -> Rich {
    let text = text.into();
    if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] }
}

/// The characters of a text, without its emphasis.
pub fn plain(rich: &[Inline]) -> String {
    rich.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Strong(inner) | Inline::Emph(inner) => plain(inner),
            Inline::Break => " ".to_owned(),
        })
        .collect()
}

/// A block with the place it comes from.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its first line in the user's file.
    pub span: Option<Span>,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A numbered unit.
    Unit {
        /// Its mark, such as `II.`, `3.1.`, `a)`.
        mark: String,
        /// The level of its mark in `danh_so`, from 0.
        level: usize,
        /// Title alone on its line, bold; else mark and text in one paragraph.
        titled: bool,
        /// Mark and title each on a line of its own, in the middle.
        centred: bool,
        /// The level of its heading in the tag tree, from 1, without gaps.
        heading: usize,
        /// The text.
        text: Rich,
    },
    /// A paragraph.
    Paragraph(Rich),
    /// A line in the middle.
    Centred(Rich),
    /// A dash paragraph: `-` or `+`.
    Dash {
        /// The dash.
        mark: char,
        /// The text.
        text: Rich,
    },
    /// A note: printed with its star.
    Note(Rich),
    /// A table.
    Table(Table),
    /// An image.
    Image {
        /// Its path from the plan's folder.
        path: String,
        /// Its description.
        alt: String,
    },
}

/// The cells of a row.
pub type TableRow = Vec<Rich>;

/// A table; all rows have as many cells as the head.
#[derive(Debug, Clone)]
pub struct Table {
    /// The head row.
    pub head: Vec<Rich>,
    /// The other rows.
    pub rows: Vec<TableRow>,
    /// How each column is set.
    pub align: Vec<Align>,
    /// Whether the plan asks for a turned page.
    pub landscape: bool,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Not said: text left.
    Auto,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

impl BlockKind {
    /// The words of the block, without marks and emphasis.
    pub fn text(&self) -> String {
        match self {
            Self::Unit { text, .. }
            | Self::Paragraph(text)
            | Self::Centred(text)
            | Self::Dash { text, .. }
            | Self::Note(text) => plain(text),
            Self::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.map(|cell| plain(cell)).collect::<Vec<_>>().join("\t")
            }
            Self::Image { alt, .. } => alt.clone(),
        }
    }

    /// The text that an end mark can be set on.
    pub fn text_mut(&mut self) -> Option<&mut Rich> {
        match self {
            Self::Unit { text, .. }
            | Self::Paragraph(text)
            | Self::Centred(text)
            | Self::Dash { text, .. }
            | Self::Note(text) => Some(text),
            Self::Table(_) | Self::Image { .. } => None,
        }
    }
}
