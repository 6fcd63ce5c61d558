//! Number and symbol (ô 3).

use crate::lint::rule::rule;
use crate::lint::{Found, Safety, Subject};
use crate::plan::kind::KindName;

rule! {
    /// # Ký hiệu có chữ viết tắt tên loại
    ///
    /// ## Phát hiện gì
    /// `ky_hieu` của văn bản có tên loại không có chữ viết tắt của tên loại đó, hoặc viết nó sai chữ hoa, chữ thường (`TTR` thay cho `TTr`);
    /// `ky_hieu` của công văn bắt đầu bằng `CV`.
    ///
    /// ## Vì sao
    /// Ký hiệu gồm chữ viết tắt tên loại và chữ viết tắt tên cơ quan; công văn gồm chữ viết tắt tên cơ quan và đơn vị soạn thảo hoặc lĩnh vực
    /// (NĐ 30/2020, Phụ lục I, Phần I, II.3). Chữ viết tắt tên loại theo bảng ở Phụ lục III, hoặc theo hệ thể thức đã chọn.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// loai: ke-hoach
    /// ky_hieu: UBND-VX       # sai
    /// ky_hieu: KH-UBND       # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết chữ viết tắt tên loại ở đầu ký hiệu. `--fix` sửa được chữ hoa, chữ thường.
    SymbolWithoutKind = 619, "ky-hieu-ten-loai", Components, Warning, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.3"),
    "ký hiệu thiếu chữ viết tắt tên loại", "the symbol lacks the kind's abbreviation" => without_kind;
}

rule! {
    /// # Ký hiệu viết bằng chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Một phần của `ky_hieu` viết toàn chữ thường.
    ///
    /// ## Vì sao
    /// Ký hiệu trình bày bằng chữ in hoa (NĐ 30/2020, Phụ lục I, Phần I, II.3); chữ thường chỉ có bên trong `QyĐ`, `CTr`, `TTr`, `TrS`.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky_hieu: KH-ubnd      # sai
    /// ky_hieu: KH-UBND      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại bằng chữ in hoa. `--fix` làm được việc này.
    SymbolSmall = 620, "ky-hieu-chu-thuong", Components, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.3"),
    "ký hiệu viết chữ thường", "the symbol has small letters" => small;
}

fn without_kind(subject: &Subject<'_>, found: &mut Found) {
    let Some(symbol) = subject.plan.and_then(|plan| plan.symbol.as_ref()) else { return found.not_evaluated() };
    let (Some(kind), Some(family)) = (subject.kind, subject.family) else { return found.not_evaluated() };
    let text = symbol.value.as_str();
    let first = text.split(['-', '/']).next().unwrap_or_default();
    let Some(due) = family.abbreviation(kind.key).or(kind.abbreviation) else {
        if kind.key == KindName::Letter && first == "CV" {
            found.report(
                symbol.place(0, first.len()),
                "ký hiệu công văn không có chữ viết tắt tên loại, bỏ «CV»",
                "the symbol of a công văn has no abbreviation of its kind: leave “CV” out",
            );
        }
        return;
    };
    // Joint plans are `KHPH-…`: what begins with the abbreviation is taken.
    if text.split(['-', '/']).any(|part| part.starts_with(due)) {
        return;
    }
    let finding = found.report(
        symbol.place(0, first.len()),
        format!("ký hiệu của {} có chữ viết tắt «{due}»", kind.name),
        format!("the symbol of this kind has “{due}”"),
    );
    if first.to_lowercase() == due.to_lowercase() {
        let place = symbol.start.map(|start| start.part(0, first.len()));
        finding.replace(place, due, Safety::Safe);
    } else {
        finding.help(format!("viết {due}-<chữ viết tắt tên cơ quan>"), format!("write {due}-<the body>"));
    }
}

fn small(subject: &Subject<'_>, found: &mut Found) {
    let Some(symbol) = subject.plan.and_then(|plan| plan.symbol.as_ref()) else { return found.not_evaluated() };
    let kinds =
        subject.kind.and_then(|kind| subject.family.and_then(|f| f.abbreviation(kind.key)).or(kind.abbreviation));
    let mut start = 0;
    for part in symbol.value.split(['-', '/']) {
        let at = start;
        start += part.len() + 1;
        let small = part.chars().any(char::is_lowercase) && !part.chars().any(char::is_uppercase);
        // That of the kind is mended with its own letters by the rule above.
        if !small || kinds.is_some_and(|kind| kind.to_lowercase() == part) {
            continue;
        }
        found
            .report(
                symbol.place(at, part.len()),
                format!("ký hiệu viết bằng chữ in hoa: «{part}»"),
                format!("a symbol is in capitals: “{part}”"),
            )
            .replace(symbol.start.map(|s| s.part(at, part.len())), part.to_uppercase(), Safety::Safe);
    }
}
