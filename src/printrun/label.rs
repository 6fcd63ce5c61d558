//! What a PDF says it is, for bookmarks and covers.

use crate::overlay::Pdf;

/// `số 12/KH-UBND, Kế hoạch: tổ chức …`; none when it has no title.
pub fn about(pdf: &Pdf) -> Option<String> {
    let title = pdf.says("Title")?.trim().to_owned();
    // Ours name kind and symbol as key words; others may name anything.
    let ours = pdf.says("Creator").is_some_and(|creator| creator.starts_with("vanthu "));
    let symbol = pdf.says("Keywords").filter(|_| ours).and_then(|words| {
        let symbol = words.rsplit(", ").next()?.trim().to_owned();
        // Without a number it begins with the stroke.
        (symbol.contains('/') && symbol.starts_with(|c: char| c.is_ascii_digit())).then_some(symbol)
    });
    Some(match symbol {
        Some(symbol) => format!("số {symbol}, {title}"),
        None => title,
    })
}
