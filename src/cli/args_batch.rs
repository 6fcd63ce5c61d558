//! The arguments of `vanthu batch`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command, ValueHint, value_parser};

use crate::diag::Lang;
use crate::signing::Role;

/// Adds the arguments to the command; `shared` are those that other commands have, too.
#[allow(clippy::too_many_lines)] // A list, read from top to bottom.
pub fn arguments(command: Command, lang: Lang, shared: impl IntoIterator<Item = Arg>) -> Command {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let path = |name: &'static str, value: &'static str, hint: ValueHint| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(PathBuf)).value_hint(hint)
    };
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let count = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(u64))
    };
    command
        .arg(
            Arg::new("plan")
                .value_name(t("KẾ_HOẠCH", "PLAN"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t("Tệp kế hoạch (.yaml) có khai báo `bien`", "The plan (.yaml), with its columns under `bien`")),
        )
        .arg(path("data", t("BẢNG", "TABLE"), ValueHint::FilePath).required(true).help(t(
            "Bảng dữ liệu: .csv, .tsv, .xlsx, .ods, .json, .jsonl; `-` là các dòng JSON từ đầu vào chuẩn",
            "The table: .csv, .tsv, .xlsx, .ods, .json, .jsonl; `-` is JSON lines from standard input",
        )))
        .arg(path("out", t("THƯ_MỤC", "DIR"), ValueHint::DirPath).required_unless_present("dry-run").help(t(
            "Thư mục kết quả; `-` đưa ra đầu ra chuẩn",
            "Folder of the results; `-` is standard output",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(t("DẠNG", "FORM"))
                .value_parser(["tar", "jsonl"])
                .default_value("tar")
                .help(t("Dạng đưa ra đầu ra chuẩn", "Form of standard output")),
        )
        .arg(
            Arg::new("sheet")
                .long("sheet")
                .value_name(t("TRANG_TÍNH", "SHEET"))
                .help(t("Trang tính của tệp Excel [mặc định: trang đầu]", "Worksheet of a workbook [default: the first]")),
        )
        .arg(Arg::new("where").long("where").value_name(t("ĐIỀU_KIỆN", "CONDITION")).help(t(
            "Chỉ những dòng thỏa điều kiện, ví dụ \"xa == 'Xã Mẫu' and so_tien > 1000000\"",
            "Only rows for which it holds, such as \"xa == 'Xã Mẫu' and so_tien > 1000000\"",
        )))
        .arg(count("limit", "N").help(t("Chỉ N dòng đầu", "Only the first N rows")))
        .arg(count("sample", "N").help(t("Chỉ N dòng rải đều, để xem thử", "Only N rows spread evenly, to look at")))
        .arg(
            Arg::new("shard")
                .long("shard")
                .value_name("K/N")
                .help(t("Chỉ phần thứ K trong N phần, để chia cho nhiều máy", "Only part K of N, to share the rows among machines")),
        )
        .arg(flag("dry-run").help(t("Kiểm tra mọi dòng, không ghi gì", "Check every row, write nothing")))
        .arg(flag("resume").help(t(
            "Làm tiếp lượt trước trong thư mục kết quả: chỉ làm những văn bản còn thiếu hoặc đã thay đổi",
            "Go on with the folder's earlier run: make only what is missing or has changed",
        )))
        .arg(flag("keep-going").help(t(
            "Dòng lỗi không dừng các dòng khác (mặc định); các dòng lỗi nằm trong loi.csv",
            "A failed row does not stop the others (the default); failed rows are in loi.csv",
        )))
        .arg(flag("fail-fast").help(t("Dừng ở dòng lỗi đầu tiên", "Stop at the first failed row")))
        .group(ArgGroup::new("failing").args(["keep-going", "fail-fast"]))
        .arg(Arg::new("so").long("so").value_name("N..").help(t(
            "Cấp số liên tiếp từ N theo thứ tự dòng; mọi dòng phải đúng trước khi cấp số nào",
            "Give consecutive numbers from N in the order of the rows; all rows must be right before any number is given",
        )))
        .arg(path("so-file", t("SỔ", "REGISTER"), ValueHint::FilePath).requires("so").help(t(
            "Sổ số (.csv): không cấp trùng, không bỏ trống",
            "Register of numbers (.csv): none is given twice, none is left out",
        )))
        .arg(path("merge", t("TỆP_IN.pdf", "PRINT.pdf"), ValueHint::FilePath).help(t(
            "Ghép mọi văn bản, đủ số bản, thành một tệp để in (như vanthu merge)",
            "Join all documents, with their copies, into one file for the printer (as vanthu merge does)",
        )))
        .args(super::args_merge::options(lang).map(|option| option.requires("merge")))
        .arg(
            Arg::new("sign")
                .long("sign")
                .value_name(t("VAI_TRÒ", "ROLE"))
                .value_parser(Role::ALL.map(Role::word))
                .help(t(
                    "Ký số mọi văn bản (như vanthu sign), bản đã ký nằm trong THƯ_MỤC/da-ky",
                    "Sign all documents (as vanthu sign does); signed copies go to DIR/da-ky",
                )),
        )
        .args(super::args_sign::options(lang).into_iter().map(|option| option.requires("sign")))
        .arg(count("jobs", "N").help(t("Số tiến trình [mặc định: số nhân của máy]", "Processes [default: the machine's cores]")))
        .arg(
            count("timeout", t("GIÂY", "SECONDS"))
                .default_value("60")
                .help(t("Thời gian tối đa cho một văn bản", "The longest time for one document")),
        )
        .arg(
            count("memory", "MB")
                .default_value("2048")
                .value_parser(value_parser!(u64).range(256..=1_000_000))
                .help(t("Bộ nhớ tối đa của một tiến trình (chỉ trên Linux)", "The most memory of one process (Linux only)")),
        )
        .arg(flag("quiet").short('q').help(t("Không hiện tiến độ", "Show no progress")))
        .args(shared)
}
