//! What standards the metadata claim (ISO 19005-2, 6.6.4; ISO 14289-1, 5). A claim is read, not checked.

use super::file::View;
use super::findings::Claims;
use super::syntax::Value;

/// The longest metadata that are read.
const MAX: usize = 4 << 20;

pub(super) fn read(view: View) -> Claims {
    let metadata = || {
        let (_, catalog) = view.catalog()?;
        let stream = view.get(catalog.as_dict()?, "Metadata")?;
        let Value::Stream(dict, data) = &*stream else { return None };
        view.file.decode(dict, &data.bytes).filter(|xmp| xmp.len() <= MAX)
    };
    let Some(xmp) = metadata() else { return Claims::default() };
    let xmp = String::from_utf8_lossy(&xmp);
    let pdfa = property(&xmp, "pdfaid:part").map(|part| {
        let conformance = property(&xmp, "pdfaid:conformance").unwrap_or_default();
        format!("{part}{}", conformance.to_lowercase())
    });
    Claims { pdfa, pdfua: property(&xmp, "pdfuaid:part") }
}

/// A property as an element or an attribute.
fn property(xmp: &str, name: &str) -> Option<String> {
    let (_, rest) = xmp.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=').map_or(rest, str::trim_start);
    let rest = rest.strip_prefix(['>', '"', '\''])?;
    let value: String = rest.trim_start().chars().take_while(char::is_ascii_alphanumeric).take(4).collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_are_read() {
        assert_eq!(property("<pdfaid:part>2</pdfaid:part>", "pdfaid:part").as_deref(), Some("2"));
        assert_eq!(property(r#"<x pdfaid:part="3" />"#, "pdfaid:part").as_deref(), Some("3"));
        assert_eq!(property("<x/>", "pdfaid:part"), None);
    }
}
