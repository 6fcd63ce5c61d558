//! `vanthu kinds`: what documents the program makes, and by which rules.

use std::io::Write;

use super::Exit;
use super::context::Context;
use crate::model::kind::{FAMILIES, KINDS};

/// Runs the command.
pub fn run(context: &Context) -> Exit {
    let mut text = format!(
        "{:<12} {:<12} {:<8} {:<10} {}\n",
        "loai:",
        context.text("tên", "name"),
        context.text("viết tắt", "abbr."),
        context.text("mẫu", "sample"),
        context.text("đánh số", "numbering"),
    );
    for kind in KINDS {
        let numbering = kind.numbering.join("  ");
        let abbreviation = kind.abbreviation.unwrap_or("-");
        text +=
            &format!("{:<12} {:<12} {abbreviation:<8} {:<10} {numbering}\n", kind.key.word(), kind.name, kind.sample);
    }
    text += &format!("\n{:<12} {}\n", "he:", context.text("căn cứ", "source"));
    for family in FAMILIES {
        text += &format!("{:<12} {}: {}\n", family.key.word(), family.name, family.source);
    }
    drop(std::io::stdout().write_all(text.as_bytes()));
    Exit::Fine
}
