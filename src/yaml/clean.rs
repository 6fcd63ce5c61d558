//! The one place that cleans text of the user's.

use std::borrow::Cow;

use super::read::char_name;
use crate::diag::{Problem, Report, Span};
use crate::vi::text::{first_forbidden, nfc};

/// Cleans one text of the user's: characters, normal form, placeholders. `place` finds the bytes of a part of the text.
pub(crate) fn clean(raw: &str, place: impl Fn(usize, usize) -> Option<Span>, report: &mut Report) -> Option<String> {
    let mut fine = true;
    // Characters typed as such were refused when the file was read; these came out of `"\u202e"` escapes.
    if let Some((_, c)) = first_forbidden(raw) {
        report.push(Problem::ForbiddenChar { name: char_name(c) }, place(0, raw.len()));
        fine = false;
    }
    let normal = nfc(raw);
    if let Cow::Owned(_) = normal {
        report.push(Problem::NotNfc, place(0, raw.len()));
    }
    let mut from = 0;
    while let Some(start) = raw[from..].find("<<").map(|at| from + at) {
        let Some(end) = raw[start..].find(">>").map(|len| start + len + 2) else {
            break;
        };
        report.push(Problem::Placeholder { text: raw[start..end].to_owned() }, place(start, end - start));
        fine = false;
        from = end;
    }
    fine.then(|| normal.into_owned())
}
