//! Elements that the decree prints in capitals, and those that it does not.

use crate::lint::rule::rule;
use crate::lint::scan::{all_capital, of_roles, words_of};
use crate::lint::words::in_word;
use crate::lint::{Found, Piece, Role, Safety, Subject};

rule! {
    /// # Tên cơ quan, thẩm quyền ban hành viết bằng chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Tên cơ quan chủ quản, tên cơ quan ban hành hoặc dòng thẩm quyền ban hành (`tham_quyen`) còn chữ thường.
    ///
    /// ## Vì sao
    /// Tên cơ quan, tổ chức ban hành và tên cơ quan chủ quản trực tiếp trình bày bằng chữ in hoa (NĐ 30/2020, Phụ lục I, Phần I, II.2 và mục V).
    /// Chương trình in đúng chữ đã ghi, không tự đổi sang chữ hoa.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// co_quan: { ban_hanh: Ủy ban nhân dân xã Mẫu }     # sai
    /// co_quan: { ban_hanh: ỦY BAN NHÂN DÂN XÃ MẪU }     # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại bằng chữ in hoa. `--fix` làm được việc này.
    AgencyCapitals = 600, "co-quan-viet-thuong", Components, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.2"),
    "tên cơ quan còn chữ thường", "the name of a body has small letters" => agencies;
}

rule! {
    /// # Chức vụ người ký viết bằng chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Dòng quyền hạn (`TM. …`, `KT. …`) hoặc chức vụ người ký còn chữ thường.
    ///
    /// ## Vì sao
    /// Quyền hạn, chức vụ của người ký trình bày bằng chữ in hoa, kiểu chữ đứng, đậm (NĐ 30/2020, Phụ lục I, Phần I, II.7).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky: { quyen_han: [KT. Chủ tịch], chuc_vu: Phó Chủ tịch, ho_ten: Nguyễn Văn Mẫu }   # sai
    /// ky: { quyen_han: [KT. CHỦ TỊCH], chuc_vu: PHÓ CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }   # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại bằng chữ in hoa. `--fix` làm được việc này.
    TitleCapitals = 625, "chuc-vu-viet-thuong", Components, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.7"),
    "quyền hạn, chức vụ người ký còn chữ thường", "authority or title of the signer has small letters" => titles;
}

rule! {
    /// # Họ tên người ký không viết toàn chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Họ tên người ký gồm toàn chữ in hoa.
    ///
    /// ## Vì sao
    /// Họ và tên người ký trình bày bằng chữ in thường, kiểu chữ đứng, đậm (NĐ 30/2020, Phụ lục I, Phần I, II.7), chỉ viết hoa chữ cái đầu
    /// mỗi âm tiết (Phụ lục II, mục II).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ho_ten: NGUYỄN VĂN MẪU      # sai
    /// ho_ten: Nguyễn Văn Mẫu      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Chỉ để chữ hoa ở đầu mỗi âm tiết. `--fix` làm được việc này.
    NameCapitals = 627, "ho-ten-viet-hoa", Components, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, II.7"),
    "họ tên người ký toàn chữ in hoa", "the signer's name is all in capitals" => names;
}

rule! {
    /// # Tiêu đề phụ lục viết bằng chữ in hoa
    ///
    /// ## Phát hiện gì
    /// Tiêu đề của phụ lục còn chữ thường.
    ///
    /// ## Vì sao
    /// Tiêu đề (tên) của phụ lục trình bày bằng chữ in hoa, kiểu chữ đứng, đậm (NĐ 30/2020, Phụ lục I, Phần I, III.1).
    ///
    /// ## Ví dụ
    /// ```yaml
    /// tieu_de: Danh sách mô hình điểm      # sai
    /// tieu_de: DANH SÁCH MÔ HÌNH ĐIỂM      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết lại bằng chữ in hoa. `--fix` làm được việc này.
    AppendixCapitals = 638, "phu-luc-viet-thuong", Components, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục I, Phần I, III.1"),
    "tiêu đề phụ lục còn chữ thường", "the title of an appendix has small letters" => appendices;
}

fn agencies(subject: &Subject<'_>, found: &mut Found) {
    let message = ("tên cơ quan viết bằng chữ in hoa", "the name of a body is printed in capitals");
    each(subject, &[Role::Parent, Role::Issuer, Role::Authority], message, found);
}

fn titles(subject: &Subject<'_>, found: &mut Found) {
    let message = ("quyền hạn, chức vụ viết bằng chữ in hoa", "authority and title are printed in capitals");
    each(subject, &[Role::SignatureAuthority, Role::SignerTitle], message, found);
}

fn appendices(subject: &Subject<'_>, found: &mut Found) {
    let message = ("tiêu đề phụ lục viết bằng chữ in hoa", "the title of an appendix is printed in capitals");
    each(subject, &[Role::AppendixTitle], message, found);
}

/// Reports the first word with small letters of each text.
fn each(subject: &Subject<'_>, roles: &[Role], message: (&str, &str), found: &mut Found) {
    for piece in of_roles(subject, roles) {
        let small = words_of(piece).into_iter().find(|word| word.text.chars().any(char::is_lowercase));
        let Some(word) = small else { continue };
        let shown = word.text;
        found
            .report(piece.place(word.range()), format!("{}: «{shown}»", message.0), format!("{}: “{shown}”", message.1))
            .replace(whole(piece), piece.text.to_uppercase(), Safety::Safe);
    }
}

/// The whole text, where it holds no expression.
fn whole(piece: &Piece<'_>) -> Option<crate::diag::Span> {
    piece.exact(0..piece.text.len()).filter(|_| !piece.text.contains('_'))
}

fn names(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::SignerName]).filter(|piece| all_capital(&piece.text, MANY_LETTERS)) {
        found
            .report(
                piece.whole(),
                format!("họ tên không viết toàn chữ in hoa: «{}»", piece.text),
                format!("a name is not all in capitals: “{}”", piece.text),
            )
            .replace(whole(piece), initials(&piece.text), Safety::Safe);
    }
}

/// Names of few letters (`Y A`) are capital as they are.
const MANY_LETTERS: usize = 5;

/// The text with a capital at the beginning of each word only.
fn initials(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = in_word(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn one_capital_a_word() {
        assert_eq!(initials("NGUYỄN VĂN MẪU"), "Nguyễn Văn Mẫu");
        assert_eq!(initials("H’HEN NIÊ"), "H’Hen Niê");
    }
}
