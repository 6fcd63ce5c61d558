//! Hyphens and dashes.

use std::ops::Range;

use crate::lint::rule::rule;
use crate::lint::words::{after, before, in_address, in_word};
use crate::lint::{Found, Piece, Role, Safety, Shape, Subject};

rule! {
    /// # Dấu gạch nối có dấu cách cả hai bên, hoặc không có bên nào
    ///
    /// ## Phát hiện gì
    /// Dấu `-` giữa hai chữ mà chỉ một bên có dấu cách: `kinh tế- xã hội`, `kinh tế -xã hội`.
    ///
    /// ## Vì sao
    /// Các mẫu của NĐ 30/2020 viết dấu gạch nối giữa hai cụm từ với dấu cách hai bên (Độc lập - Tự do - Hạnh phúc); giữa hai số, trong ký hiệu thì
    /// viết liền. Viết cách một bên không theo lối nào.
    ///
    /// ## Ví dụ
    /// ```text
    /// kinh tế- xã hội      # sai
    /// kinh tế - xã hội      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Thêm dấu cách bên còn thiếu. `--fix` làm được việc này.
    HalfBlankDash = 706, "gach-noi-cach-mot-ben", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "dấu gạch nối chỉ cách một bên", "a hyphen has a blank on one side only" => half_blank_dash;
}

rule! {
    /// # Dùng một loại dấu gạch giữa hai cụm từ
    ///
    /// ## Phát hiện gì
    /// Trong cùng một văn bản có chỗ viết ` - `, có chỗ viết ` – ` (gạch dài). Loại ít dùng hơn được chỉ ra.
    ///
    /// ## Vì sao
    /// Các mẫu của NĐ 30/2020 dùng dấu gạch nối ngắn; dùng thống nhất là thông lệ. Word hay tự đổi `-` thành `–` khi gõ.
    ///
    /// ## Ví dụ
    /// ```text
    /// Tổ chức – Tuyên giáo … Dân chủ - Pháp luật      # sai
    /// Tổ chức - Tuyên giáo … Dân chủ - Pháp luật      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Dùng một loại dấu. `--fix` làm được việc này.
    MixedDashes = 707, "lan-dau-gach", Text, Note, Plan, Safe,
    Custom("thông lệ"),
    "lẫn gạch ngắn và gạch dài", "hyphens and dashes are mixed" => mixed_dashes;
}

fn running<'s, 'a>(subject: &'s Subject<'a>) -> impl Iterator<Item = &'s Piece<'a>> {
    let named =
        |piece: &&Piece<'_>| !matches!(piece.role, Role::SignerName | Role::Person | Role::Footer | Role::Archive);
    subject.texts.iter().filter(named).filter(|piece| piece.shape != Shape::Table)
}

fn half_blank_dash(subject: &Subject<'_>, found: &mut Found) {
    for piece in running(subject).filter(|piece| piece.may_have('-') || piece.may_have('–')) {
        let places = half_blank(piece);
        let Some((first, _)) = places.first() else { continue };
        // A line of places often has several: one finding for each line.
        let finding = found.report(
            piece.place(first.clone()),
            format!("dấu gạch nối chỉ có dấu cách một bên ({} chỗ trong dòng)", places.len()),
            format!("a hyphen has a blank on one side only ({} in this line)", places.len()),
        );
        finding.help("thêm dấu cách bên kia", "put a blank on the other side, too");
        for (place, right) in places {
            finding.replace(piece.exact(place), right, Safety::Safe);
        }
    }
}

/// The dashes with a blank on one side, each with what stands there instead.
fn half_blank(piece: &Piece<'_>) -> Vec<(Range<usize>, String)> {
    let text = piece.text.as_ref();
    let mut places = Vec::new();
    for (at, dash) in text.char_indices().filter(|(at, c)| matches!(c, '-' | '–') && *at > piece.start) {
        let end = at + dash.len_utf8();
        let (left, right) = (before(text, at), after(text, end));
        let letter = |c: Option<char>| c.is_some_and(|c| in_word(c) || "”)“(".contains(c));
        let far_left = before(text, text[..at].trim_end().len());
        let far_right = after(text, text.len() - text[end..].trim_start().len());
        let lacks_left = letter(left) && right == Some(' ') && letter(far_right);
        // " -5" is a figure, and so is " 3 -5".
        let lacks_right = left == Some(' ') && right.is_some_and(char::is_alphabetic) && letter(far_left);
        if (lacks_left || lacks_right) && !in_address(text, at) {
            let right = if lacks_left { format!(" {dash}") } else { format!("{dash} ") };
            places.push((at..end, right));
        }
    }
    places
}

fn mixed_dashes(subject: &Subject<'_>, found: &mut Found) {
    let places = |piece: &Piece<'_>, dash: char| -> Vec<usize> {
        let sought = format!(" {dash} ");
        piece.text.match_indices(&sought).map(|(at, _)| at + 1).filter(|at| *at > piece.start).collect()
    };
    let with = |dash| running(subject).filter(move |piece| piece.may_have(dash));
    let count = |dash| with(dash).map(|piece| places(piece, dash).len()).sum::<usize>();
    let (short, long) = (count('-'), count('–'));
    if short == 0 || long == 0 {
        return;
    }
    let (rare, kept) = if long > short { ('-', '–') } else { ('–', '-') };
    for piece in with(rare) {
        for at in places(piece, rare) {
            let place = at..at + rare.len_utf8();
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{rare}»: phần lớn văn bản dùng «{kept}»"),
                    format!("«{rare}»: most of the document writes «{kept}»"),
                )
                .replace(piece.exact(place), kept, Safety::Safe);
        }
    }
}
