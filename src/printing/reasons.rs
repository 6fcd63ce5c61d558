//! What printers say of themselves, in words that say what to do.

use crate::diag::Text;

/// IPP's word, then Vietnamese and English. The endings `-error`, `-warning` and `-report` are taken off before looking it up.
const WORDS: &[(&str, &str, &str)] = &[
    ("media-jam", "kẹt giấy: mở máy, gỡ tờ giấy kẹt", "paper jam: open the printer and take the sheet out"),
    ("media-empty", "hết giấy: nạp giấy A4", "out of paper: load A4"),
    ("media-needed", "cần nạp giấy A4", "A4 paper must be loaded"),
    ("media-low", "sắp hết giấy", "paper is running low"),
    ("toner-empty", "hết mực: thay hộp mực", "out of toner: change the cartridge"),
    ("toner-low", "sắp hết mực", "toner is running low"),
    ("marker-supply-empty", "hết mực: thay hộp mực", "out of ink: change the cartridge"),
    ("marker-supply-low", "sắp hết mực", "ink is running low"),
    ("marker-waste-full", "hộp mực thải đầy", "the waste box is full"),
    ("cover-open", "nắp máy đang mở: đóng lại", "a cover is open: close it"),
    ("door-open", "cửa máy đang mở: đóng lại", "a door is open: close it"),
    ("interlock-open", "nắp an toàn đang mở: đóng lại", "a safety cover is open: close it"),
    ("input-tray-missing", "thiếu khay giấy: lắp khay vào", "a paper tray is missing: put it in"),
    ("output-tray-missing", "thiếu khay ra giấy", "the output tray is missing"),
    ("output-area-full", "khay ra đầy: lấy giấy ra", "the output tray is full: take the sheets"),
    ("output-area-almost-full", "khay ra sắp đầy", "the output tray is almost full"),
    ("paused", "máy in đang tạm dừng: cho chạy tiếp", "the printer is paused: resume it"),
    ("moving-to-paused", "máy in sắp tạm dừng", "the printer is about to pause"),
    ("shutdown", "máy in đang tắt", "the printer is shutting down"),
    ("timed-out", "máy in không trả lời máy chủ in", "the printer does not answer its server"),
    ("connecting-to-device", "máy chủ in đang nối với máy in", "the server is connecting to the printer"),
    ("offline", "máy in không nối mạng", "the printer is offline"),
    ("spool-area-full", "bộ nhớ của máy in đầy", "the printer's memory is full"),
    ("fuser-over-temp", "máy in quá nóng, đang chờ nguội", "the printer is too hot and waits"),
    ("fuser-under-temp", "máy in đang làm nóng", "the printer is warming up"),
    ("opc-life-over", "trống mực hết hạn: thay trống", "the drum is worn out: change it"),
    (
        "job-held-on-create",
        "máy in giữ lệnh lại: cho in trên bảng điều khiển",
        "the job is held: release it at the printer",
    ),
    (
        "job-hold-until-specified",
        "máy in giữ lệnh lại: cho in trên bảng điều khiển",
        "the job is held: release it at the printer",
    ),
    ("job-password-wait", "máy in chờ mật khẩu trên bảng điều khiển", "the printer waits for a password at its panel"),
    ("printer-stopped", "máy in đang dừng", "the printer is stopped"),
    ("printer-stopped-partly", "một phần của máy in đang dừng", "a part of the printer is stopped"),
    ("resources-are-not-ready", "máy in chưa sẵn sàng (giấy, mực)", "paper or toner is not ready"),
    ("job-queued", "đang xếp hàng sau lệnh in khác", "waiting behind other jobs"),
    ("document-format-error", "máy in không đọc được tệp PDF này", "the printer cannot read this PDF"),
    ("document-unprintable-error", "máy in không in được tệp PDF này", "the printer cannot print this PDF"),
    ("unsupported-document-format", "máy in không nhận dạng tệp này", "the printer does not take this format"),
    ("unsupported-attributes-or-values", "máy in không làm được điều đã chọn", "the printer cannot do what was chosen"),
    ("compression-error", "máy in không đọc được tệp", "the printer cannot read the file"),
    ("aborted-by-system", "máy in bỏ lệnh này", "the printer gave the job up"),
    ("job-canceled-by-user", "người dùng đã hủy", "cancelled by a user"),
    ("job-canceled-by-operator", "người quản lý máy in đã hủy", "cancelled by the operator"),
    ("job-canceled-at-device", "đã hủy trên bảng điều khiển của máy in", "cancelled at the printer's panel"),
    ("job-completed-with-errors", "in xong nhưng có lỗi", "finished with errors"),
    ("job-completed-with-warnings", "in xong, có cảnh báo", "finished with warnings"),
];

/// Reasons that say only that things go their way.
const SILENT: &[&str] = &[
    "none",
    "job-printing",
    "job-incoming",
    "job-spooling",
    "job-outgoing",
    "job-transforming",
    "job-interpreting",
    "job-completed-successfully",
    "job-data-insufficient",
    "processing-to-stop-point",
    "wifi-not-configured",
    "cups-waiting-for-job-completed",
    "other",
];

/// The words for some reasons, each once; `None` when there is nothing to say.
pub fn words(reasons: &[String]) -> Option<Text> {
    let mut vi: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    for reason in reasons {
        let bare = ["-error", "-warning", "-report"].iter().find_map(|ending| reason.strip_suffix(ending));
        // Some of the words end in `-error` themselves.
        let known = WORDS.iter().find(|(word, ..)| word == reason || Some(*word) == bare);
        let (own_vi, own_en) = match known {
            Some((_, vi, en)) => ((*vi).to_owned(), (*en).to_owned()),
            None if SILENT.contains(&bare.unwrap_or(reason)) => continue,
            None => (format!("máy in báo `{reason}`"), format!("the printer says `{reason}`")),
        };
        if !en.contains(&own_en) {
            vi.push(own_vi);
            en.push(own_en);
        }
    }
    (!en.is_empty()).then(|| Text::new(vi.join("; "), en.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jam_is_said_in_a_clerks_words() {
        let said = |words_: &[&str]| words(&words_.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(said(&["none"]), None);
        let jam = said(&["media-jam-error", "media-jam-warning"]).expect("words");
        assert_eq!(jam.vi, "kẹt giấy: mở máy, gỡ tờ giấy kẹt");
        assert!(said(&["document-format-error"]).expect("words").en.contains("cannot read"));
        assert!(said(&["x-unheard-of"]).expect("words").vi.contains("x-unheard-of"));
    }
}
