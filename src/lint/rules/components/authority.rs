//! The lines of authority above the signer's title (ô 7a).

use super::marks::{Mark, mark_of};
use crate::lint::rule::rule;
use crate::lint::scan::{self, beginning, entries, phrase, phrase_in};
use crate::lint::{Found, Piece, Role, Subject};

rule! {
    /// # Thứ tự các dòng TM., TL., TUQ., KT.
    ///
    /// ## Phát hiện gì
    /// Dòng `KT.` đứng trước `TM.` hoặc `TL.`, dòng `TM.` không ở đầu, hoặc có cả `TL.` và `TUQ.`
    ///
    /// ## Vì sao
    /// `TM.` ghi trước tên tập thể lãnh đạo, rồi mới đến `KT.` ghi trước chức vụ của người đứng đầu; ký thừa lệnh, thừa ủy quyền là hai hình thức
    /// khác nhau (NĐ 30/2020, Điều 13 và Phụ lục I, Phần I, II.7).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// quyen_han: [KT. CHỦ TỊCH, TM. ỦY BAN NHÂN DÂN]    # sai
    /// quyen_han: [TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH]    # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Xếp lại các dòng: TM., rồi TL. hoặc TUQ., rồi KT. hoặc Q.
    AuthorityOrder = 621, "thu-tu-quyen-han", Components, Error, Plan, No,
    Law("NĐ 30/2020, Điều 13; Phụ lục I, Phần I, II.7"),
    "thứ tự các dòng quyền hạn", "the order of the lines of authority" => order;
}

rule! {
    /// # TM. chỉ dùng cho tập thể
    ///
    /// ## Phát hiện gì
    /// Sau `TM.` là chức vụ một người, hoặc cơ quan làm việc theo chế độ thủ trưởng (sở, phòng, trường, trung tâm …).
    ///
    /// ## Vì sao
    /// Ký thay mặt tập thể thì ghi `TM.` trước tên tập thể lãnh đạo hoặc tên cơ quan làm việc theo chế độ tập thể; ở cơ quan làm việc theo chế độ thủ trưởng,
    /// người đứng đầu ký trực tiếp, không ghi `TM.` (NĐ 30/2020, Điều 13 và Phụ lục I, Phần I, II.7). Danh sách là của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky: { quyen_han: [TM. SỞ NỘI VỤ], chuc_vu: GIÁM ĐỐC, ho_ten: Nguyễn Văn Mẫu }   # sai
    /// ky: { chuc_vu: GIÁM ĐỐC, ho_ten: Nguyễn Văn Mẫu }                               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ dòng `TM.`
    ForSingleHead = 622, "tm-thu-truong", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Điều 13; Phụ lục I, Phần I, II.7"),
    "TM. trước chức vụ hoặc cơ quan chế độ thủ trưởng", "TM. before a title or a body with a single head" => single_head;
}

rule! {
    /// # KT. ghi trước chức vụ cấp trưởng, người ký là cấp phó
    ///
    /// ## Phát hiện gì
    /// Sau dòng `KT.` không phải chức vụ cấp phó, hoặc `KT.` đứng trước chính chức vụ cấp phó.
    ///
    /// ## Vì sao
    /// Cấp phó ký thay thì ghi `KT.` trước chức vụ của người đứng đầu, dòng sau ghi chức vụ của người ký (NĐ 30/2020, Điều 13 và Phụ lục I, Phần I, II.7).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky: { quyen_han: [KT. CHỦ TỊCH], chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }        # sai
    /// ky: { quyen_han: [KT. CHỦ TỊCH], chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }    # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Ghi đúng chức vụ cấp phó của người ký; nếu người ký là cấp trưởng thì bỏ dòng `KT.`
    DeputyForHead = 623, "kt-cap-truong", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Điều 13; Phụ lục I, Phần I, II.7"),
    "KT. mà người ký không phải cấp phó", "KT. while the signer is no deputy" => deputy_for_head;
}

rule! {
    /// # Cấp phó ký thiếu dòng KT.
    ///
    /// ## Phát hiện gì
    /// Hệ `nha-nuoc`: chức vụ người ký bắt đầu bằng «PHÓ» mà không có dòng `KT.` hay `TUQ.`; sau `TM.` chỉ xét Ủy ban nhân dân và Hội đồng nhân dân.
    ///
    /// ## Vì sao
    /// Cấp phó ký thay phải ghi `KT.` trước chức vụ của người đứng đầu, kể cả khi được giao phụ trách, điều hành (NĐ 30/2020, Điều 13 và
    /// Phụ lục I, Phần I, II.7). Mặt trận, Đảng và các tập thể khác có cách ghi riêng nên không bị xét.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky: { chuc_vu: PHÓ GIÁM ĐỐC, ho_ten: Nguyễn Văn Mẫu }                                 # sai
    /// ky: { quyen_han: [KT. GIÁM ĐỐC], chuc_vu: PHÓ GIÁM ĐỐC, ho_ten: Nguyễn Văn Mẫu }      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm dòng `KT.` và chức vụ của người đứng đầu.
    DeputyAlone = 624, "cap-pho-thieu-kt", Components, Warning, Plan, No,
    Heuristic("NĐ 30/2020, Điều 13; Phụ lục I, Phần I, II.7"),
    "cấp phó ký thiếu KT.", "a deputy signs without KT." => deputy_alone;
}

/// One signature: its lines of authority and its title.
struct Signature<'s, 'a> {
    lines: Vec<&'s Piece<'a>>,
    title: &'s Piece<'a>,
}

/// The signatures of a plan: authority lines stand before their title.
fn signatures<'s, 'a>(subject: &'s Subject<'a>) -> Vec<Signature<'s, 'a>> {
    let mut all = Vec::new();
    let mut lines = Vec::new();
    for piece in &subject.texts {
        match piece.role {
            Role::SignatureAuthority => lines.push(piece),
            Role::SignerTitle => all.push(Signature { lines: std::mem::take(&mut lines), title: piece }),
            _ => {}
        }
    }
    all
}

fn order(subject: &Subject<'_>, found: &mut Found) {
    for signature in signatures(subject) {
        let mut last: Option<(Mark, &Piece<'_>)> = None;
        for piece in &signature.lines {
            let Some((mark, len)) = mark_of(&piece.text) else { continue };
            if let Some((before, other)) = last.filter(|(before, _)| before.rank() >= mark.rank() && *before != mark) {
                let (vi, en) = if before.rank() == mark.rank() {
                    ("không đi cùng", "does not go with")
                } else {
                    ("đứng trước, không đứng sau", "stands before, not after,")
                };
                found
                    .report(
                        piece.place(0..len),
                        format!("dòng {} {vi} dòng {}", mark.name(), before.name()),
                        format!("{} {en} {}", mark.name(), before.name()),
                    )
                    .related(other.whole(), "dòng này", "this line")
                    .help(
                        "thứ tự: TM., rồi TL. hoặc TUQ., rồi KT. hoặc Q.",
                        "the order is TM., then TL. or TUQ., then KT. or Q.",
                    );
            }
            last = Some((mark, piece));
        }
    }
}

/// What has one head: titles and bodies.
const SINGLE_HEAD: &str = include_str!("che-do-thu-truong.txt");
/// Collective bodies whose names begin like those.
const COLLECTIVE: &str = include_str!("tap-the.txt");

fn single_head(subject: &Subject<'_>, found: &mut Found) {
    for piece in scan::of_roles(subject, &[Role::SignatureAuthority]) {
        let Some((Mark::OnBehalf, len)) = mark_of(&piece.text) else { continue };
        let name = piece.text.get(len..).unwrap_or_default().trim_start();
        let begins = |known: &str| beginning(name, known).is_some();
        if entries(COLLECTIVE).any(begins) || !entries(SINGLE_HEAD).any(begins) {
            continue;
        }
        found
            .report(
                piece.place(0..piece.text.len()),
                format!("«{}»: TM. chỉ dùng cho tập thể", piece.text),
                format!("“{}”: TM. is for collective bodies", piece.text),
            )
            .help("người đứng đầu ký trực tiếp: bỏ dòng TM.", "the head signs himself: leave the line out");
    }
}

/// Whether a title is that of a deputy.
fn is_deputy(title: &Piece<'_>) -> bool {
    ["phó", "thứ trưởng"].iter().any(|word| phrase_in(title, word).is_some())
}

fn deputy_for_head(subject: &Subject<'_>, found: &mut Found) {
    for signature in signatures(subject) {
        let Some(line) = signature.lines.last() else { continue };
        let Some((Mark::InPlace, len)) = mark_of(&line.text) else { continue };
        let head = line.text.get(len..).unwrap_or_default();
        if phrase(head, "phó").is_some_and(|range| head.get(..range.start).is_some_and(|b| b.trim().is_empty())) {
            found.report(
                line.place(0..line.text.len()),
                format!("KT. đứng trước chức vụ cấp trưởng, không trước «{}»", head.trim()),
                "KT. stands before the head's title",
            );
        } else if !is_deputy(signature.title) && !signature.title.text.contains('_') {
            found
                .report(
                    signature.title.whole(),
                    format!("ký thay (KT.) thì chức vụ người ký là cấp phó: «{}»", signature.title.text),
                    format!("who signs with KT. is a deputy: “{}”", signature.title.text),
                )
                .related(line.whole(), "dòng KT.", "the line of KT.");
        }
    }
}

fn deputy_alone(subject: &Subject<'_>, found: &mut Found) {
    if !scan::is_state(subject) || subject.kind.is_some_and(|kind| kind.signers > 1) {
        return found.not_evaluated();
    }
    for signature in signatures(subject) {
        let title = signature.title;
        if beginning(&title.text, "phó").is_none() {
            continue;
        }
        let marks: Vec<_> = signature.lines.iter().filter_map(|line| mark_of(&line.text)).collect();
        let replaced = marks.iter().any(|(mark, _)| matches!(mark, Mark::InPlace | Mark::Authorised));
        // Other collectives have their own ways.
        let own_ways = signature.lines.iter().any(|line| {
            let collective = ["ủy ban nhân dân", "uỷ ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd"];
            matches!(mark_of(&line.text), Some((Mark::OnBehalf, _)) | None)
                && !collective.iter().any(|name| phrase_in(line, name).is_some())
        });
        if !replaced && !own_ways {
            found
                .report(
                    title.whole(),
                    format!("cấp phó ký thì có dòng KT.: «{}»", title.text),
                    format!("a deputy signs with a line of KT.: “{}”", title.text),
                )
                .help("thêm vào `quyen_han`: KT. <CHỨC VỤ CẤP TRƯỞNG>", "add KT. and the head's title to `quyen_han`");
        }
    }
}
