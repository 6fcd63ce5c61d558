//! Who signs, and what is seen of it: NĐ 30/2020, Phụ lục I, Phần I, II.7d, II.8 and III.1; Phụ lục II, I.3.

/// As whom a document is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The person who has the authority: a blue picture between title and name.
    Signer,
    /// The agency on its document: the red picture of its seal over a third of the signature.
    Agency,
    /// The agency on an electronic copy: one line at the top right of page 1.
    Copy,
    /// The agency on an appendix that is a file of its own: one line at the top right of page 1.
    Appendix,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Signer, Self::Agency, Self::Copy, Self::Appendix];

    /// The word of `--role`, which is also the name of the field in the PDF.
    pub fn word(self) -> &'static str {
        match self {
            Self::Signer => "nguoi-ky",
            Self::Agency => "co-quan",
            Self::Copy => "ban-sao",
            Self::Appendix => "phu-luc",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What a screen reader says of the field (PDF/UA-1, 7.18.1).
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Signer => "Chữ ký số của người có thẩm quyền",
            Self::Agency => "Chữ ký số của cơ quan, tổ chức",
            Self::Copy => "Chữ ký số của cơ quan trên bản sao điện tử",
            Self::Appendix => "Chữ ký số của cơ quan trên phụ lục",
        }
    }

    /// Whether a picture is seen, not a line of text.
    pub fn has_picture(self) -> bool {
        matches!(self, Self::Signer | Self::Agency)
    }

    /// The clause that says how it looks.
    pub fn clause(self) -> &'static str {
        match self {
            Self::Signer => "NĐ 30/2020, Phụ lục I, Phần I, II.7d",
            Self::Agency => "NĐ 30/2020, Phụ lục I, Phần I, II.8",
            Self::Copy => "NĐ 30/2020, Phụ lục II, I.3",
            Self::Appendix => "NĐ 30/2020, Phụ lục I, Phần I, II.8",
        }
    }
}
