//! The levels of `PAdES` (ETSI EN 319 142-1).

/// How long a signature can be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// B-B: while the certificate is valid; the time of signing is claimed.
    Basic,
    /// B-T: an authority attests the time.
    Timestamp,
    /// B-LT: the file has all that a verification needs, without a network.
    LongTerm,
    /// B-LTA: an authority attests all of it; can be renewed without end.
    Archive,
}

impl Level {
    /// The words of `--level`.
    pub const WORDS: [&'static str; 4] = ["b-b", "b-t", "b-lt", "b-lta"];

    const ALL: [Self; 4] = [Self::Basic, Self::Timestamp, Self::LongTerm, Self::Archive];

    /// The level of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Basic => "b-b",
            Self::Timestamp => "b-t",
            Self::LongTerm => "b-lt",
            Self::Archive => "b-lta",
        }
    }

    /// Whether a timestamp authority is asked.
    pub fn needs_authority(self) -> bool {
        self > Self::Basic
    }
}
