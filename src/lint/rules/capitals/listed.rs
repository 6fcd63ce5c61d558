//! Names that stand in a list with their capitals.

use std::ops::Range;
use std::sync::LazyLock;

use crate::lint::phrases::Phrases;
use crate::lint::rule::rule;
use crate::lint::scan::{between, of_roles, words_of};
use crate::lint::words::{all_capital, capital, capitalised, in_address, lower, word_after, word_before, words};
use crate::lint::{Found, Piece, Role, Safety, Subject};

static PLACES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("fixed-names.txt")));
static REGIONS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("regions.txt")));
static BODIES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("bodies.txt")));
static PEOPLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("people-state.txt")));
static PARTY: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("party.txt")));

rule! {
    /// # Thủ đô Hà Nội, Thành phố Hồ Chí Minh
    ///
    /// ## Phát hiện gì
    /// `thủ đô Hà Nội`, `thành phố Hồ Chí Minh` viết không đúng chữ hoa. Dòng viết hoa toàn bộ không tính.
    ///
    /// ## Vì sao
    /// Đây là hai trường hợp viết hoa đặc biệt được nêu đích danh (NĐ 30/2020, Phụ lục II, III.1c).
    ///
    /// ## Ví dụ
    /// ```text
    /// tại thành phố Hồ Chí Minh      # sai
    /// tại Thành phố Hồ Chí Minh      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa chữ `Thủ`, chữ `Thành`. `--fix` làm được việc này.
    FixedPlace = 656, "thu-do-thanh-pho-ho-chi-minh", Capitals, Error, Plan, Safe,
    Law("NĐ 30/2020, Phụ lục II, III.1c"),
    "tên Thủ đô Hà Nội, Thành phố Hồ Chí Minh viết sai chữ hoa", "the capital's or Ho Chi Minh City's name lacks its capitals" =>
        |subject, found| listed(subject, found, &PLACES, Safety::Safe, |_, _| false);
}

rule! {
    /// # Viết hoa tên vùng, miền
    ///
    /// ## Phát hiện gì
    /// Tên vùng tạo bởi từ chỉ phương hướng viết chưa đủ chữ hoa: `Tây nguyên`, `Nam bộ`, `đông nam bộ`. Không xét `tây bắc`, `đông bắc`, vì cũng là
    /// hướng.
    ///
    /// ## Vì sao
    /// Tên vùng, miền cấu tạo bằng từ chỉ phương hướng viết hoa chữ cái đầu các âm tiết: Tây Bắc, Bắc Bộ (NĐ 30/2020, Phụ lục II, III.1đ).
    ///
    /// ## Ví dụ
    /// ```text
    /// các tỉnh Tây nguyên      # sai
    /// các tỉnh Tây Nguyên      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa mọi âm tiết của tên vùng. `--fix` làm được việc này.
    Region = 657, "ten-vung-mien", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, III.1đ"),
    "tên vùng, miền viết thiếu chữ hoa", "the name of a region lacks capitals" =>
        |subject, found| listed(subject, found, &REGIONS, Safety::Safe, |piece, range| {
            // "các nam bộ đội": no region.
            lower(word_after(&piece.text, range.end)) == "đội" || word_before(&piece.text, range.start) == "cán"
        });
}

rule! {
    /// # Viết hoa tên cơ quan, tổ chức
    ///
    /// ## Phát hiện gì
    /// Tên đầy đủ của một số cơ quan, tổ chức viết thừa hay thiếu chữ hoa: `Ủy Ban Nhân Dân`, `Bộ Giáo Dục và Đào Tạo`, `Sở tài chính`, `ubnd`. Chỉ xét
    /// các tên trong danh sách, và đảng ủy, đảng bộ của một xã, phường, tỉnh có tên (`đảng ủy xã Mẫu`); dòng viết hoa toàn bộ không tính.
    ///
    /// ## Vì sao
    /// Viết hoa chữ cái đầu của các từ, cụm từ chỉ loại hình cơ quan, chức năng, lĩnh vực hoạt động: Bộ Tài nguyên và Môi trường, Ủy ban nhân dân,
    /// Hội đồng nhân dân (NĐ 30/2020, Phụ lục II, IV.1). Danh sách gồm các tên có trong luật, nghị định.
    ///
    /// ## Ví dụ
    /// ```text
    /// Ủy Ban Nhân Dân xã      # sai
    /// Ủy ban nhân dân xã      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết đúng tên cơ quan. `--fix` làm được việc này.
    BodyName = 658, "ten-co-quan", Capitals, Warning, Plan, Safe,
    Heuristic("NĐ 30/2020, Phụ lục II, IV.1"),
    "tên cơ quan, tổ chức viết sai chữ hoa", "the name of a body has wrong capitals" => body_name;
}

fn body_name(subject: &Subject<'_>, found: &mut Found) {
    listed(subject, found, &BODIES, Safety::Safe, |piece, range| {
        // "cán bộ nội vụ", "cơ sở tài chính": another noun ends here.
        let before = lower(word_before(&piece.text, range.start));
        matches!(before.as_str(), "cán" | "cơ" | "nội" | "liên" | "toàn" | "trụ" | "tổng")
    });
    party_bodies(subject, found);
}

/// `đảng ủy xã Mẫu`: a body with its name.
fn party_bodies(subject: &Subject<'_>, found: &mut Found) {
    let texts = of_roles(subject, &[Role::Body, Role::Base, Role::Field, Role::Addressee, Role::Recipient]);
    for piece in texts.filter(|piece| piece.text.contains("đảng ")) {
        let words = words_of(piece);
        for group in words.windows(4) {
            let [party, committee, unit, name] = group else { continue };
            let joined = group.windows(2).all(|pair| between(&piece.text, &pair[0], &pair[1]) == " ");
            let committee = party.text == "đảng" && matches!(committee.text, "ủy" | "uỷ" | "bộ");
            // Without a name it may be any of them: "đảng ủy xã, phường".
            if !committee || !joined || !matches!(unit.text, "xã" | "phường" | "tỉnh") || !capital(name.text) {
                continue;
            }
            if matches!(lower(word_before(&piece.text, party.start)).as_str(), "các" | "những" | "mỗi" | "một") {
                continue;
            }
            let shown = &piece.text[party.start..name.end()];
            found
                .report(
                    piece.place(party.range()),
                    format!("«{shown}» viết là «{}»", capitalised(shown)),
                    format!("«{shown}» is written «{}»", capitalised(shown)),
                )
                .replace(piece.exact(party.range()), capitalised(party.text), Safety::Safe);
        }
    }
}

rule! {
    /// # Viết hoa Nhân dân, Nhà nước
    ///
    /// ## Phát hiện gì
    /// `nhân dân`, `nhà nước` viết thường khi đứng một mình như danh từ riêng: của nhân dân, các tầng lớp nhân dân, Đảng và nhà nước. Không xét trong
    /// cụm từ khác: Ủy ban nhân dân, cơ quan nhà nước, ngân sách nhà nước.
    ///
    /// ## Vì sao
    /// Danh từ thuộc trường hợp đặc biệt: Nhân dân, Nhà nước (NĐ 30/2020, Phụ lục II, V.1). Các cụm từ nhận biết do chương trình chọn.
    ///
    /// ## Ví dụ
    /// ```text
    /// đời sống của nhân dân      # sai
    /// đời sống của Nhân dân      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Nhân`, `Nhà`.
    PeopleAndState = 659, "nhan-dan-nha-nuoc", Capitals, Warning, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.1"),
    "Nhân dân, Nhà nước viết thường", "the People or the State lacks its capital" =>
        |subject, found| listed(subject, found, &PEOPLE, Safety::Unsafe, |piece, range| {
            // "do nhà nước ngoài", "cho nhân dân công": the term goes on.
            matches!(lower(word_after(&piece.text, range.end)).as_str(), "ngoài" | "công" | "tệ" | "tự")
        });
}

rule! {
    /// # Viết hoa Đảng, Bác
    ///
    /// ## Phát hiện gì
    /// `đảng` chỉ Đảng Cộng sản Việt Nam viết thường trong một số cụm từ chắc chắn: của đảng, đảng và Nhà nước; `bác Hồ`. Không xét đảng viên, đảng
    /// bộ, đảng ủy.
    ///
    /// ## Vì sao
    /// Danh từ chung đã riêng hóa viết hoa chữ cái đầu: Bác, Người, Đảng (NĐ 30/2020, Phụ lục II, V.4).
    ///
    /// ## Ví dụ
    /// ```text
    /// chủ trương của đảng      # sai
    /// chủ trương của Đảng      # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Viết hoa `Đảng`, `Bác`.
    Party = 668, "dang-bac", Capitals, Note, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục II, V.4"),
    "Đảng, Bác viết thường", "the Party or Uncle Ho lacks the capital" =>
        |subject, found| listed(subject, found, &PARTY, Safety::Unsafe, |piece, range| {
            let next = lower(word_after(&piece.text, range.end));
            matches!(next.as_str(), "viên" | "bộ" | "ủy" | "uỷ" | "đoàn" | "phí" | "phái" | "cầm" | "vụ" | "tịch" | "khác" | "nào")
        });
}

/// Reports what differs from a list in its capitals only. `skip` knows where the words mean something else.
pub(super) fn listed(
    subject: &Subject<'_>,
    found: &mut Found,
    list: &Phrases,
    safety: Safety,
    skip: fn(&Piece<'_>, &Range<usize>) -> bool,
) {
    // Names of persons are not in the lists, and what the decree prints in capitals is another rule's.
    let named = |piece: &&Piece<'_>| {
        let other = matches!(
            piece.role,
            Role::SignerName | Role::Person | Role::Footer | Role::Parent | Role::Issuer | Role::Authority
        );
        !other && !matches!(piece.role, Role::SignatureAuthority | Role::SignerTitle | Role::AppendixTitle)
    };
    for piece in subject.texts.iter().filter(named) {
        for (range, phrase) in list.matches(piece.read()) {
            let text = &piece.text[range.clone()];
            let Some((own, right)) = differing(text, &phrase.right) else { continue };
            if all_capital(text, 1) || in_address(&piece.text, range.start) || skip(piece, &range) {
                continue;
            }
            let place = range.start + own.start..range.start + own.end;
            found
                .report(
                    piece.place(place.clone()),
                    format!("«{text}» viết là «{}»", written(text, &phrase.right)),
                    format!("«{text}» is written «{}»", written(text, &phrase.right)),
                )
                .replace(piece.exact(place), right, safety);
        }
    }
}

/// The phrase as it is written here: its first letter may begin a sentence.
fn written(text: &str, right: &str) -> String {
    if right.chars().next().is_some_and(char::is_lowercase) {
        let first = text.chars().next().map(String::from).unwrap_or_default();
        return first + right.get(right.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    right.to_owned()
}

/// From the first to the last word that differs, and what stands there instead. Both texts are alike but for capitals.
fn differing(text: &str, right: &str) -> Option<(Range<usize>, String)> {
    let right = written(text, right);
    if right.len() != text.len() {
        return None;
    }
    let wrong: Vec<Range<usize>> =
        words(text).filter(|word| text.get(word.clone()) != right.get(word.clone())).collect();
    let place = wrong.first()?.start..wrong.last()?.end;
    let right = right.get(place.clone())?.to_owned();
    Some((place, right))
}
