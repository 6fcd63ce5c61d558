//! What a later revision changed, and whether a signature before it permits that (ISO 32000-2, 12.8.2.2 and 12.8.2.4).

use super::signature::Locked;
use crate::diag::Text;

/// Where a widget stands: the page from 1, and its rectangle in pt (left, bottom, right, top) in the page's own coordinates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The page, from 1.
    pub page: usize,
    /// Left, bottom, right, top.
    pub rect: [f64; 4],
}

/// A change of one revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The revision that made it, from 1.
    pub revision: usize,
    /// What was changed.
    pub kind: ChangeKind,
    /// Whether the signature under which it is listed permits it.
    pub permitted: bool,
}

/// What was changed.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// Certificates, CRLs and OCSP responses were added (DSS).
    ValidationData,
    /// A document timestamp was added.
    DocumentTimestamp {
        /// Its field.
        field: String,
    },
    /// An extension of the format was declared in the catalog.
    Extension,
    /// The version of the format was raised.
    Version,
    /// The metadata got another date of change and name of the program; nothing else.
    Metadata,
    /// A field that was there was signed.
    Signed {
        /// The field.
        field: String,
    },
    /// A signature field was added.
    FieldAdded {
        /// The field.
        field: String,
        /// Whether one sees it.
        visible: bool,
        /// Whether it was signed at once.
        signed: bool,
    },
    /// A form field was filled in.
    Filled {
        /// The field.
        field: String,
    },

    /// A field that is signed was changed: its picture, its place, its value.
    SignedFieldChanged {
        /// The field.
        field: String,
    },
    /// A read-only field was changed.
    ReadOnlyFieldChanged {
        /// The field.
        field: String,
    },
    /// Something else of a field was changed than its value and its picture.
    FieldChanged {
        /// The field.
        field: String,
        /// The key.
        key: String,
    },
    /// The form was changed.
    FormChanged {
        /// The key.
        key: String,
    },
    /// A signature dictionary was changed.
    SignatureChanged {
        /// The object.
        number: u32,
    },
    /// Something of a page was changed.
    PageChanged {
        /// The page, from 1.
        page: usize,
        /// The key.
        key: String,
    },
    /// Pages were added, removed or put in another order.
    PagesChanged,
    /// Annotations were added, removed or changed.
    AnnotationsChanged {
        /// The page, from 1, where it is known.
        page: Option<usize>,
    },
    /// An entry of the catalog was changed.
    CatalogChanged {
        /// The key.
        key: String,
    },
    /// Validation data were removed or replaced.
    ValidationDataRemoved,
    /// The tags were changed otherwise than by a new signature field.
    TagsChanged,
    /// An object that the signed revision uses was replaced.
    ObjectReplaced {
        /// The object.
        number: u32,
        /// What it is: a key of the PDF's own words such as `Font`.
        what: String,
    },
    /// An object was removed.
    ObjectRemoved {
        /// The object.
        number: u32,
    },
    /// A number to which the signed revision already referred, and which led nowhere, was given an object.
    ObjectFilledIn {
        /// The object.
        number: u32,
    },
    /// An object was added to which nothing refers.
    UnusedObject {
        /// The object.
        number: u32,
    },
}

impl ChangeKind {
    /// A short id that does not change between versions.
    pub fn id(&self) -> &'static str {
        match self {
            Self::ValidationData => "validation-data",
            Self::DocumentTimestamp { .. } => "document-timestamp",
            Self::Extension => "extension",
            Self::Version => "version",
            Self::Metadata => "metadata-date",
            Self::Signed { .. } => "signed",
            Self::FieldAdded { .. } => "signature-field-added",
            Self::Filled { .. } => "field-filled",
            Self::SignedFieldChanged { .. } => "signed-field-changed",
            Self::ReadOnlyFieldChanged { .. } => "read-only-field-changed",
            Self::FieldChanged { .. } => "field-changed",
            Self::FormChanged { .. } => "form-changed",
            Self::SignatureChanged { .. } => "signature-changed",
            Self::PageChanged { .. } => "page-changed",
            Self::PagesChanged => "pages-changed",
            Self::AnnotationsChanged { .. } => "annotations-changed",
            Self::CatalogChanged { .. } => "catalog-changed",
            Self::ValidationDataRemoved => "validation-data-removed",
            Self::TagsChanged => "tags-changed",
            Self::ObjectReplaced { .. } => "object-replaced",
            Self::ObjectRemoved { .. } => "object-removed",
            Self::ObjectFilledIn { .. } => "object-filled-in",
            Self::UnusedObject { .. } => "unused-object",
        }
    }

    /// What was changed, in words.
    pub fn wording(&self) -> Text {
        match self {
            Self::ValidationData => Text::new(
                "thêm dữ liệu kiểm tra lâu dài (chứng thư số, CRL, OCSP)",
                "long-term validation data were added (certificates, CRLs, OCSP)",
            ),
            Self::DocumentTimestamp { field } => Text::new(
                format!("thêm dấu thời gian cho cả tệp (ô “{field}”)"),
                format!("a document timestamp was added (field \"{field}\")"),
            ),
            Self::Extension => Text::new("khai báo phần mở rộng định dạng PDF", "an extension of PDF was declared"),
            Self::Version => Text::new("nâng phiên bản định dạng PDF", "the version of PDF was raised"),
            Self::Metadata => Text::new(
                "ghi lại ngày sửa và tên phần mềm trong thông tin mô tả tệp",
                "the date of change and the program's name in the metadata were updated",
            ),
            Self::Signed { field } => Text::new(format!("ký vào ô “{field}”"), format!("field \"{field}\" was signed")),
            Self::FieldAdded { field, signed, visible } => {
                let (vi, en) = match (*signed, *visible) {
                    (true, true) => {
                        ("thêm ô ký và ký", "and signed; its picture lies over the page on the word of its signer")
                    }
                    (true, false) => ("thêm ô ký và ký", "and signed"),
                    (false, _) => ("thêm ô ký", ""),
                };
                let seen = match (*visible, *signed) {
                    (true, true) => {
                        ("nhìn thấy; hình nằm đè lên trang, do chính người ký ô này chịu trách nhiệm", "visible")
                    }
                    (true, false) => ("nhìn thấy, chưa ai ký", "visible"),
                    (false, _) => ("không nhìn thấy", "invisible"),
                };
                let en = format!("the {} signature field \"{field}\" was added {en}", seen.1);
                Text::new(format!("{vi} “{field}” ({})", seen.0), en.trim_end())
            }
            Self::Filled { field } => {
                Text::new(format!("điền ô “{field}”"), format!("field \"{field}\" was filled in"))
            }
            Self::SignedFieldChanged { field } => Text::new(
                format!("ô đã ký “{field}” bị sửa (hình, vị trí hoặc giá trị)"),
                format!("the signed field \"{field}\" was changed (picture, place or value)"),
            ),
            Self::ReadOnlyFieldChanged { field } => {
                Text::new(format!("ô chỉ đọc “{field}” bị sửa"), format!("the read-only field \"{field}\" was changed"))
            }
            Self::FieldChanged { field, key } => {
                Text::new(format!("ô “{field}” bị sửa (/{key})"), format!("field \"{field}\" was changed (/{key})"))
            }
            Self::FormChanged { key } => {
                Text::new(format!("biểu mẫu bị sửa (/{key})"), format!("the form was changed (/{key})"))
            }
            Self::SignatureChanged { number } => Text::new(
                format!("từ điển chữ ký bị sửa (đối tượng {number})"),
                format!("a signature dictionary was changed (object {number})"),
            ),
            Self::PageChanged { page, key } => {
                Text::new(format!("trang {page} bị sửa (/{key})"), format!("page {page} was changed (/{key})"))
            }
            Self::PagesChanged => {
                Text::new("thêm, bớt hoặc đổi thứ tự trang", "pages were added, removed or put in another order")
            }
            Self::AnnotationsChanged { page: Some(page) } => Text::new(
                format!("chú thích của trang {page} bị thêm, bớt hoặc sửa"),
                format!("annotations of page {page} were added, removed or changed"),
            ),
            Self::AnnotationsChanged { page: None } => Text::new("một chú thích bị sửa", "an annotation was changed"),
            Self::CatalogChanged { key } => {
                Text::new(format!("mục gốc của tệp bị sửa (/{key})"), format!("the catalog was changed (/{key})"))
            }
            Self::ValidationDataRemoved => Text::new(
                "dữ liệu kiểm tra lâu dài (DSS) bị gỡ hoặc thay",
                "long-term validation data (DSS) were removed or replaced",
            ),
            Self::TagsChanged => Text::new("cấu trúc thẻ của văn bản bị sửa", "the tags were changed"),
            Self::ObjectReplaced { number, what } => Text::new(
                format!("đối tượng {number} ({what}) của phần đã ký bị thay"),
                format!("object {number} ({what}) of the signed part was replaced"),
            ),
            Self::ObjectRemoved { number } => Text::new(
                format!("đối tượng {number} của phần đã ký bị gỡ"),
                format!("object {number} of the signed part was removed"),
            ),
            Self::ObjectFilledIn { number } => Text::new(
                format!("đối tượng {number} mà phần đã ký đã trỏ tới nay mới được đưa vào"),
                format!("object {number}, to which the signed part already referred, was put in later"),
            ),
            Self::UnusedObject { number } => Text::new(
                format!("thêm đối tượng {number} không dùng vào đâu"),
                format!("object {number} was added, to which nothing refers"),
            ),
        }
    }

    /// Whether a signature permits the change: `level` is what `DocMDP` (or a
    /// field lock) allows, none without it; `locks` are its locked fields; `holds` tells whether the signature in a field is intact and
    /// not untrusted.
    pub(super) fn permitted(&self, level: Option<i64>, locks: &[Locked], holds: &dyn Fn(&str) -> bool) -> bool {
        let locked = |field: &str| locks.iter().any(|lock| lock.holds(field));
        match self {
            // Never a change in the sense of DocMDP.
            Self::ValidationData
            | Self::DocumentTimestamp { .. }
            | Self::Extension
            | Self::Version
            | Self::Metadata => true,
            Self::Filled { field } => level != Some(1) && !locked(field),
            Self::Signed { field } => level != Some(1) && !locked(field) && holds(field),
            // Level 2 speaks of existing fields; one that nobody sees is taken as part of signing.
            Self::FieldAdded { visible: false, .. } => level != Some(1),
            // Its picture could lie over anything: only a signature that stands for it makes it more than paint.
            Self::FieldAdded { field, signed, .. } => level.is_none() && *signed && holds(field),
            _ => false,
        }
    }
}
