//! All that is said about a file.

use super::Request;
use super::change::{Change, ChangeKind, Place};
use super::fault::Fault;
use crate::diag::Text;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Signatures and document timestamps, the oldest revision first.
    pub signatures: Vec<SignatureFacts>,
    /// Faults of the file as a whole.
    pub document: Vec<Fault>,
    /// The standards that the file claims to keep.
    pub claims: Claims,
    /// What was not checked.
    pub not_checked: Vec<NotChecked>,
    /// How many revisions the file has.
    pub revisions: usize,
}

/// The standards that a file claims to keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// PDF/A: part and level, such as `2a`.
    pub pdfa: Option<String>,
    /// PDF/UA: the part, such as `1`.
    pub pdfua: Option<String>,
}

/// All in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There are signatures, and nothing is wrong with what was checked.
    Fine,
    /// Something is wrong, or nothing is signed.
    Problems,
}

/// The level of a signature (ETSI EN 319 142-1, 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not a `PAdES` baseline signature.
    None,
    /// Basic.
    BB,
    /// With a timestamp.
    BT,
    /// With validation data.
    BLT,
    /// With a document timestamp over the validation data.
    BLTA,
}

impl Level {
    /// The name, such as `B-LT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::BB => "B-B",
            Self::BT => "B-T",
            Self::BLT => "B-LT",
            Self::BLTA => "B-LTA",
        }
    }
}

/// Who signed, or who issued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// The common name.
    pub name: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
}

/// Whether a certificate leads to a trusted anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainState {
    /// It does.
    Trusted,
    /// No anchors were given.
    NotTrustedYet,
    /// It does not, or was not looked at because the signature is broken; the faults say why.
    Failed,
}

/// Whether a certificate was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationState {
    /// It was not.
    Good,
    /// It was.
    Revoked,
    /// The file holds nothing to tell.
    NoData,
}

/// What is known of a signature or a document timestamp.
#[derive(Debug, Clone)]
pub struct SignatureFacts {
    /// The full name of its field.
    pub field: String,
    /// Whether it is a document timestamp.
    pub is_timestamp: bool,
    /// Who signed.
    pub signer: Signer,
    /// Who issued the certificate.
    pub issuer: Signer,
    /// `/SubFilter`.
    pub subfilter: String,
    /// The level that it reaches.
    pub level: Level,
    /// The time that the signer states (`/M`), as written.
    pub claimed_time: Option<String>,
    /// The time of the timestamp, Unix seconds.
    pub timestamp_time: Option<i64>,
    /// The time for which certificate and revocation were judged, Unix seconds.
    pub judged_at: Option<i64>,
    /// From when the certificate is valid, and until when, Unix seconds.
    pub validity: Option<(i64, i64)>,
    /// `/Reason`.
    pub reason: Option<String>,
    /// `/Location`.
    pub location: Option<String>,
    /// Where one sees it.
    pub place: Option<Place>,
    /// The revision that it signs, from 1; 0 where that cannot be told.
    pub revision: usize,
    /// Whether it covers every byte of the file.
    pub covers_whole_file: bool,
    /// What a certification permits: 1 nothing, 2 form filling and signing, 3 also annotations.
    pub permission: Option<i64>,
    /// Whether the signed bytes are those that were signed.
    pub intact: bool,
    /// The chain.
    pub chain: ChainState,
    /// The revocation.
    pub revocation: RevocationState,
    /// What came after it.
    pub changes: Vec<Change>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl SignatureFacts {
    pub(super) fn new(field: String) -> Self {
        Self {
            field,
            is_timestamp: false,
            signer: Signer::default(),
            issuer: Signer::default(),
            subfilter: String::new(),
            level: Level::None,
            claimed_time: None,
            timestamp_time: None,
            judged_at: None,
            validity: None,
            reason: None,
            location: None,
            place: None,
            revision: 0,
            covers_whole_file: false,
            permission: None,
            intact: false,
            chain: ChainState::Failed,
            revocation: RevocationState::NoData,
            changes: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl SignatureFacts {
    /// Whether it is intact, and neither untrusted nor revoked as far as is known.
    pub(super) fn holds(&self) -> bool {
        self.intact && self.chain != ChainState::Failed && self.revocation != RevocationState::Revoked
    }
}

/// Something that was not checked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChecked {
    /// The file has no signature.
    NoSignature,
    /// No trust anchors were given.
    Trust,
    /// The file holds no proof that a certificate was not revoked.
    Revocation {
        /// The field.
        field: String,
    },
    /// No timestamp proves when it was signed.
    Time {
        /// The field.
        field: String,
    },
    /// The file says that it keeps PDF/A or PDF/UA.
    Standards,
    /// Whether the picture of a field that was filled in shows its value.
    Pictures,
}

impl NotChecked {
    /// A short id that does not change between versions.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoSignature => "no-signature",
            Self::Trust => "trust",
            Self::Revocation { .. } => "revocation",
            Self::Time { .. } => "signing-time",
            Self::Standards => "standards",
            Self::Pictures => "field-pictures",
        }
    }

    /// What was not checked, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NoSignature => Text::new("tệp không có chữ ký số nào", "the file has no signature"),
            Self::Trust => Text::new(
                "chưa kiểm chứng thư số có đáng tin không: chưa cho biết chứng thư gốc (--trust)",
                "whether the certificates are to be trusted: no trust anchors were given (--trust)",
            ),
            Self::Revocation { field } => Text::new(
                format!(
                    "chưa kiểm chứng thư số của ô “{field}” có bị thu hồi không: tệp không kèm dữ liệu thu hồi dùng được"
                ),
                format!(
                    "whether the certificate of field \"{field}\" was revoked: the file has no usable revocation data for it"
                ),
            ),
            Self::Time { field } => Text::new(
                format!(
                    "chưa kiểm được thời điểm ký của ô “{field}”: không có dấu thời gian, chỉ có lời khai của người ký"
                ),
                format!("when field \"{field}\" was signed: there is no timestamp, only the signer's word"),
            ),
            Self::Standards => Text::new(
                "chưa kiểm tệp có đúng chuẩn PDF/A, PDF/UA không: chỉ đọc điều tệp tự khai",
                "whether the file keeps PDF/A and PDF/UA: only its claim was read",
            ),
            Self::Pictures => Text::new(
                "chưa so hình hiển thị của các ô đã điền với giá trị của chúng",
                "whether the pictures of filled-in fields show their values",
            ),
        }
    }
}

impl Findings {
    /// All in all: fine only if something is signed and no fault was found.
    pub fn verdict(&self) -> Verdict {
        let faults = !self.document.is_empty() || self.signatures.iter().any(|facts| !facts.faults.is_empty());
        let signed = self.signatures.iter().any(|facts| !facts.is_timestamp);
        if faults || !signed { Verdict::Problems } else { Verdict::Fine }
    }

    /// The document timestamps.
    pub fn timestamps(&self) -> impl Iterator<Item = &SignatureFacts> {
        self.signatures.iter().filter(|facts| facts.is_timestamp)
    }

    /// Says what was not checked.
    pub(super) fn finish(&mut self, request: &Request) {
        let mut list = Vec::new();
        if self.signatures.is_empty() {
            list.push(NotChecked::NoSignature);
        } else if request.anchors.is_empty() {
            list.push(NotChecked::Trust);
        }
        for facts in &self.signatures {
            if facts.revocation == RevocationState::NoData && !facts.is_timestamp {
                list.push(NotChecked::Revocation { field: facts.field.clone() });
            }
            if facts.timestamp_time.is_none() {
                list.push(NotChecked::Time { field: facts.field.clone() });
            }
        }
        if self.claims != Claims::default() {
            list.push(NotChecked::Standards);
        }
        let filled = |change: &Change| matches!(change.kind, ChangeKind::Filled { .. });
        if self.signatures.iter().any(|facts| facts.changes.iter().any(filled)) {
            list.push(NotChecked::Pictures);
        }
        self.not_checked = list;
    }
}
