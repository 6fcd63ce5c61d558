//! The arguments of `vanthu sign`, `issue` and `verify`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command, ValueHint, value_parser};

use crate::diag::Lang;
use crate::signing::{Level, Role};

/// A translator for one language.
fn translator(lang: Lang) -> impl Fn(&'static str, &'static str) -> &'static str {
    move |vi, en| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(value_parser!(PathBuf)).value_hint(ValueHint::FilePath)
}

fn text(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value)
}

fn files(lang: Lang) -> Arg {
    let t = translator(lang);
    Arg::new("files")
        .value_name(t("TỆP", "FILE"))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help(t(
            "Các tệp PDF; thư mục: mọi tệp .pdf trong đó, theo số trong tên",
            "PDF files; of a folder all .pdf files, in the order of the numbers in their names",
        ))
}

fn output(lang: Lang) -> Arg {
    let t = translator(lang);
    path("output", t("ĐƯỜNG_DẪN", "PATH")).short('o').value_hint(ValueHint::AnyPath).help(t(
        "Tệp kết quả, hoặc thư mục nếu nhiều tệp [mặc định: thay chính tệp đó, khi đã ký xong và kiểm tra đúng]",
        "The result, or a folder for several [default: the file itself, once it is signed and verified]",
    ))
}

/// The options that say with what key, at which level and how seen a signature is made: of `sign`, and of `batch --sign`.
pub fn options(lang: Lang) -> Vec<Arg> {
    let t = translator(lang);
    vec![
        path("p12", t("TỆP.p12", "FILE.p12")).help(t(
            "Khóa ký trong tệp PKCS#12 (.p12, .pfx)",
            "The key in a PKCS#12 file (.p12, .pfx)",
        )),
        path("pkcs11", t("THƯ_VIỆN", "MODULE")).conflicts_with("p12").requires("token").help(t(
            "Khóa ký trong thiết bị (USB token): thư viện PKCS#11 của thiết bị (.so, .dll)",
            "The key in a token: its PKCS#11 library (.so, .dll)",
        )),
        text("token", t("NHÃN", "LABEL")).requires("pkcs11").help(t(
            "Nhãn của thiết bị",
            "Label of the token",
        )),
        text("key", t("NHÃN", "LABEL")).requires("pkcs11").help(t(
            "Nhãn của khóa trong thiết bị, nếu có nhiều khóa",
            "Label of the key, where the token has several",
        )),
        text("pin-env", t("BIẾN", "VARIABLE")).help(t(
            "Lấy mật khẩu (mã PIN) từ biến môi trường này [mặc định: hỏi một lần]",
            "Take the password (PIN) from this environment variable [default: asked once]",
        )),
        text("pin-fd", t("SỐ", "NUMBER")).value_parser(value_parser!(u32)).conflicts_with("pin-env").help(t(
            "Đọc mật khẩu (mã PIN) từ bộ mô tả tệp này (Linux, macOS)",
            "Read the password (PIN) from this file descriptor (Linux, macOS)",
        )),
        path("chain", t("TỆP", "FILE")).action(ArgAction::Append).help(t(
            "Chứng thư trung gian (.pem, .crt), nếu tệp khóa hay thiết bị không có",
            "Intermediate certificates (.pem, .crt) that key file or token lack",
        )),
        text("level", t("MỨC", "LEVEL")).value_parser(Level::WORDS).default_value("b-b").help(t(
            "Mức PAdES: b-b; b-t thêm dấu thời gian; b-lt thêm dữ liệu thu hồi; b-lta thêm dấu thời gian lưu trữ",
            "PAdES level: b-b; b-t adds a timestamp; b-lt revocation data; b-lta an archive timestamp",
        )),
        text("tsa", "URL").help(t(
            "Dịch vụ cấp dấu thời gian (RFC 3161); cần cho mức b-t trở lên",
            "Timestamp authority (RFC 3161); needed from level b-t on",
        )),
        path("image", t("ẢNH.png", "PICTURE.png")).help(t(
            "Hình chữ ký (màu xanh) hoặc hình dấu (màu đỏ), nền trong suốt",
            "Picture of the signature (blue) or of the seal (red), on a transparent background",
        )),
        text("diameter", "MM").value_parser(value_parser!(f64)).help(t(
            "Đường kính dấu, mm [mặc định: `trinh_bay.duong_kinh_dau` của kế hoạch]",
            "Diameter of the seal, mm [default: the plan's `trinh_bay.duong_kinh_dau`]",
        )),
        text("signer", t("THỨ", "NTH")).value_parser(value_parser!(u32).range(1..=20)).help(t(
            "Văn bản nhiều chữ ký: ký ở chỗ thứ mấy, đếm từ trái",
            "Where a document has several signatures: the place, counted from the left",
        )),
        text("text", t("NỘI_DUNG", "WORDS")).help(t(
            "Bản sao, phụ lục: phần đầu của dòng ở góc phải trang 1, như \"SAO Y; Ủy ban nhân dân xã Mẫu\", \"Số: 35/KH-UBND\"",
            "Copy, appendix: how the line at the top right of page 1 begins, such as \"SAO Y; Ủy ban nhân dân xã Mẫu\"",
        )),
        text("reason", t("LÝ_DO", "REASON")).help(t("Lý do ký, ghi trong chữ ký số", "Reason, kept in the signature")),
    ]
}

/// Adds the arguments of `sign` to the bare command.
pub fn sign(command: Command, lang: Lang) -> Command {
    let t = translator(lang);
    command
        .arg(files(lang))
        .arg(text("role", t("VAI_TRÒ", "ROLE")).required(true).value_parser(Role::ALL.map(Role::word)).help(t(
            "Ký với tư cách: người ký, cơ quan, cơ quan trên bản sao điện tử, cơ quan trên phụ lục kèm theo",
            "Signs as: the leader, the agency, the agency on an electronic copy, the agency on a separate appendix",
        )))
        .arg(output(lang))
        .args(options(lang))
        .group(ArgGroup::new("key-source").args(["p12", "pkcs11"]).required(true))
        .arg(text("at", "TRANG,X,Y,RỘNG,CAO").help(t(
            "Chỗ ký: trang và khung (mm, từ góc trên bên trái), cho tệp PDF không do vanthu tạo",
            "The place: page and rectangle (mm from the top left), for PDFs that vanthu did not make",
        )))
        .arg(text("find", t("HỌ_TÊN", "NAME")).conflicts_with("at").help(t(
            "Chỗ ký: ngay trên họ tên này, tìm trong tệp PDF",
            "The place: above this name, searched for in the PDF",
        )))
        .arg(path("journal", t("TỆP", "FILE")).help(t(
            "Nhật ký: chạy lại thì chỉ ký những tệp chưa ký",
            "Journal: a second run signs only what is not signed yet",
        )))
        .arg(
            path("report", t("TỆP", "FILE"))
                .help(t("Báo cáo kết quả từng tệp (.csv hoặc .json)", "A report of every file (.csv or .json)")),
        )
        .arg(
            text("jobs", "N")
                .value_parser(value_parser!(u32).range(1..=256))
                .help(t("Số luồng [mặc định: số nhân của máy]", "Threads [default: the machine's cores]")),
        )
}

/// Adds the arguments of `issue` to the bare command.
pub fn issue(command: Command, lang: Lang) -> Command {
    let t = translator(lang);
    command
        .arg(files(lang))
        .arg(text("so", t("SỐ", "NUMBER")).required(true).value_parser(value_parser!(u32).range(1..=99_999)).help(t(
            "Số văn bản; nhiều tệp thì cấp liên tiếp từ số này, theo thứ tự tệp",
            "The number; several files get consecutive numbers from it, in their order",
        )))
        .arg(
            text("ngay", t("NGÀY", "DATE"))
                .required(true)
                .help(t("Ngày ban hành (2026-11-24 hoặc 24/11/2026)", "The date of issue (2026-11-24 or 24/11/2026)")),
        )
        .arg(output(lang))
}

/// Adds the arguments of `verify` to the bare command.
pub fn verify(command: Command, lang: Lang) -> Command {
    let t = translator(lang);
    command
        .arg(files(lang))
        .arg(path("trust", t("ĐƯỜNG_DẪN", "PATH")).action(ArgAction::Append).value_hint(ValueHint::AnyPath).help(t(
            "Chứng thư gốc được tin cậy (.pem, .crt), hoặc thư mục chứa chúng",
            "Trusted root certificates (.pem, .crt), or a folder of them",
        )))
        .arg(text("time", t("THỜI_ĐIỂM", "TIME")).help(t(
            "Xét hiệu lực tại thời điểm này (2026-11-24T09:30:00+07:00) [mặc định: dấu thời gian, nếu không có thì bây giờ]",
            "Judge validity at this time (2026-11-24T09:30:00+07:00) [default: the timestamp's, else now]",
        )))
}
