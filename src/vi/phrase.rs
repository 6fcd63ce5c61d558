//! The phrases of a body's name, between which a long line of the header may break (NĐ 30/2020, Phụ
//! lục I, II.2: a long name may take several lines).

use std::ops::Range;

use super::text::{collapse_spaces, nfc};

/// The words that open the name of an administrative unit, as keys (see [`key`]).
const UNITS: [&[&str]; 9] = [
    &["thành", "phố"],
    &["thị", "trấn"],
    &["thị", "xã"],
    &["đặc", "khu"],
    &["tỉnh"],
    &["huyện"],
    &["quận"],
    &["xã"],
    &["phường"],
];

/// The beginnings of what may follow "cấp" as a level of administration (cấp tỉnh, cấp cơ sở, cấp
/// trung ương, cấp cao ...); other words make it a verb (cấp nước, cấp phép).
const LEVELS: [&str; 12] =
    ["tỉnh", "huyện", "quận", "xã", "phường", "thành", "thị", "đặc", "trung", "cơ", "quốc", "cao"];

/// Well-known bodies and parts of bodies after which a line may break, as keys.
const BODIES: [&[&str]; 14] = [
    &["ủy", "ban", "nhân", "dân"],
    &["hội", "đồng", "nhân", "dân"],
    &["ủy", "ban", "mặt", "trận", "tổ", "quốc", "việt", "nam"],
    &["ủy", "ban", "mttq", "việt", "nam"],
    &["ủy", "ban", "kiểm", "tra"],
    // Also the end of "ban thường trực".
    &["thường", "trực"],
    &["ban", "thường", "vụ"],
    &["ban", "chấp", "hành"],
    &["đảng", "ủy"],
    &["văn", "phòng"],
    &["đoàn", "đại", "biểu", "quốc", "hội"],
    &["tòa", "án", "nhân", "dân"],
    &["viện", "kiểm", "sát", "nhân", "dân"],
    &["trung", "tâm", "phục", "vụ", "hành", "chính", "công"],
];

/// Words that belong to what follows them: a line does not end with one.
const LEANING: [&str; 6] = ["và", "của", "thuộc", "tại", "các", "liên"];

/// Splits the name of a body into the phrases between which a long header line may break (NĐ
/// 30/2020, Phụ lục I, II.2). Joined with single spaces they give the name again, with its white
/// space collapsed; a blank name has none.
///
/// A phrase ends
///
/// - before an administrative unit word with a name (TỈNH QUẢNG NGÃI) or a level (CẤP TỈNH);
/// - after a well-known body (ỦY BAN NHÂN DÂN, VĂN PHÒNG ...), in both styles of tone marks;
/// - before VÀ;
///
/// and never before VIỆT NAM, after VÀ, or before a lone dash or other mark. An author who wants to
/// keep two words together writes a no-break space between them.
pub fn phrases(name: &str) -> Vec<String> {
    let name = collapse_spaces(name);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();

    let mut result: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        match result.last_mut() {
            Some(phrase) if !may_break(&words, &keys, index) => {
                phrase.push(' ');
                phrase.push_str(word);
            }
            _ => result.push((*word).to_owned()),
        }
    }
    result
}

/// Pairs of syllables that are one word, or stand for one: a line too long for its phrases does not break inside them.
const WORDS: &[&str] = &[
    "ủy ban",
    "nhân dân",
    "hội đồng",
    "mặt trận",
    "tổ quốc",
    "việt nam",
    "thường trực",
    "thường vụ",
    "chấp hành",
    "văn phòng",
    "đảng ủy",
    "tỉnh ủy",
    "đoàn thể",
    "đại biểu",
    "quốc hội",
    "trung tâm",
    "quản lý",
    "dự án",
    "đầu tư",
    "xây dựng",
    "công trình",
    "giao thông",
    "vận tải",
    "nông nghiệp",
    "nông thôn",
    "nông dân",
    "môi trường",
    "tài nguyên",
    "quan trắc",
    "khu vực",
    "miền núi",
    "dân tộc",
    "tôn giáo",
    "văn hóa",
    "thể thao",
    "du lịch",
    "giáo dục",
    "đào tạo",
    "khoa học",
    "công nghệ",
    "thông tin",
    "truyền thông",
    "tài chính",
    "kế hoạch",
    "nội vụ",
    "ngoại vụ",
    "tư pháp",
    "xã hội",
    "lao động",
    "thương binh",
    "y tế",
    "công thương",
    "công nghiệp",
    "thương mại",
    "thanh tra",
    "kiểm tra",
    "giám sát",
    "kiểm sát",
    "hành chính",
    "phục vụ",
    "trung học",
    "tiểu học",
    "cơ sở",
    "phổ thông",
    "mầm non",
    "mẫu giáo",
    "đại học",
    "cao đẳng",
    "trung cấp",
    "bệnh viện",
    "đa khoa",
    "dự phòng",
    "bảo hiểm",
    "bảo vệ",
    "phát triển",
    "kinh tế",
    "kỹ thuật",
    "dịch vụ",
    "thanh niên",
    "phụ nữ",
    "cựu chiến",
    "chiến binh",
    "liên hiệp",
    "liên minh",
    "hợp tác",
    "công đoàn",
    "công an",
    "quân sự",
    "chỉ huy",
    "chỉ đạo",
    "chính quyền",
    "địa phương",
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "chuyển đổi",
    "lưu trữ",
];

/// A phrase in which the syllables of one word are joined by no-break spaces.
pub fn glued(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    let mut text = String::with_capacity(phrase.len());
    let mut joined = false;
    for (index, word) in words.iter().enumerate() {
        // A syllable that was just joined begins no other word: quản lý dự án is two.
        if index > 0 {
            let pair = format!("{} {}", keys[index - 1], keys[index]);
            joined = !joined && WORDS.contains(&pair.as_str()) && !words[index - 1].ends_with(',');
            text.push(if joined { '\u{a0}' } else { ' ' });
        }
        text.push_str(word);
    }
    text
}

/// The places of the numbers with symbols in a text: digits, `/`, letters, and at least one group behind a hyphen
/// (`12/CTr-MTTQ-BTT`, `30/2020/NĐ-CP` from `2020/`).
pub fn symbols(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(slash) = text[at..].find('/').map(|p| at + p) {
        let digits = text[at..slash].bytes().rev().take_while(u8::is_ascii_digit).count();
        let letters = run(&text[slash + 1..], char::is_alphabetic);
        let mut end = slash + 1 + letters;
        at = end.max(slash + 1);
        if digits == 0 || letters == 0 {
            continue;
        }
        let start = slash - digits;
        let mut whole = None;
        while text[end..].starts_with('-') {
            let group = run(&text[end + 1..], |c| c.is_alphanumeric() || c == '.');
            // A full stop behind the symbol is the sentence's.
            let kept = text[end + 1..end + 1 + group].trim_end_matches('.').len();
            if kept == 0 {
                break;
            }
            whole = Some(end + 1 + kept);
            end += 1 + group;
            if kept < group {
                break;
            }
        }
        if let Some(end) = whole {
            found.push(start..end);
            at = end;
        }
    }
    found
}

/// The length in bytes of the first characters that `is` holds for.
fn run(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is(c)).unwrap_or(text.len())
}

/// Whether a line may break before the word at `index`, which is not the first.
fn may_break(words: &[&str], keys: &[String], index: usize) -> bool {
    let (before, from) = keys.split_at(index);
    let leaning = before.last().is_some_and(|last| LEANING.contains(&last.as_str()));
    // A mark without letters has an empty key and stays with the words before it.
    let mark = from.first().is_none_or(String::is_empty);
    if leaning || mark || starts_with(from, &["việt", "nam"]) {
        return false;
    }
    starts_with(from, &["và"])
        || BODIES.iter().any(|body| ends_with(before, body)) && !starts_with(from, &["phẩm"])
        || opens_level(before, from)
        || opens_unit(words, keys, index)
}

/// Whether a level of administration starts here: "cấp tỉnh", but not "trung cấp" or "cấp nước".
fn opens_level(before: &[String], from: &[String]) -> bool {
    let compound = before.last().is_some_and(|last| matches!(last.as_str(), "trung" | "sơ" | "cao" | "cung" | "trợ"));
    let level = from.get(1).is_some_and(|next| LEVELS.contains(&next.as_str()));
    !compound && level && starts_with(from, &["cấp"])
}

/// Whether an administrative unit with its name starts at `index`.
fn opens_unit(words: &[&str], keys: &[String], index: usize) -> bool {
    let (before, from) = keys.split_at(index);
    let Some(unit) = UNITS.iter().find(|unit| starts_with(from, unit)) else {
        return false;
    };
    let first = words[index];
    let last = words[index + unit.len() - 1];
    let Some(name) = words.get(index + unit.len()) else {
        return false;
    };
    // "xã, phường" is a list of kinds of units, and "xã hội" in lower case is not a name.
    let named = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    if !named || !last.ends_with(char::is_alphanumeric) || starts_with(&from[unit.len()..], &["và"]) {
        return false;
    }
    // In "xã Hội An" the case tells the unit from its name; in capitals only the words can.
    if first.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let previous = before.last().map_or("", String::as_str);
    let compound = match *unit {
        ["xã"] => matches!(previous, "thị" | "tác" | "cấp") || starts_with(from, &["xã", "hội"]),
        ["tỉnh"] => previous == "cấp" || starts_with(from, &["tỉnh", "lộ"]),
        ["đặc", "khu"] => previous == "cấp" || starts_with(from, &["đặc", "khu", "kinh", "tế"]),
        _ => previous == "cấp",
    };
    !compound
}

/// Whether the keys start with these words.
fn starts_with(keys: &[String], words: &[&str]) -> bool {
    keys.len() >= words.len() && keys.iter().zip(words).all(|(key, word)| key == word)
}

/// Whether the keys end with these words.
fn ends_with(keys: &[String], words: &[&str]) -> bool {
    keys.len().checked_sub(words.len()).is_some_and(|start| starts_with(&keys[start..], words))
}

/// A word for comparison: NFC, lower case, without marks at its ends, with the tone mark in the old
/// place (ủy for uỷ, tòa for toà) as far as the words above need it.
fn key(word: &str) -> String {
    let word = nfc(word).to_lowercase();
    match word.trim_matches(|c: char| !c.is_alphanumeric()) {
        "uỷ" => "ủy".to_owned(),
        "toà" => "tòa".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_of_documents() {
        for (text, expected) in [
            ("số 12/CTr-MTTQ-BTT ngày", vec!["12/CTr-MTTQ-BTT"]),
            ("Nghị định số 30/2020/NĐ-CP.", vec!["2020/NĐ-CP"]),
            ("5/QĐ-UBND, 6/KH-UBND.VX.", vec!["5/QĐ-UBND", "6/KH-UBND.VX"]),
            ("ngày 15/3/2026, 01/đơn vị, và/hoặc, 3/Q-", vec![]),
            ("/-/1/", vec![]),
        ] {
            let found: Vec<&str> = symbols(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    /// Each row writes the expected breaks as " | ".
    #[test]
    fn table() {
        for expected in [
            "ỦY BAN NHÂN DÂN | TỈNH QUẢNG NGÃI",
            "UỶ BAN NHÂN DÂN | TỈNH QUẢNG NGÃI",
            "U\u{309}Y BAN NHÂN DÂN | TỈNH QUẢNG NGÃI",
            "Ủy ban nhân dân | thành phố Đà Nẵng",
            "ỦY BAN NHÂN DÂN | QUẬN 1 | THÀNH PHỐ HỒ CHÍ MINH",
            "ỦY BAN NHÂN DÂN | XÃ HỘI AN",
            "ỦY BAN NHÂN DÂN | ĐẶC KHU LÝ SƠN",
            "ỦY BAN NHÂN DÂN | THỊ XÃ ĐỨC PHỔ",
            "HỘI ĐỒNG NHÂN DÂN | THỊ TRẤN SỊA",
            "BAN THƯỜNG TRỰC | ỦY BAN MTTQ VIỆT NAM | TỈNH QUẢNG NGÃI",
            "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM | PHƯỜNG CẨM THÀNH",
            "VĂN PHÒNG | HỘI ĐỒNG NHÂN DÂN | VÀ ỦY BAN NHÂN DÂN | HUYỆN BA TƠ",
            "VĂN PHÒNG | ĐOÀN ĐẠI BIỂU QUỐC HỘI | VÀ HỘI ĐỒNG NHÂN DÂN | TỈNH GIA LAI",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG | XÃ MĂNG ĐEN",
            "SỞ VĂN HÓA, THỂ THAO | VÀ DU LỊCH | TỈNH KON TUM",
            "Sở Văn hóa, Thể thao | và Du lịch | tỉnh Kon Tum",
            "SỞ LAO ĐỘNG - THƯƠNG BINH | VÀ XÃ HỘI | TỈNH KON TUM",
            "BẢO HIỂM XÃ HỘI | TỈNH QUẢNG NGÃI",
            "Bảo hiểm xã hội | tỉnh Quảng Ngãi",
            "LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
            "HỘI NÔNG DÂN | xã Hội An",
            "TRƯỜNG THCS NGUYỄN DU",
            "TRƯỜNG TRUNG CẤP QUỐC TẾ",
            "CÔNG TY CẤP NƯỚC | TỈNH GIA LAI",
            "HỘI ĐỒNG SÁNG KIẾN | CẤP TỈNH",
            "TOÀ ÁN NHÂN DÂN | CẤP CAO TẠI HÀ NỘI",
            "TÒA ÁN NHÂN DÂN | KHU VỰC 1",
            "BAN TUYÊN GIÁO | TỈNH ỦY",
            "VĂN PHÒNG VIỆT NAM",
            "CÔNG TY VĂN PHÒNG PHẨM HỒNG HÀ",
            "BAN CHỈ ĐẠO TỈNH",
            "BAN QUẢN LÝ XÃ, PHƯỜNG",
            "VĂN PHÒNG - TỔ CHỨC",
            "BỘ NỘI VỤ",
            "HỘI ĐỒNG NHÂN DÂN | TỈNH A | VÀ THÀNH PHỐ B",
            "ĐẢNG ỦY | XÃ BÌNH SƠN",
            "BAN CHẤP HÀNH | TỈNH ĐOÀN",
            "VÀ",
        ] {
            let name = expected.replace(" | ", " ");
            assert_eq!(phrases(&name).join(" | "), expected);
        }
    }

    #[test]
    fn syllables_of_one_word_stay_together() {
        for (expected, phrase) in [
            ("ỦY_BAN MẶT_TRẬN TỔ_QUỐC VIỆT_NAM", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"),
            ("BAN QUẢN_LÝ DỰ_ÁN ĐẦU_TƯ XÂY_DỰNG", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG"),
            ("TRUNG_TÂM QUAN_TRẮC TÀI_NGUYÊN", "TRUNG TÂM QUAN TRẮC TÀI NGUYÊN"),
        ] {
            assert_eq!(glued(phrase).replace('\u{a0}', "_"), expected);
        }
    }

    #[test]
    fn white_space() {
        assert!(phrases("").is_empty());
        assert!(phrases(" \n ").is_empty());
        assert_eq!(phrases("  ỦY BAN\nNHÂN  DÂN TỈNH\tGIA LAI "), ["ỦY BAN NHÂN DÂN", "TỈNH GIA LAI"]);
        assert_eq!(phrases("SỞ Y TẾ\u{a0}TỈNH GIA LAI").len(), 1);
    }
}
