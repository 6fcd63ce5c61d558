//! What was measured, in both languages: each writes its decimals in its own way.

use crate::diag::Text;
use crate::page::facts::MM;

/// A value in a wording.
pub(super) trait Shown {
    fn vi(&self) -> String;
    fn en(&self) -> String {
        self.vi()
    }
}

impl Shown for usize {
    fn vi(&self) -> String {
        self.to_string()
    }
}

impl Shown for String {
    fn vi(&self) -> String {
        self.clone()
    }
}

impl Shown for &str {
    fn vi(&self) -> String {
        (*self).to_owned()
    }
}

impl Shown for Text {
    fn vi(&self) -> String {
        self.vi.clone()
    }
    fn en(&self) -> String {
        self.en.clone()
    }
}

/// A number with its unit.
#[derive(Debug, PartialEq)]
pub(super) struct Quantity(String);

impl Shown for Quantity {
    fn vi(&self) -> String {
        self.0.replace('.', ",")
    }
    fn en(&self) -> String {
        self.0.clone()
    }
}

impl From<Quantity> for Text {
    fn from(quantity: Quantity) -> Self {
        Self::new(quantity.vi(), quantity.en())
    }
}

/// One decimal; zero has no sign.
fn tenths(value: f64) -> String {
    let shown = format!("{value:.1}");
    if shown == "-0.0" { "0.0".to_owned() } else { shown }
}

/// Millimetres: `29,1 mm`.
pub(super) fn mm(points: f64) -> Quantity {
    Quantity(format!("{} mm", tenths(points / MM)))
}

/// Points: `13,5 pt`.
pub(super) fn pt(points: f64) -> Quantity {
    Quantity(format!("{} pt", tenths(points)))
}

/// From so many points to so many: `12-13 pt`.
pub(super) fn pt_range(least: f64, most: f64) -> Quantity {
    Quantity(format!("{least:.0}-{most:.0} pt"))
}

/// A percentage: `42,3 %`.
pub(super) fn percent(ratio: f64) -> Quantity {
    Quantity(format!("{} %", tenths(ratio * 100.0)))
}

/// A wording in both languages; its values are shown as each of them writes them.
macro_rules! words {
    ($vi:literal, $en:literal) => {
        $crate::diag::Text::new($vi, $en)
    };
    ($vi:literal, $en:literal $(, $value:expr)+ $(,)?) => {
        $crate::diag::Text::new(
            format!($vi $(, $crate::page::geometry::wording::Shown::vi(&$value))+),
            format!($en $(, $crate::page::geometry::wording::Shown::en(&$value))+),
        )
    };
}

pub(super) use words;
