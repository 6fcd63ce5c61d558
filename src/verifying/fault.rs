//! What is wrong with a file or a signature, in words and as a stable short id.

use crate::diag::Text;

/// Something wrong. Any of these means that the file, or the signature that it is listed under, cannot be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Bytes before `%PDF-`.
    JunkBefore,
    /// Bytes after the last `%%EOF`.
    BytesAfterEnd,
    /// No readable `startxref … %%EOF` at the end.
    NoEnd,
    /// A cross-reference section that cannot be read, or that does not stand where it should.
    BadXref {
        /// The offset that names it.
        offset: usize,
    },
    /// The chain of cross-reference sections bites its own tail.
    XrefLoop,
    /// An object has two entries in one section.
    DuplicateEntry {
        /// The number of the object.
        number: u32,
    },
    /// An entry leads to another object.
    XrefElsewhere {
        /// The number of the object.
        number: u32,
    },
    /// An object that cannot be read.
    BadObject {
        /// Where it stands.
        at: usize,
    },
    /// A dictionary with the same key twice.
    DuplicateKey {
        /// Where the second one stands.
        at: usize,
    },
    /// The tree of pages has a circle, or a page twice.
    BadPageTree,
    /// The form's tree of fields has a circle, or fields of one name.
    BadFields,
    /// No readable catalog.
    NoCatalog,
    /// Beyond what is read: size, number of revisions, nesting.
    TooLarge,
    /// Bytes of an update that belong to no object of it.
    ForeignBytes {
        /// Where they begin.
        at: usize,
    },
    /// An update's object that its cross-reference section does not name, or the other way round.
    HiddenObject {
        /// The number of the object.
        number: u32,
    },
    /// An update is almost, but not quite, as its program writes it: a byte was changed afterwards.
    NotAsWritten {
        /// The first such byte.
        at: usize,
    },
    /// The trailer of an update does not continue the one before.
    TrailerChanged {
        /// The key.
        key: String,
    },

    /// `/ByteRange` is missing, indirect, or not four fitting numbers.
    BadByteRange,
    /// `/ByteRange` does not begin at the first byte.
    RangeStart,
    /// The gap of `/ByteRange` is not exactly this signature's `/Contents`.
    RangeGap,
    /// `/ByteRange` does not end where a revision ends.
    RangeEnd,
    /// The signature dictionary does not stand in the revision that it signs.
    OtherRevision,
    /// Two signatures cover the same bytes.
    SameRange,
    /// `/Contents` is missing, indirect, or no string of hexadecimal digits in one case.
    BadContents,
    /// Something else than zeros follows the signature in `/Contents`.
    BadPadding,
    /// The signature stands in its field directly, or is shared by two fields.
    BadSignatureObject,
    /// A kind of signature that is not known.
    UnknownSubFilter(String),
    /// The CMS cannot be read or breaks its profile; the text of the cryptographic module.
    Cms(Text),
    /// The bytes were changed after signing.
    DigestMismatch,
    /// The signature does not fit the certificate's key.
    SignatureMismatch,
    /// The signature timestamp is bad.
    Timestamp(Text),
    /// The chain does not lead to a trusted anchor.
    Chain(Text),
    /// The certificate was revoked, or its state is unknown where it must be known.
    Revocation(Text),
    /// A signature of an earlier revision is no longer there.
    SignatureRemoved(String),
    /// A change after this signature that it does not permit.
    NotPermitted(Text),
    /// Something in the DSS that is no certificate, CRL or OCSP response, or does not verify, or belongs to nobody.
    BadDss {
        /// The number of the object.
        number: u32,
        /// What is wrong.
        why: Text,
    },
}

impl Fault {
    /// A short id that does not change between versions.
    pub fn id(&self) -> &'static str {
        match self {
            Self::JunkBefore => "junk-before-header",
            Self::BytesAfterEnd => "bytes-after-end",
            Self::NoEnd => "no-end",
            Self::BadXref { .. } => "bad-xref",
            Self::XrefLoop => "xref-loop",
            Self::DuplicateEntry { .. } => "duplicate-xref-entry",
            Self::XrefElsewhere { .. } => "xref-elsewhere",
            Self::BadObject { .. } => "bad-object",
            Self::DuplicateKey { .. } => "duplicate-key",
            Self::BadPageTree => "bad-page-tree",
            Self::BadFields => "bad-fields",
            Self::NoCatalog => "no-catalog",
            Self::TooLarge => "too-large",
            Self::ForeignBytes { .. } => "foreign-bytes",
            Self::HiddenObject { .. } => "hidden-object",
            Self::NotAsWritten { .. } => "not-as-written",
            Self::TrailerChanged { .. } => "trailer-changed",
            Self::BadByteRange => "bad-byte-range",
            Self::RangeStart => "range-start",
            Self::RangeGap => "range-gap",
            Self::RangeEnd => "range-end",
            Self::OtherRevision => "other-revision",
            Self::SameRange => "same-range",
            Self::BadContents => "bad-contents",
            Self::BadPadding => "bad-padding",
            Self::BadSignatureObject => "bad-signature-object",
            Self::UnknownSubFilter(_) => "unknown-subfilter",
            Self::Cms(_) => "bad-cms",
            Self::DigestMismatch => "digest-mismatch",
            Self::SignatureMismatch => "signature-mismatch",
            Self::Timestamp(_) => "bad-timestamp",
            Self::Chain(_) => "chain",
            Self::Revocation(_) => "revocation",
            Self::SignatureRemoved(_) => "signature-removed",
            Self::NotPermitted(_) => "change-not-permitted",
            Self::BadDss { .. } => "bad-dss",
        }
    }

    /// What is wrong, in words.
    #[allow(clippy::too_many_lines)] // One short arm for each fault.
    pub fn wording(&self) -> Text {
        match self {
            Self::JunkBefore => Text::new(
                "có dữ liệu lạ đứng trước đầu tệp PDF (%PDF-)",
                "there are foreign bytes before the header of the PDF",
            ),
            Self::BytesAfterEnd => Text::new(
                "có dữ liệu lạ nối thêm sau dấu kết thúc tệp (%%EOF)",
                "foreign bytes were appended after the end of the PDF",
            ),
            Self::NoEnd => Text::new(
                "phần cuối tệp bị hỏng hoặc bị cắt (không thấy startxref và %%EOF)",
                "the end of the file is damaged or cut off (no startxref and %%EOF)",
            ),
            Self::BadXref { offset } => Text::new(
                format!("bảng chỉ mục đối tượng tại byte {offset} không đọc được hoặc không đúng chỗ"),
                format!("the cross-reference section at byte {offset} cannot be read or is out of place"),
            ),
            Self::XrefLoop => {
                Text::new("chuỗi bảng chỉ mục đối tượng quay vòng", "the chain of cross-reference sections is a circle")
            }
            Self::DuplicateEntry { number } => Text::new(
                format!("đối tượng {number} được ghi hai lần trong cùng một bảng chỉ mục"),
                format!("object {number} has two entries in one cross-reference section"),
            ),
            Self::XrefElsewhere { number } => Text::new(
                format!("bảng chỉ mục dẫn đối tượng {number} tới chỗ khác"),
                format!("the entry of object {number} leads elsewhere"),
            ),
            Self::BadObject { at } => Text::new(
                format!("đối tượng PDF tại byte {at} bị hỏng"),
                format!("the PDF object at byte {at} is damaged"),
            ),
            Self::DuplicateKey { at } => Text::new(
                format!("một từ điển PDF có cùng một khóa hai lần (byte {at}): mỗi phần mềm có thể đọc một khác"),
                format!("a dictionary has the same key twice (byte {at}): readers may disagree about it"),
            ),
            Self::BadPageTree => {
                Text::new("cây trang bị quay vòng hoặc lặp trang", "the page tree is a circle or has a page twice")
            }
            Self::BadFields => Text::new(
                "biểu mẫu bị quay vòng hoặc có hai ô trùng tên",
                "the form has a circle or two fields of one name",
            ),
            Self::NoCatalog => Text::new("không đọc được mục gốc của tệp", "the catalog cannot be read"),
            Self::TooLarge => Text::new(
                "tệp quá lớn, quá nhiều lần lưu hoặc lồng quá sâu nên không kiểm được",
                "the file is too large, has too many revisions or is nested too deeply to be checked",
            ),
            Self::ForeignBytes { at } => Text::new(
                format!("phần cập nhật có dữ liệu lạ tại byte {at}"),
                format!("an update has foreign bytes at byte {at}"),
            ),
            Self::HiddenObject { number } => Text::new(
                format!("đối tượng {number} của phần cập nhật bị giấu hoặc không khớp bảng chỉ mục"),
                format!("object {number} of an update is hidden or does not fit its cross-reference section"),
            ),
            Self::NotAsWritten { at } => Text::new(
                format!("phần cập nhật đã bị sửa sau khi ghi (byte {at})"),
                format!("an update was changed after it had been written (byte {at})"),
            ),
            Self::TrailerChanged { key } => Text::new(
                format!("phần cập nhật thay đổi mục /{key} ở cuối tệp"),
                format!("an update changes /{key} of the trailer"),
            ),
            Self::BadByteRange => Text::new(
                "phạm vi ký (/ByteRange) thiếu hoặc không hợp lệ",
                "the signed range (/ByteRange) is missing or invalid",
            ),
            Self::RangeStart => {
                Text::new("phạm vi ký không bắt đầu từ đầu tệp", "the signed range does not begin with the file")
            }
            Self::RangeGap => Text::new(
                "phạm vi ký bỏ sót dữ liệu ngoài chữ ký: phần bỏ trống không đúng bằng /Contents của chính chữ ký này",
                "the signed range leaves out more or other bytes than this signature's own /Contents",
            ),
            Self::RangeEnd => Text::new(
                "phạm vi ký không kết thúc ở cuối một lần lưu của tệp",
                "the signed range does not end where a revision of the file ends",
            ),
            Self::OtherRevision => Text::new(
                "chữ ký không nằm trong lần lưu mà nó ký",
                "the signature does not stand in the revision that it signs",
            ),
            Self::SameRange => Text::new("hai chữ ký có cùng phạm vi ký", "two signatures cover the same range"),
            Self::BadContents => Text::new(
                "giá trị chữ ký (/Contents) thiếu hoặc không viết đúng dạng",
                "the value of the signature (/Contents) is missing or not in its proper form",
            ),
            Self::BadPadding => {
                Text::new("có dữ liệu lạ sau chữ ký trong /Contents", "foreign bytes follow the signature in /Contents")
            }
            Self::BadSignatureObject => Text::new(
                "từ điển chữ ký không phải một đối tượng riêng của đúng một ô ký",
                "the signature dictionary is not an object of its own of exactly one field",
            ),
            Self::UnknownSubFilter(name) => {
                Text::new(format!("kiểu chữ ký chưa hỗ trợ: {name}"), format!("unsupported kind of signature: {name}"))
            }
            Self::Cms(why) => {
                Text::new(format!("chữ ký không hợp lệ: {}", why.vi), format!("the signature is invalid: {}", why.en))
            }
            Self::DigestMismatch => Text::new(
                "nội dung đã bị sửa sau khi ký (giá trị băm không khớp)",
                "the content was changed after signing (digest mismatch)",
            ),
            Self::SignatureMismatch => Text::new(
                "chữ ký không khớp với khóa trong chứng thư số",
                "the signature does not fit the key of the certificate",
            ),
            Self::Timestamp(why) => Text::new(format!("dấu thời gian: {}", why.vi), format!("timestamp: {}", why.en)),
            Self::Chain(why) => Text::new(format!("chứng thư số: {}", why.vi), format!("certificate: {}", why.en)),
            Self::Revocation(why) => {
                Text::new(format!("trạng thái thu hồi: {}", why.vi), format!("revocation: {}", why.en))
            }
            Self::SignatureRemoved(field) => Text::new(
                format!("chữ ký của ô “{field}” đã bị gỡ khỏi tệp"),
                format!("the signature of field \"{field}\" was removed from the file"),
            ),
            Self::NotPermitted(what) => Text::new(
                format!("thay đổi sau khi ký không được phép: {}", what.vi),
                format!("a change after signing that is not permitted: {}", what.en),
            ),
            Self::BadDss { number, why } => Text::new(
                format!("dữ liệu kiểm tra lâu dài (DSS), đối tượng {number}: {}", why.vi),
                format!("long-term validation data (DSS), object {number}: {}", why.en),
            ),
        }
    }
}
