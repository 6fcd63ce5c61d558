//! The marks of authority: TM., TL., TUQ., KT., Q., and their forms with a stroke.

/// A mark of authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// TM.: on behalf of a collective.
    OnBehalf,
    /// TL.: by order.
    ByOrder,
    /// TUQ.: by authorisation.
    Authorised,
    /// KT.: in place of the head.
    InPlace,
    /// Q.: acting head.
    Acting,
}

impl Mark {
    /// Where it stands among the lines.
    pub fn rank(self) -> u8 {
        match self {
            Self::OnBehalf => 0,
            Self::ByOrder | Self::Authorised => 1,
            Self::InPlace | Self::Acting => 2,
        }
    }

    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnBehalf => "TM.",
            Self::ByOrder => "TL.",
            Self::Authorised => "TUQ.",
            Self::InPlace => "KT.",
            Self::Acting => "Q.",
        }
    }
}

/// The mark that a line begins with, and its length.
pub fn mark_of(line: &str) -> Option<(Mark, usize)> {
    let forms = [
        ("TUQ", Mark::Authorised),
        ("T/UQ", Mark::Authorised),
        ("TM", Mark::OnBehalf),
        ("T/M", Mark::OnBehalf),
        ("TL", Mark::ByOrder),
        ("T/L", Mark::ByOrder),
        ("KT", Mark::InPlace),
        ("K/T", Mark::InPlace),
        ("Q", Mark::Acting),
    ];
    forms.into_iter().find_map(|(form, mark)| {
        let rest = line.strip_prefix(form)?;
        let dotted = rest.starts_with('.');
        (dotted || (form.contains('/') && rest.starts_with(' '))).then(|| (mark, form.len() + usize::from(dotted)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read() {
        assert_eq!(mark_of("TM. ỦY BAN NHÂN DÂN"), Some((Mark::OnBehalf, 3)));
        assert_eq!(mark_of("T/L BAN THƯỜNG VỤ"), Some((Mark::ByOrder, 3)));
        assert_eq!(mark_of("TUQ. GIÁM ĐỐC"), Some((Mark::Authorised, 4)));
        assert_eq!(mark_of("QUYỀN GIÁM ĐỐC"), None);
        assert_eq!(mark_of("TMDV"), None);
    }
}
