//! What stands on the pages of a finished PDF, and whether it stands where the law wants it.
//!
//! The module never sees how pages were made: it measures ink. So the same rules judge what the typesetter has just laid out,
//! our own PDFs read back, and a file that somebody else typed in a word processor.
//!
//! ```text
//! PDF bytes ──read──▶ ink ──▶ PageFacts ──geometry──▶ Vec<Measurement>
//! typeset::facts ─────▶┘          ▲
//!                  recognise (names the parts when the file does not)
//! ```
//!
//! * [`facts`]: plain data; lengths in pt from the top-left corner of the page, as one sees it.
//! * `ink`: what is drawn on a page, glyph by glyph, and its lines.
//! * [`mod@read`]: from PDF bytes to facts.
//! * [`mod@recognise`]: from text to the names of the parts (số, ký hiệu; nơi nhận …), for foreign files.
//! * [`geometry`]: the checks G01 to G32.

pub mod facts;
pub mod geometry;
pub(crate) mod ink;
pub mod read;
pub mod recognise;

pub use facts::{Area, Page, PageFacts, Part, Rule, Run, TextLine};
pub use geometry::{
    Aspect, Layout, Measurement, Paragraph, Row, SideMargins, Status, Survey, TextArea, measure, survey,
};
pub use read::{ReadError, read};
pub use recognise::{documents, layout_of, recognise};
