//! The signer's name, and the lengths of fields.

use crate::lint::rule::rule;
use crate::lint::scan::{beginning, entries, of_roles};
use crate::lint::words::begins_plain;
use crate::lint::{Found, Role, Safety, Subject};

rule! {
    /// # Họ tên người ký không kèm học hàm, học vị
    ///
    /// ## Phát hiện gì
    /// `ky.ho_ten` bắt đầu bằng `ThS.`, `TS.`, «Tiến sĩ», «Bác sĩ», «Đại tá», «Ông», «Bà», «Đồng chí» …
    ///
    /// ## Vì sao
    /// Trước họ tên người ký không ghi học hàm, học vị và các danh hiệu danh dự khác; lực lượng vũ trang, các tổ chức sự nghiệp giáo dục, y tế, khoa học
    /// được ghi theo quy định của người đứng đầu ngành (NĐ 30/2020, Phụ lục I, Phần I, II.7). Danh sách chữ là của chương trình.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ho_ten: ThS. Nguyễn Văn Mẫu                          # sai
    /// ho_ten: Nguyễn Văn Mẫu                               # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Bỏ phần trước họ tên; nơi được phép ghi thì ghi ở khóa `cap_bac`. `--fix --unsafe-fixes` bỏ được phần đó.
    NameWithDegree = 626, "hoc-vi-truoc-ten", Components, Warning, Plan, Unsafe,
    Heuristic("NĐ 30/2020, Phụ lục I, Phần I, II.7"),
    "học hàm, học vị trước họ tên người ký", "a degree before the signer's name" => with_degree;
}

rule! {
    /// # Độ dài của các trường thông tin
    ///
    /// ## Phát hiện gì
    /// Họ tên người ký dài hơn 50 ký tự, chức vụ dài hơn 100, tên cơ quan ban hành hoặc một nơi nhận, nơi gửi dài hơn 200.
    ///
    /// ## Vì sao
    /// Hệ thống quản lý tài liệu điện tử giới hạn độ dài các trường thông tin của văn bản đi (NĐ 30/2020, Phụ lục VI: `FullName` 50, `Position` 100,
    /// `OrganName` 200); dài hơn thì bị cắt khi gửi. Trích yếu và ký hiệu đã được kiểm tra khi tạo văn bản.
    ///
    /// ## Ví dụ
    /// ```yaml
    /// ky: { chuc_vu: <chức vụ hơn 100 ký tự>, ho_ten: Nguyễn Văn Mẫu }    # sai
    /// ky: { chuc_vu: CHỦ TỊCH, ho_ten: Nguyễn Văn Mẫu }                   # đúng
    /// ```
    ///
    /// ## Cách sửa
    /// Rút gọn, hoặc tách thành nhiều dòng.
    FieldLength = 628, "do-dai-truong", Components, Warning, Plan, No,
    Law("NĐ 30/2020, Phụ lục VI"),
    "trường thông tin dài quá giới hạn", "a field is too long for the metadata" => lengths;
}

/// What does not belong before a name.
const DEGREES: &str = include_str!("hoc-vi.txt");

fn with_degree(subject: &Subject<'_>, found: &mut Found) {
    for piece in of_roles(subject, &[Role::SignerName]) {
        let text = piece.text.as_ref();
        let mut end = 0;
        // `PGS. TS. Nguyễn Văn Mẫu`: several of them.
        while let Some(len) = degree(text.get(end..).unwrap_or_default()) {
            end += len;
        }
        let name = text.get(end..).unwrap_or_default();
        if end == 0 || name.is_empty() {
            continue;
        }
        let shown = text.get(..end).unwrap_or_default().trim();
        found
            .report(
                piece.place(0..shown.len()),
                format!("không ghi «{shown}» trước họ tên người ký"),
                format!("“{shown}” does not stand before the signer's name"),
            )
            .help("nơi được phép ghi học hàm, quân hàm: dùng khóa `cap_bac`", "where it is allowed, use `cap_bac`")
            .replace(piece.exact(0..end).filter(|_| begins_plain(name)), "", Safety::Unsafe);
    }
}

/// The length of a degree at the beginning of a text, with what separates it from the name.
fn degree(text: &str) -> Option<usize> {
    let long = entries(DEGREES).find_map(|known| beginning(text, known))?;
    let rest = text.get(long.end..)?;
    let kept = rest.trim_start_matches(['.', ',', ' ', '\u{a0}', ':']);
    // `Bà Rịa`, `Sĩ`: an abbreviation has its stop, a word its space.
    (kept.len() < rest.len()).then(|| text.len() - kept.len())
}

fn lengths(subject: &Subject<'_>, found: &mut Found) {
    let limits = [
        (Role::SignerName, 50, "họ tên", "the name"),
        (Role::SignerTitle, 100, "chức vụ", "the title"),
        (Role::Issuer, 200, "tên cơ quan", "the body's name"),
        (Role::Addressee, 200, "tên nơi gửi", "the addressee"),
        (Role::Recipient, 200, "tên nơi nhận", "the recipient"),
    ];
    for piece in &subject.texts {
        let Some((_, limit, vi, en)) = limits.iter().find(|(role, ..)| *role == piece.role) else { continue };
        let len = piece.text.chars().count();
        if len > *limit {
            found.report(
                piece.whole(),
                format!("{vi} dài {len} ký tự, tối đa {limit}"),
                format!("{en} has {len} characters, at most {limit}"),
            );
        }
    }
}
