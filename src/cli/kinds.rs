//! `vanthu kinds`: what documents the program makes, and by which rules.

use std::io::Write;

use super::Exit;
use super::context::Context;
use crate::family::{Confidence, Families};
use crate::plan::kind::KINDS;

/// Runs the command.
pub fn run(context: &Context) -> Exit {
    let families = Families::built_in();
    let words: Vec<&str> = families.iter().map(|(word, _)| word).collect();
    let mut text = format!(
        "{:<16} {:<16} {:<9} {:<14} {:<20} {}\n",
        "loai:",
        context.text("tên", "name"),
        context.text("viết tắt", "abbr."),
        context.text("mẫu", "sample"),
        "he:",
        context.text("đánh số", "numbering"),
    );
    for kind in KINDS {
        let supported: Vec<&str> =
            families.iter().filter(|(_, family)| family.has(kind.key)).map(|(word, _)| word).collect();
        let supported = if supported.len() == words.len() { words.join(" ") } else { supported.join(" ") };
        text += &format!(
            "{:<16} {:<16} {:<9} {:<14} {supported:<20} {}\n",
            kind.key.word(),
            kind.name,
            kind.abbreviation.filter(|a| !a.is_empty()).unwrap_or("-"),
            kind.sample,
            kind.numbering.join("  "),
        );
    }
    text += &format!("\n{:<16} {}\n", "he:", context.text("căn cứ", "source"));
    for (word, family) in families.iter() {
        let count = family.values().filter(|(_, confidence)| *confidence != Confidence::Primary).count();
        let note = match count {
            0 => String::new(),
            n => format!("; {n} {}", context.text("giá trị không có văn bản gốc", "values without a primary text")),
        };
        text += &format!("{word:<16} {}: {}{note}\n", family.name.value, family.source.value);
    }
    drop(std::io::stdout().write_all(text.as_bytes()));
    Exit::Fine
}
