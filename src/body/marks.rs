//! Numbering marks: their forms, and how a typed one is recognised.

use crate::vi::{alphabet, roman};

/// A form of numbering, one entry of `danh_so`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `Phần I`, in the middle of a line of its own.
    Part,
    /// `Chương I`, in the middle of a line of its own.
    Chapter,
    /// `Mục 1`, in the middle of a line of its own.
    Section,
    /// `Tiểu mục 1`, in the middle of a line of its own.
    Subsection,
    /// `I.`
    Roman,
    /// `1.` (depth 1), `1.1.` (depth 2), …: the last number is the unit's own.
    Arabic {
        /// How many numbers it has.
        depth: usize,
    },
    /// `a)`, in the Vietnamese alphabet.
    Letter,
    /// `Điều 1.`
    Article,
}

impl Mark {
    /// The form behind an entry of `danh_so`.
    pub fn from_pattern(pattern: &str) -> Option<Self> {
        match pattern {
            "Phần I" => Some(Self::Part),
            "Chương I" => Some(Self::Chapter),
            "Mục 1" => Some(Self::Section),
            "Tiểu mục 1" => Some(Self::Subsection),
            "I." => Some(Self::Roman),
            "a)" => Some(Self::Letter),
            "Điều 1." => Some(Self::Article),
            _ => {
                let numbers = pattern.strip_suffix('.')?;
                let depth = numbers.split('.').filter(|n| *n == "1").count();
                (depth == numbers.split('.').count() && (1..=4).contains(&depth)).then_some(Self::Arabic { depth })
            }
        }
    }

    /// The mark of a unit, from the counters of its own level (last) and the levels above it; `None` past `y)`.
    pub fn text(self, counters: &[u32]) -> Option<String> {
        let own = *counters.last()?;
        Some(match self {
            Self::Part => format!("Phần {}", roman::to_roman(own)),
            Self::Chapter => format!("Chương {}", roman::to_roman(own)),
            Self::Section => format!("Mục {own}"),
            Self::Subsection => format!("Tiểu mục {own}"),
            Self::Roman => format!("{}.", roman::to_roman(own)),
            Self::Letter => format!("{})", alphabet::point_letter(own.checked_sub(1)? as usize)?),
            Self::Article => format!("Điều {own}."),
            Self::Arabic { depth } => {
                let from = counters.len().saturating_sub(depth);
                counters[from..].iter().map(|n| format!("{n}.")).collect()
            }
        })
    }
}

impl Mark {
    /// Whether its units stand in the middle: the mark on one line, the title in capitals on the next (Phụ lục I, II.6).
    pub fn is_centred(self) -> bool {
        matches!(self, Self::Part | Self::Chapter | Self::Section | Self::Subsection)
    }

    /// Whether its numbers run through the whole text, whatever unit begins above: điều and chương do.
    pub fn runs_on(self) -> bool {
        matches!(self, Self::Article | Self::Chapter)
    }
}

/// A centred mark typed before the title of its unit: the mark, and the title.
pub fn typed_centred(form: Mark, text: &str) -> Option<(&str, &str)> {
    let word = match form {
        Mark::Part => "Phần ",
        Mark::Chapter => "Chương ",
        Mark::Section => "Mục ",
        Mark::Subsection => "Tiểu mục ",
        _ => return None,
    };
    let rest = text.strip_prefix(word)?;
    let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let number = rest[..len].parse::<u32>().is_ok() || roman::from_roman(&rest[..len]).is_some();
    let title = rest[len..].trim_start_matches(['.', ':', '-', ' ']);
    (number && !title.is_empty()).then_some((&text[..word.len() + len], title))
}

/// A mark typed at the start of a line: its form and its length in bytes, the white space after it not counted.
pub fn typed(line: &str) -> Option<(Mark, usize)> {
    let (form, len) = if let Some(rest) = line.strip_prefix("Điều ") {
        let digits = digits(rest);
        (digits > 0 && rest[digits..].starts_with('.')).then_some((Mark::Article, "Điều ".len() + digits + 1))?
    } else if digits(line) > 0 {
        let mut depth = 0;
        let mut at = 0;
        loop {
            let len = digits(&line[at..]);
            if len == 0 || !line[at + len..].starts_with('.') {
                break;
            }
            depth += 1;
            at += len + 1;
        }
        (depth > 0).then_some((Mark::Arabic { depth }, at))?
    } else {
        let len = line.find(|c: char| !"IVXLCDM".contains(c)).unwrap_or(line.len());
        if len > 0 && line[len..].starts_with('.') && roman::from_roman(&line[..len]).is_some() {
            (Mark::Roman, len + 1)
        } else {
            let letter = line.chars().next().filter(|c| alphabet::point_index(*c).is_some())?;
            line[letter.len_utf8()..].starts_with(')').then_some((Mark::Letter, letter.len_utf8() + 1))?
        }
    };
    // `4.5` or `a)b` inside a sentence is no mark: white space must follow.
    line[len..].starts_with(char::is_whitespace).then_some((form, len))
}

fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_marks() {
        assert_eq!(typed("1. Một"), Some((Mark::Arabic { depth: 1 }, 2)));
        assert_eq!(typed("1.1. Ban"), Some((Mark::Arabic { depth: 2 }, 4)));
        assert_eq!(typed("đ) Điểm"), Some((Mark::Letter, 3)));
        assert_eq!(typed("IV. TỔ CHỨC"), Some((Mark::Roman, 3)));
        assert_eq!(typed("Điều 12. Phạm vi"), Some((Mark::Article, 11)));
        for no in ["1.5 triệu", "2024", "f) x", "IIII. x", "a)x", "Điều 3 của", "10 mô hình", ""] {
            assert_eq!(typed(no), None, "{no}");
        }
    }

    #[test]
    fn centred_marks() {
        assert_eq!(typed_centred(Mark::Chapter, "Chương II. QUY ĐỊNH"), Some(("Chương II", "QUY ĐỊNH")));
        assert_eq!(typed_centred(Mark::Section, "Mục 1 ĐỐI TƯỢNG"), Some(("Mục 1", "ĐỐI TƯỢNG")));
        assert_eq!(typed_centred(Mark::Chapter, "Chương trình"), None);
        assert_eq!(typed_centred(Mark::Article, "Điều 1. Phạm vi"), None);
    }

    #[test]
    fn texts() {
        assert_eq!(Mark::from_pattern("1.1."), Some(Mark::Arabic { depth: 2 }));
        assert_eq!(Mark::from_pattern("1.2."), None);
        assert_eq!(Mark::Arabic { depth: 2 }.text(&[4, 1, 3]).as_deref(), Some("1.3."));
        assert_eq!(Mark::Letter.text(&[4]).as_deref(), Some("d)"));
        assert_eq!(Mark::Letter.text(&[5]).as_deref(), Some("đ)"));
        assert_eq!(Mark::Letter.text(&[24]), None);
    }
}
