//! What can be wrong with a PKCS#12 file.

use crate::diag::Text;

/// Why a PKCS#12 file gives no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFileError {
    /// The bytes are no PKCS#12, or damaged.
    NotPkcs12,
    /// Larger than any key file.
    TooLarge,
    /// No integrity check (MAC): the file could have been changed by anyone.
    NoMac,
    /// The password is wrong (or the file was damaged: the check cannot tell).
    WrongPassword,
    /// It asks for so many rounds of key derivation that opening it would not end; the number of rounds.
    TooManyRounds(u64),
    /// It did not open in many times the time that any file takes: made to hang, or with certificates that issued each other.
    NeverOpens,
    /// An encryption or checksum this program does not read.
    Unsupported(String),
    /// No private key that has its certificate in the file.
    NoKey,
    /// Several private keys; the names of their certificates.
    SeveralKeys(Vec<String>),
    /// The private key does not belong to the certificate.
    KeyMismatch,
    /// A key that is neither RSA of 2048, 3072 or 4096 bits nor ECDSA on P-256 or P-384.
    UnsupportedKey(String),
    /// Signing failed.
    SigningFailed,
}

impl KeyFileError {
    /// The cause, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::NotPkcs12 => Text::new(
                "không phải tệp khóa PKCS#12 (.p12, .pfx), hoặc tệp hỏng",
                "no PKCS#12 key file (.p12, .pfx), or a damaged one",
            ),
            Self::TooLarge => {
                Text::new("tệp quá lớn, không phải tệp khóa PKCS#12", "the file is too large for a PKCS#12 key file")
            }
            Self::NoMac => Text::new(
                "tệp khóa PKCS#12 không có mã kiểm tra toàn vẹn; xuất lại tệp có mật khẩu",
                "the PKCS#12 file has no integrity check; export it again with a password",
            ),
            Self::WrongPassword => Text::new(
                "mật khẩu của tệp khóa không đúng (hoặc tệp đã hỏng)",
                "the password of the key file is wrong (or the file is damaged)",
            ),
            Self::TooManyRounds(rounds) => Text::new(
                format!("tệp khóa đòi {rounds} vòng tính mật khẩu, quá nhiều để mở được"),
                format!("the key file asks for {rounds} rounds of key derivation, too many to be opened"),
            ),
            Self::NeverOpens => Text::new(
                "mở tệp khóa quá lâu, tệp có thể bị hỏng hoặc bị sửa; xuất lại tệp",
                "opening the key file takes too long; it may be damaged or forged: export it again",
            ),
            Self::Unsupported(what) => Text::new(
                format!("tệp khóa dùng kiểu mã hóa chưa được hỗ trợ ({what}); xuất lại tệp bằng công cụ khác"),
                format!("the key file uses an encryption that is not supported ({what}); export it again"),
            ),
            Self::NoKey => Text::new(
                "tệp khóa không có khóa bí mật kèm chứng thư số của nó",
                "the key file has no private key together with its certificate",
            ),
            Self::SeveralKeys(names) => Text::new(
                format!("tệp khóa có nhiều khóa ({}); chỉ để lại một khóa", names.join("; ")),
                format!("the key file has several keys ({}); leave only one", names.join("; ")),
            ),
            Self::KeyMismatch => Text::new(
                "khóa bí mật trong tệp không khớp với chứng thư số",
                "the private key in the file does not belong to its certificate",
            ),
            Self::UnsupportedKey(what) => Text::new(
                format!("loại khóa không dùng được ({what}); cần RSA 2048, 3072, 4096 bit, hoặc ECDSA P-256, P-384"),
                format!(
                    "the kind of key cannot be used ({what}); RSA of 2048, 3072 or 4096 bits, ECDSA P-256 or P-384"
                ),
            ),
            Self::SigningFailed => Text::new("không ký được bằng khóa này", "signing with this key failed"),
        }
    }
}
