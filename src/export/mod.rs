//! Pages → files: PDF, PNG, SVG, and a folder that the stock `typst compile` turns into the same pages.

mod pdf;
mod pictures;
mod piece_info;
mod typst_folder;

pub use pdf::{STANDARDS, Standards, pdf, sheet};
pub use pictures::{png, svg};
pub(crate) use piece_info::copies_in;
pub use piece_info::{Awaited, anchors_in, anchors_json, awaited_in, copies_of, read_anchors, seal_in};
pub use typst_folder::typst_folder;
