//! The legal bases.

use crate::lint::rule::rule;
use crate::lint::scan::{beginning, citations, dates, entries, of_roles};
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Căn cứ bắt đầu bằng «Căn cứ», «Theo» …
    ///
    /// ## Phát hiện gì
    /// Một dòng `can_cu` không bắt đầu bằng «Căn cứ», «Thực hiện», «Theo», «Xét» hoặc một từ tương tự.
    ///
    /// ## Vì sao
    /// Các mẫu của NĐ 30/2020 (Phụ lục III, Mẫu 1.1, 1.2) ghi «Căn cứ …» và «Theo đề nghị của …» ở đầu mỗi dòng. Chương trình in đúng chữ đã ghi.
    /// Danh sách từ mở đầu là của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu: [Luật Tổ chức chính quyền địa phương]           # sai
    /// can_cu: [Căn cứ Luật Tổ chức chính quyền địa phương]    # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm từ mở đầu.
    BaseOpening = 608, "can-cu-mo-dau", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Phụ lục III, Mẫu 1.1, 1.2"),
    "căn cứ không bắt đầu bằng «Căn cứ», «Theo» …", "a base does not begin with Căn cứ, Theo …" => opening;
}

rule! {
    /// # Thứ tự các căn cứ
    ///
    /// ## Phát hiện gì
    /// Luật đứng sau nghị định, nghị định đứng sau thông tư; hoặc «Theo đề nghị của …» không ở cuối.
    ///
    /// ## Vì sao
    /// Thông lệ: văn bản có hiệu lực pháp lý cao hơn ghi trước, đề nghị của đơn vị trình ghi sau cùng như Mẫu 1.2 (NĐ 30/2020, Phụ lục III).
    /// Nghị định 30 không quy định thứ tự.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu:                                             # sai: luật sau nghị định
    ///   - Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư
    ///   - Căn cứ Luật Tổ chức chính quyền địa phương      # đúng: đưa lên trước
    /// ```
    ///
    /// ## Cách sửa
    /// Xếp lại các dòng.
    BaseOrder = 609, "thu-tu-can-cu", Components, Warning, Plan, No,
    Custom("thông lệ"),
    "thứ tự các căn cứ", "the order of the bases" => order;
}

rule! {
    /// # Căn cứ ghi hai lần
    ///
    /// ## Phát hiện gì
    /// Hai dòng `can_cu` nêu cùng một văn bản.
    ///
    /// ## Vì sao
    /// Nghị định 30 không nói đến việc này; theo thông lệ mỗi căn cứ ghi một lần, ghi lại thường do sao chép.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu:                          # sai
    ///   - Căn cứ Luật Thư viện
    ///   - Căn cứ Luật Thư viện         # đúng: bỏ dòng này
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ một dòng.
    BaseTwice = 610, "can-cu-trung", Components, Warning, Plan, No,
    Custom("thông lệ"),
    "căn cứ ghi hai lần", "a base is given twice" => twice;
}

rule! {
    /// # Luật, pháp lệnh chỉ ghi tên
    ///
    /// ## Phát hiện gì
    /// Luật, Bộ luật hoặc Pháp lệnh được dẫn kèm số, ký hiệu; trong căn cứ: cả kèm ngày ban hành.
    ///
    /// ## Vì sao
    /// Khi viện dẫn Luật, Pháp lệnh chỉ ghi tên loại và tên của Luật, Pháp lệnh (NĐ 30/2020, Phụ lục I, Phần I, II.6).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// can_cu: ["Căn cứ Luật Thư viện số 46/2019/QH14 ngày 21 tháng 11 năm 2019"]   # sai
    /// can_cu: [Căn cứ Luật Thư viện]                                             # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ số, ký hiệu và ngày. `--fix --unsafe-fixes` làm được việc này.
    LawWithNumber = 611, "luat-ghi-so", Components, Warning, Plan, Unsafe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.6"),
    "luật, pháp lệnh kèm số hoặc ngày", "a law is cited with its number or date" => law_with_number;
}

/// How a base begins.
const OPENINGS: &str = include_str!("can-cu-mo-dau.txt");

/// The text without the dash that the program takes off.
fn dashless<'a>(piece: &'a Piece<'_>) -> &'a str {
    let text = piece.text.as_ref();
    text.strip_prefix("- ").unwrap_or(text)
}

fn opening(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Base]) {
        let text = dashless(piece);
        // What an expression prints is not known.
        if text.starts_with('_') || entries(OPENINGS).any(|word| begins_with(text, word)) {
            continue;
        }
        let start = piece.text.len() - text.len();
        let end = text.find(' ').map_or(piece.text.len(), |len| start + len);
        found
            .report(
                piece.place(start..end),
                "căn cứ bắt đầu bằng «Căn cứ», «Thực hiện», «Theo» …",
                "a base begins with Căn cứ, Thực hiện, Theo …",
            )
            .help("thêm «Căn cứ» vào đầu dòng", "put Căn cứ before it");
    }
}

fn begins_with(text: &str, word: &str) -> bool {
    beginning(text, word).is_some()
}

/// The rank of what a base names first; only ranks that nobody disputes.
fn rank(text: &str) -> Option<u8> {
    let rest = text.strip_prefix("Căn cứ ")?;
    [("Hiến pháp", 0), ("Bộ luật", 1), ("Luật", 1), ("Pháp lệnh", 2), ("Nghị định", 3), ("Thông tư", 5)]
        .iter()
        .find_map(|(kind, rank)| begins_with(rest, &kind.to_lowercase()).then_some(*rank))
}

fn order(subject: &Subject<'_>, found: &mut Found) {
    let bases: Vec<_> = of_roles(subject, &[Role::Base]).collect();
    let mut highest: Option<(u8, &Piece<'_>)> = None;
    for (index, piece) in bases.iter().enumerate() {
        let text = dashless(piece);
        if begins_with(text, "theo đề nghị") {
            let last = bases[index + 1..].iter().all(|next| begins_with(dashless(next), "theo"));
            if !last {
                found.report(piece.whole(), "«Theo đề nghị của …» ghi sau cùng", "the request of a unit stands last");
            }
        }
        let Some(rank) = rank(text) else { continue };
        match highest {
            Some((above, other)) if rank < above => {
                found
                    .report(
                        piece.whole(),
                        "văn bản có hiệu lực pháp lý cao hơn ghi trước",
                        "the text of higher rank stands first",
                    )
                    .related(other.whole(), "đưa lên trước dòng này", "before this one");
            }
            _ => highest = Some((rank, piece)),
        }
    }
}

fn twice(subject: &Subject<'_>, found: &mut Found) {
    let key = |piece: &Piece<'_>| {
        let text = crate::vi::trim_end_mark(dashless(piece)).to_lowercase();
        let upper = text.to_uppercase();
        citations(&upper, &dates(&upper)).first().map_or(text, |first| first.name.clone())
    };
    let mut seen: Vec<(String, &Piece<'_>)> = Vec::new();
    for piece in of_roles(subject, &[Role::Base]).filter(|piece| !piece.text.contains('_')) {
        let key = key(piece);
        match seen.iter().find(|(known, _)| *known == key) {
            Some((_, first)) => {
                found.report(piece.whole(), "căn cứ này đã ghi ở trên", "this base is given above").related(
                    first.whole(),
                    "dòng đã ghi",
                    "the first one",
                );
            }
            None => seen.push((key, piece)),
        }
    }
}

/// Kinds whose name is all that is cited.
const LAWS: &[&str] = &["Bộ luật ", "Luật ", "Pháp lệnh "];
/// Kinds that are cited with their number.
const OTHERS: &[&str] = &["Nghị quyết ", "Nghị định ", "Thông tư ", "Quyết định ", "Lệnh ", "Chỉ thị ", "Hiến pháp "];

/// Whether the last kind that a text names is a law.
fn ends_in_law(text: &str) -> bool {
    let last = |kinds: &[&str]| kinds.iter().filter_map(|kind| text.rfind(kind)).max();
    last(LAWS).is_some_and(|law| last(OTHERS).is_none_or(|other| other < law))
}

fn law_with_number(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Base, Role::Body]) {
        let text = piece.text.as_ref();
        let mut from = 0;
        for citation in piece.citations() {
            let symbol = citation.name.rsplit('/').next().unwrap_or_default();
            let before = text.get(from..citation.range.start).unwrap_or_default();
            from = citation.range.end;
            let before = before.rsplit(';').next().unwrap_or_default();
            if !(symbol.starts_with("QH") || symbol.starts_with("UBTVQH")) || !ends_in_law(before) {
                continue;
            }
            let bare =
                before.trim_end().strip_suffix("số").unwrap_or(before).trim_end_matches([' ', '\u{a0}', ',', '(']);
            let start = citation.range.start - before.len() + bare.len();
            let end = citation.date.as_ref().map_or(citation.range.end, |date| date.range.end);
            // `Luật số 72/2025/QH15` has no name to be left, and a bracket would stay open.
            let alone = LAWS.iter().any(|law| bare.ends_with(law.trim_end()));
            let safe_to_cut = !alone && !before.get(bare.len()..).unwrap_or_default().contains('(');
            report(piece, start..end, safe_to_cut, found);
        }
        if piece.role == Role::Base && piece.citations().is_empty() {
            let law_date = piece.dates().iter().find(|date| {
                let before = text.get(..date.range.start).unwrap_or_default();
                date.word_at.is_some() && !before.contains(';') && ends_in_law(before)
            });
            if let Some(date) = law_date {
                let word = date.word_at.unwrap_or(date.range.start);
                let start = text.get(..word).unwrap_or_default().trim_end_matches([' ', ',', '\u{a0}']).len();
                report(piece, start..date.range.end, true, found);
            }
        }
    }
}

fn report(piece: &Piece<'_>, range: std::ops::Range<usize>, cut: bool, found: &mut Found) {
    let lead = piece.text.get(range.clone()).unwrap_or_default();
    let shown = lead.trim_start_matches([' ', ',', '\u{a0}']);
    let start = range.end - shown.len();
    found
        .report(
            piece.place(start..range.end),
            format!("luật, pháp lệnh chỉ ghi tên, bỏ «{shown}»"),
            format!("a law is cited by its name alone, without “{shown}”"),
        )
        .replace(piece.exact(range).filter(|_| cut), "", Safety::Unsafe);
}
