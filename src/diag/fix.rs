//! How a finding is mended: texts for places in files.

use super::{FileId, Span};

/// How sure a fix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// The meaning stays.
    Safe,
    /// A person should look at what was changed.
    Unsafe,
}

/// A place in a file that gets another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// How a finding is mended: all edits, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// How sure it is.
    pub safety: Safety,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Whether all of it lies in a file.
    fn is_in(&self, file: FileId) -> bool {
        self.edits.iter().all(|edit| edit.span.file == file)
    }
}

/// A text with the fixes of a file made, and those that were: a fix that touches what an earlier one has changed is left for the next
/// round, and so is one that lies in another file, too.
pub fn mended<'a>(text: &str, file: FileId, fixes: impl IntoIterator<Item = &'a Fix>) -> (String, Vec<&'a Fix>) {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut made = Vec::new();
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let fits = text.is_char_boundary(edit.span.start) && text.is_char_boundary(edit.span.end);
            // Neighbours, too: what stands beside a change may have another meaning after it.
            fits && edit.span.end <= text.len()
                && taken.iter().all(|other| edit.span.end < other.span.start || edit.span.start > other.span.end)
        };
        if fix.is_in(file) && fix.edits.iter().all(is_free) {
            taken.extend(&fix.edits);
            made.push(fix);
        }
    }
    taken.sort_by_key(|edit| edit.span.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken {
        out.push_str(text.get(at..edit.span.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, made)
}

#[cfg(test)]
mod tests {
    use super::super::Sources;
    use super::*;

    #[test]
    fn fixes_that_touch_one_another_wait() {
        let text = "a  b ,c";
        let mut sources = Sources::default();
        let (file, other) = (sources.add("a", text), sources.add("b", text));
        let fix = |file, range: std::ops::Range<usize>, text: &str| Fix {
            safety: Safety::Safe,
            edits: vec![Edit { span: Span::new(file, range), text: text.into() }],
        };
        // The third touches the first, the fourth is another file's, the fifth ends in the middle of nowhere.
        let fixes = [
            fix(file, 4..5, ""),
            fix(file, 1..3, " "),
            fix(file, 5..6, ", "),
            fix(other, 0..1, "x"),
            fix(file, 6..99, "?"),
        ];
        assert_eq!(mended(text, file, &fixes), ("a b,c".to_owned(), vec![&fixes[0], &fixes[1]]));
        assert_eq!(mended(text, file, []), (text.to_owned(), Vec::new()));
    }
}
