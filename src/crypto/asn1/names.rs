//! Distinguished names for people.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519;
use der::{Tag, Tagged};
use x509_cert::attr::AttributeValue;
use x509_cert::name::Name;

/// The text of the last attribute of this type, which is the most specific one.
pub(super) fn attribute(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    name.0.iter().rev().flat_map(|part| part.0.iter()).find(|item| item.oid == oid).and_then(|item| text(&item.value))
}

/// How people call the owner of a name: common name, else unit or organisation, else all of it.
pub(super) fn display(name: &Name) -> String {
    [rfc4519::COMMON_NAME, rfc4519::ORGANIZATIONAL_UNIT_NAME, rfc4519::ORGANIZATION_NAME]
        .into_iter()
        .find_map(|oid| attribute(name, oid))
        .unwrap_or_else(|| name.to_string())
}

/// The text of a string type (RFC 5280, 4.1.2.4), without control characters.
fn text(value: &AttributeValue) -> Option<String> {
    let bytes = value.value();
    let raw = match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString => {
            String::from_utf8(bytes.to_vec()).ok()?
        }
        Tag::TeletexString => bytes.iter().map(|byte| char::from(*byte)).collect(),
        Tag::BmpString => {
            let units =
                bytes.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit: u16, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()?
        }
        _ => return None,
    };
    Some(raw.chars().filter(|letter| !letter.is_control()).collect())
}
