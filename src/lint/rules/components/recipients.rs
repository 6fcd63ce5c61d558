//! Kính gửi (ô 9a), nơi nhận and the archive line (ô 9b).

use crate::lint::rule::rule;
use crate::lint::scan::{beginning, is_state, of_roles, words, words_of};
use crate::lint::{Found, Piece, Role, Subject};
use crate::plan::kind::FirstRecipient;

rule! {
    /// # Nơi nhận ghi hai lần
    ///
    /// ## Phát hiện gì
    /// Trong `kinh_gui`, `noi_nhan` hoặc `luu` có hai dòng giống nhau (không kể phần trong ngoặc).
    ///
    /// ## Vì sao
    /// Nghị định 30 không nói đến việc này; theo thông lệ mỗi nơi nhận ghi một lần. Ghi lại thường do sao chép, và làm sai số bản phải in.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_nhan: [Sở Nội vụ, Trưởng các thôn, Sở Nội vụ]     # sai
    /// noi_nhan: [Sở Nội vụ, Trưởng các thôn]                # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ một dòng.
    RecipientTwice = 630, "noi-nhan-trung", Components, Warning, Plan, No,
    Custom("thông lệ"),
    "nơi nhận ghi hai lần", "a recipient is given twice" => twice;
}

rule! {
    /// # Nơi gửi ghi lại ở nơi nhận
    ///
    /// ## Phát hiện gì
    /// Một dòng `noi_nhan` trùng với một dòng `kinh_gui`.
    ///
    /// ## Vì sao
    /// Dòng «Như trên» đã chỉ những nơi ghi ở Kính gửi (NĐ 30/2020, Phụ lục I, Phần I, II.9); không ghi lại từng nơi là thông lệ.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// kinh_gui: Sở Nội vụ
    /// noi_nhan: [Như trên, Sở Nội vụ]      # sai
    /// noi_nhan: [Như trên]                 # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dòng đó ở `noi_nhan`.
    AddresseeAgain = 631, "kinh-gui-lap-noi-nhan", Components, Warning, Plan, No,
    Custom("thông lệ"),
    "nơi gửi ghi lại ở nơi nhận", "an addressee is given again among the recipients" => addressee_again;
}

rule! {
    /// # «Như trên» mà không có Kính gửi
    ///
    /// ## Phát hiện gì
    /// `noi_nhan` có dòng «Như trên» trong văn bản không có `kinh_gui` (và không phải công điện, giấy mời, giấy giới thiệu …).
    ///
    /// ## Vì sao
    /// «Như trên» chỉ những nơi ghi ở phần Kính gửi; văn bản không có phần đó thì ghi tên từng nơi nhận (NĐ 30/2020, Phụ lục I, Phần I, II.9).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// loai: ke-hoach
    /// noi_nhan: [Như trên, Trưởng các thôn]     # sai
    /// noi_nhan: [Trưởng các thôn]               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi tên nơi nhận.
    SeeNothing = 632, "nhu-tren-khong-kinh-gui", Components, Warning, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.9"),
    "«Như trên» mà không có Kính gửi", "Như trên without addressees" => see_nothing;
}

rule! {
    /// # Dòng Lưu ghi ở khóa `luu`
    ///
    /// ## Phát hiện gì
    /// Một dòng `noi_nhan` bắt đầu bằng «Lưu:» hoặc «Lưu VT».
    ///
    /// ## Vì sao
    /// Dòng cuối của nơi nhận là dòng Lưu, kết thúc bằng dấu chấm (NĐ 30/2020, Phụ lục I, Phần I, II.9); chương trình tự in dòng này từ khóa `luu`,
    /// nên ghi thêm thì in hai lần.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// noi_nhan: [Sở Nội vụ, "Lưu: VT"]     # sai
    /// luu: [VT]                            # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dòng đó, ghi các nơi lưu ở khóa `luu`.
    ArchiveAmongRecipients = 633, "noi-nhan-dong-luu", Components, Error, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.9"),
    "dòng Lưu ghi ở nơi nhận", "the archive line stands among the recipients" => archive_line;
}

rule! {
    /// # Dòng Lưu bắt đầu bằng VT
    ///
    /// ## Phát hiện gì
    /// Hệ `nha-nuoc`: `luu` không có «VT», hoặc «VT» không đứng đầu.
    ///
    /// ## Vì sao
    /// Dòng cuối ghi chữ «Lưu», dấu hai chấm, «VT», dấu phẩy, rồi chữ viết tắt tên đơn vị soạn thảo (NĐ 30/2020, Phụ lục I, Phần I, II.9);
    /// bản gốc lưu tại Văn thư cơ quan (Điều 19).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// luu: [NV, VT]     # sai
    /// luu: [VT, NV]     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi `VT` ở đầu.
    ArchiveWithoutClerk = 634, "luu-thieu-vt", Components, Warning, Plan, No,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.9"),
    "dòng Lưu không bắt đầu bằng VT", "the archive line does not begin with VT" => without_clerk;
}

/// What a line names: without brackets, marks and case.
fn key(text: &str) -> String {
    let text = text.strip_prefix("- ").unwrap_or(text);
    let bare = match text.rfind(" (") {
        Some(at) if text.trim_end_matches([';', '.', ',']).ends_with(')') => &text[..at],
        _ => text,
    };
    words(bare).map(|word| word.text.to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn twice(subject: &Subject<'_>, found: &mut Found) {
    for role in [Role::Addressee, Role::Recipient, Role::Archive] {
        let mut seen: Vec<(String, &Piece<'_>)> = Vec::new();
        for piece in of_roles(subject, &[role]).filter(|piece| !piece.text.contains('_')) {
            let key = key(&piece.text);
            match seen.iter().find(|(known, _)| *known == key) {
                Some((_, first)) => {
                    found
                        .report(
                            piece.whole(),
                            format!("«{}» đã ghi ở trên", piece.text),
                            format!("“{}” is given above", piece.text),
                        )
                        .related(first.whole(), "dòng đã ghi", "the first one");
                }
                None => seen.push((key, piece)),
            }
        }
    }
}

fn addressee_again(subject: &Subject<'_>, found: &mut Found) {
    let addressees: Vec<_> = of_roles(subject, &[Role::Addressee]).map(|piece| (key(&piece.text), piece)).collect();
    for piece in of_roles(subject, &[Role::Recipient]).filter(|piece| !piece.text.contains('_')) {
        let own = key(&piece.text);
        if let Some((_, first)) = addressees.iter().find(|(known, _)| *known == own) {
            found
                .report(
                    piece.whole(),
                    format!("«{}» đã có ở Kính gửi: dòng «Như trên» là đủ", piece.text),
                    format!("“{}” is an addressee: Như trên is enough", piece.text),
                )
                .related(first.whole(), "ở Kính gửi", "the addressee");
        }
    }
}

fn see_nothing(subject: &Subject<'_>, found: &mut Found) {
    let (Some(plan), Some(kind)) = (subject.plan, subject.kind) else { return };
    let above = plan.addressees.is_some() || plan.telegram.is_some() || plan.invitation.is_some();
    if above || kind.first_recipient == FirstRecipient::SeeAbove {
        return;
    }
    for piece in of_roles(subject, &[Role::Recipient]) {
        if let Some(range) = beginning(&piece.text, "như trên") {
            found
                .report(piece.place(range), "văn bản không có Kính gửi để «Như trên»", "there are no addressees above")
                .help("ghi tên nơi nhận", "name the recipients");
        }
    }
}

fn archive_line(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::Recipient]) {
        let words = words_of(piece);
        let Some(first) = words.first().filter(|first| first.is("lưu")) else { continue };
        let rest = piece.text.get(first.end()..).unwrap_or_default();
        if rest.starts_with(':') || words.get(1).is_some_and(|second| second.text == "VT") {
            found
                .report(
                    piece.place(first.range()),
                    "dòng Lưu do chương trình in",
                    "the program prints the archive line",
                )
                .help("bỏ dòng này, ghi các nơi lưu ở khóa `luu`", "delete it and give the places in `luu`");
        }
    }
}

fn without_clerk(subject: &Subject<'_>, found: &mut Found) {
    if !is_state(subject) {
        return found.not_evaluated();
    }
    let Some(first) = of_roles(subject, &[Role::Archive]).next() else { return };
    // `Lưu: VT` typed by habit is taken off by the program.
    let named = words_of(first).into_iter().find(|word| !word.is("lưu"));
    if named.is_some_and(|word| word.text == "VT") || first.text.contains('_') {
        return;
    }
    found
        .report(first.whole(), "dòng Lưu bắt đầu bằng «VT»", "the archive line begins with VT")
        .help("ghi `luu: [VT, …]`", "write `luu: [VT, …]`");
}
