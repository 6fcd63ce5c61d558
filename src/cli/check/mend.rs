//! `--fix` and `--diff`: plans are mended round by round, since a fix may uncover another finding. A fix after which the plan would not
//! say the same, apart from what was mended, is not made.

use std::io::Write;
use std::path::Path;

use similar::TextDiff;

use super::super::context::Context;
use super::super::{input, output};
use super::checker::{Checked, Checker};
use crate::diag::{Fix, Lang, Problem, Safety, Text};
use crate::lint::Mending;

/// A fix may uncover another one; after so many rounds something is wrong with the rules.
const ROUNDS: usize = 10;

/// How plans are mended.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// Fixes that a person should look at, too.
    pub unsafe_too: bool,
    /// Only shown, not written.
    pub show: bool,
}

/// Mends a file, or shows how it would be mended; what is left in it. A PDF is only checked.
pub fn mend(path: &Path, checker: &Checker, how: How, context: &mut Context) -> Checked {
    let first = checker.one(path);
    let Some(before) = first.text.clone() else {
        if input::is_pdf(path) {
            let name = path.display();
            context.say(&match context.lang {
                Lang::Vi => format!("{name} là PDF: chỉ kiểm tra; sửa ở tệp gốc rồi xuất lại"),
                Lang::En => format!("{name} is a PDF: it is only checked; mend its source and export it again"),
            });
        }
        return first;
    };
    let Mended { text, count, left } = rounds(path, &before, first, checker, how);
    if how.show {
        let name = path.display().to_string();
        let diff = TextDiff::from_lines(&before, &text);
        let shown = diff.unified_diff().context_radius(2).header(&name, &name).to_string();
        drop(std::io::stdout().write_all(shown.as_bytes()));
        // What is left stands in the mended text, which nobody has.
        return if path.as_os_str() == "-" { left } else { checker.one(path) };
    }
    if path.as_os_str() == "-" {
        drop(std::io::stdout().write_all(text.as_bytes()));
    } else if text != before && write(path, &before, &text, context) {
        let name = path.display();
        context.say(&match context.lang {
            Lang::Vi => format!("đã sửa {count} chỗ trong {name}"),
            Lang::En => format!("mended {count} places in {name}"),
        });
    }
    left
}

struct Mended {
    text: String,
    /// How many fixes were made.
    count: usize,
    /// The mended text, checked.
    left: Checked,
}

fn rounds(path: &Path, before: &str, first: Checked, checker: &Checker, how: How) -> Mended {
    let (mut text, mut count, mut checked) = (before.to_owned(), 0, first);
    let folder = input::Input::of(path, Vec::new()).folder;
    for _ in 0..ROUNDS {
        let Some(file) = checked.sources.first() else { break };
        let wanted = |fix: &&Fix| how.unsafe_too || fix.safety == Safety::Safe;
        let fixes: Vec<Fix> =
            checked.report.sorted().iter().filter_map(|item| item.fix.as_ref()).filter(wanted).cloned().collect();
        let (next, made) = Mending { text: &text, file, folder: &folder }.make(&fixes);
        if made.is_empty() || next == text {
            // What is offered and not made would be offered for ever.
            checked.report.withdraw(&fixes);
            break;
        }
        count += made.len();
        text = next;
        checked = Checked { text: Some(text.clone()), ..Checked::default() };
        checker.plan(input::Input::of(path, text.clone().into_bytes()), &mut checked);
    }
    Mended { text, count, left: checked }
}

/// Writes the mended text where the plan is, behind links, unless somebody else has changed it meanwhile.
fn write(path: &Path, before: &str, text: &str, context: &mut Context) -> bool {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let why = match (std::fs::read(&real), std::fs::metadata(&real)) {
        (Ok(now), _) if now != before.as_bytes() => Some(Text::new(
            "tệp vừa được sửa ở nơi khác; chạy lại lệnh này",
            "the file was changed meanwhile; run the command again",
        )),
        (_, Ok(known)) if known.permissions().readonly() => Some(Text::new("tệp chỉ cho đọc", "the file is read-only")),
        _ => None,
    };
    match why {
        Some(why) => {
            context.report.push(Problem::CannotWrite { path: path.display().to_string(), why }, None);
            false
        }
        None => output::write(&real, text.as_bytes(), context),
    }
}
