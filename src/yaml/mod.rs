//! YAML text → tree of values, each with its place. The only module that names the YAML crates.
//!
//! Values come from `serde_yaml`; places, styles and source texts from a scan with `saphyr-parser`. The two parsers differ in
//! corners: where they disagree on a value's structure, it has no place ("no caret rather than a wrong one").
//! Anchors, aliases, tags, merge keys and second documents are refused during the scan, before any value is built,
//! so that an alias bomb costs nothing.

mod clean;
mod node;
mod read;
mod scan;

pub(crate) use clean::clean;
pub use node::{Entry, Node, Scalar, Source, Style, Value};
pub(crate) use read::char_name;
pub use read::{MAX_BYTES, read_bytes, read_own, read_text};
