//! What a rule is: a struct with a page of documentation, declared once.

use super::{Found, Subject};
use crate::diag::{Code, Lang, Severity};

/// What a rule is about; codes go up in steps of a hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// What a document must and cannot have, and its forms: from `VT600`.
    Components,
    /// Capital letters (NĐ 30/2020, Phụ lục II): from `VT650`.
    Capitals,
    /// The text itself: from `VT700`.
    Text,
    /// Figures, dates and references that disagree: from `VT750`.
    Figures,
    /// The laid-out page: from `VT800`.
    Page,
}

impl Group {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 5] = [Self::Components, Self::Capitals, Self::Text, Self::Figures, Self::Page];

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Components, Lang::Vi) => "Thành phần",
            (Self::Components, Lang::En) => "Components",
            (Self::Capitals, Lang::Vi) => "Viết hoa",
            (Self::Capitals, Lang::En) => "Capital letters",
            (Self::Text, Lang::Vi) => "Văn bản",
            (Self::Text, Lang::En) => "Text",
            (Self::Figures, Lang::Vi) => "Số liệu",
            (Self::Figures, Lang::En) => "Figures",
            (Self::Page, Lang::Vi) => "Trang",
            (Self::Page, Lang::En) => "Page",
        }
    }
}

/// How sure it is that the rule is the law's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// The primary text says so.
    Law,
    /// The primary text says so; how it is recognised is ours, and may err.
    Heuristic,
    /// Custom of offices, or good typesetting: no primary text.
    Custom,
}

/// Whether the rule can mend what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixable {
    /// It cannot.
    No,
    /// The meaning stays.
    Safe,
    /// A person should look at what was changed.
    Unsafe,
}

/// What a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The plan.
    Plan,
    /// The laid-out page.
    Page,
}

/// Everything about a rule but its check.
#[derive(Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its stable number.
    pub code: Code,
    /// Its short name, without marks.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How bad what it finds is.
    pub severity: Severity,
    /// What it reads.
    pub needs: Needs,
    /// Whether it can mend what it finds.
    pub fixable: Fixable,
    /// The clause it follows, or `thông lệ`.
    pub clause: &'static str,
    /// How sure that is.
    pub confidence: Confidence,
    /// One line: what it finds, in Vietnamese and English.
    pub summary: (&'static str, &'static str),
    /// Its page: what, why, example, fix.
    pub doc: &'static str,
}

/// A rule.
pub trait Rule: Sync {
    /// Everything about it.
    fn meta(&self) -> &'static Meta;

    /// Looks at a subject.
    fn check(&self, subject: &Subject<'_>, found: &mut Found);
}

/// Declares a rule: its doc comment is its page, and the struct implements [`Rule`] with the function that is named last.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $code:literal, $word:literal, $group:ident, $severity:ident, $needs:ident, $fixable:ident,
        $confidence:ident($clause:literal), $vi:literal, $en:literal => $check:expr;
    ) => {
        $(#[doc = $doc])+
        pub struct $name;

        impl $name {
            /// Everything about it.
            pub const META: $crate::lint::Meta = $crate::lint::Meta {
                code: $crate::diag::Code($code),
                name: $word,
                group: $crate::lint::Group::$group,
                severity: $crate::diag::Severity::$severity,
                needs: $crate::lint::Needs::$needs,
                fixable: $crate::lint::Fixable::$fixable,
                clause: $clause,
                confidence: $crate::lint::Confidence::$confidence,
                summary: ($vi, $en),
                doc: concat!($($doc, "\n"),+),
            };
        }

        impl $crate::lint::Rule for $name {
            fn meta(&self) -> &'static $crate::lint::Meta {
                &Self::META
            }

            fn check(&self, subject: &$crate::lint::Subject<'_>, found: &mut $crate::lint::Found) {
                let check: fn(&$crate::lint::Subject<'_>, &mut $crate::lint::Found) = $check;
                check(subject, found);
            }
        }
    };
}

pub(super) use rule;
