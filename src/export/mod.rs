//! Pages → files: PDF, PNG, SVG, and a folder that the stock `typst compile` turns into the same pages.

mod pdf;
mod pictures;
mod piece_info;
mod typst_folder;

pub use pdf::{STANDARDS, Standards, pdf};
pub use pictures::{png, svg};
pub use piece_info::{anchors_json, read_anchors};
pub use typst_folder::typst_folder;
