//! Which encoding a file that is not plain Unicode has: old Vietnamese files are many, and "not UTF-8" helps no clerk.

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

use crate::diag::Text;
use crate::vi::text::nfc;

/// An encoding that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legacy {
    /// Two bytes for each character.
    Utf16,
    /// Windows' own Vietnamese code page: letters and tone marks apart.
    Windows1258,
    /// TCVN 5712:1993, "ABC": fonts named `.Vn…`.
    Tcvn3,
    /// VNI: fonts named `VNI-…`.
    Vni,
    /// UTF-8 that some program took for a Western encoding: `Tráº§n` for `Trần`.
    Garbled,
    /// Something else.
    Unknown,
}

impl Legacy {
    /// What it is, and what to do.
    pub fn wording(self) -> Text {
        let (vi, en) = match self {
            Self::Utf16 => ("bảng mã UTF-16", "it is UTF-16"),
            Self::Windows1258 => ("bảng mã Windows-1258", "it is Windows-1258"),
            Self::Tcvn3 => ("bảng mã TCVN3 (ABC, phông .Vn…)", "it is in TCVN3 (ABC, fonts named .Vn…)"),
            Self::Vni => ("bảng mã VNI (phông VNI-…)", "it is in VNI (fonts named VNI-…)"),
            Self::Garbled => {
                ("chữ đã hỏng (UTF-8 bị mở nhầm bảng mã)", "its letters are garbled (UTF-8 opened in a wrong encoding)")
            }
            Self::Unknown => ("không phải UTF-8", "it is not UTF-8"),
        };
        match self {
            Self::Tcvn3 | Self::Vni => Text::new(
                format!("{vi}; chuyển mã sang Unicode (UniKey: Ctrl+Shift+F6) rồi lưu lại dạng CSV UTF-8"),
                format!("{en}; convert it to Unicode (UniKey: Ctrl+Shift+F6) and save it as CSV UTF-8"),
            ),
            Self::Garbled => Text::new(
                format!("{vi}; lấy lại tệp gốc, trong Excel mở bằng Dữ liệu > Từ văn bản, chọn UTF-8"),
                format!("{en}; take the original file, and in Excel open it by Data > From Text as UTF-8"),
            ),
            _ => Text::new(
                format!("{vi}; trong Excel lưu lại dạng CSV UTF-8"),
                format!("{en}; save it as CSV UTF-8 in Excel"),
            ),
        }
    }
}

/// The encoding that the first bytes of a file tell by themselves.
pub fn of_start(bytes: &[u8]) -> Option<Legacy> {
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    (marked || bytes.iter().take(64).any(|b| *b == 0)).then_some(Legacy::Utf16)
}

/// The encoding of bytes that are not UTF-8.
pub fn of_bytes(bytes: &[u8]) -> Legacy {
    // Fonts of the old encodings put their letters where Western letters are.
    if let Some(legacy) = of_text(&WINDOWS_1252.decode_without_bom_handling(bytes).0) {
        return legacy;
    }
    let text = WINDOWS_1258.decode_without_bom_handling(bytes).0;
    let composed = nfc(&text);
    let vietnamese = composed.chars().filter(|c| is_vietnamese(*c)).count();
    if vietnamese > 0 && !composed.contains('\u{fffd}') { Legacy::Windows1258 } else { Legacy::Unknown }
}

/// The encoding of fonts that a Unicode text was typed in, if it looks like one: `NguyÔn V¨n` (TCVN3), `Nguyeãn Vaên` (VNI). The longer the
/// text, the surer: names such as `Müller` or `Raúl` are no sign of either.
pub fn of_text(text: &str) -> Option<Legacy> {
    if text.chars().any(is_vietnamese) {
        return None;
    }
    let (mut vni, mut tcvn3, mut marked) = (0, 0, 0);
    let mut before = ' ';
    for c in text.chars() {
        marked += usize::from(!c.is_ascii());
        // In real Vietnamese no marked vowel follows an `a` or an `e`.
        if "aeAE".contains(before) && "ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË".contains(c)
        {
            vni += 1;
        }
        // Signs, not letters: in the middle of words they stand in no language.
        if before.is_ascii_alphabetic() && "µ¸¶·¹¨»¾¼½©®ª«¬\u{ad}".contains(c) {
            tcvn3 += 1;
        }
        before = c;
    }
    // The first two of the three bytes of most Vietnamese letters.
    if text.matches("áº").count() + text.matches("á»").count() >= 2 {
        return Some(Legacy::Garbled);
    }
    match (vni, tcvn3) {
        (3.., _) if vni * 2 >= marked => Some(Legacy::Vni),
        (_, 2..) => Some(Legacy::Tcvn3),
        _ => None,
    }
}

/// Letters that only Vietnamese has.
fn is_vietnamese(c: char) -> bool {
    "ăĂđĐơƠưƯ".contains(c) || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_named() {
        assert_eq!(of_text("Nguyeãn Vaên Maãu, xaõ Maãu"), Some(Legacy::Vni));
        assert_eq!(of_text("NguyÔn V¨n MÉu, x· MÉu, ®Þa chØ"), Some(Legacy::Tcvn3));
        assert_eq!(of_text("Nguyễn Văn Mẫu, 5µm, résumé, naïf"), None);
        assert_eq!(of_text("Tráº§n Thá»‹ MÃ¡u"), Some(Legacy::Garbled));
        assert_eq!(of_text("Le Thi Mau, cà phê, hoa sen"), None);
        assert_eq!(of_text("Jürgen Müller, Bäcker, Raúl, Saïd, Zoë"), None);
        assert_eq!(of_start(b"\xff\xfeh\0o\0"), Some(Legacy::Utf16));
        assert_eq!(of_start(b"h\0o\0,\0"), Some(Legacy::Utf16));
        assert_eq!(of_start("họ tên".as_bytes()), None);
        // `Nguyễn Văn Đức` in Windows-1258: ê + ngã, ă, Đ, ư + sắc.
        assert_eq!(of_bytes(b"Nguy\xea\xden V\xe3n \xd0\xfd\xecc"), Legacy::Windows1258);
        assert_eq!(of_bytes(b"Nguy\xd4n V\xa8n M\xc9u, x\xb7 M\xc9u"), Legacy::Tcvn3);
        assert_eq!(of_bytes(b"\xff\xff\xff"), Legacy::Unknown);
    }
}
