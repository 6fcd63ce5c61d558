//! The arguments of `vanthu print`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use crate::diag::Lang;
use crate::printing::Sides;

/// Adds the arguments to the bare command.
#[allow(clippy::too_many_lines)] // A list, read from top to bottom.
pub fn arguments(command: Command, lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let flag = |name: &'static str, vi, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(t(vi, en));
    command
        .arg(
            Arg::new("files")
                .value_name(t("TỆP", "FILE"))
                .num_args(1..)
                .required_unless_present("list")
                .conflicts_with("list")
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t("Các tệp PDF", "The PDFs")),
        )
        .arg(
            Arg::new("printer")
                .long("printer")
                .value_name("URI")
                .required_unless_present("list")
                .conflicts_with("list")
                .help(t("Máy in: ipp://máy-in/ipp/print", "The printer: ipp://printer/ipp/print")),
        )
        .arg(flag("list", "Liệt kê các máy in của máy chủ CUPS", "List the printers of a CUPS server"))
        .arg(
            Arg::new("server")
                .long("server")
                .value_name("URI")
                .default_value("ipp://localhost:631")
                .help(t("Máy chủ CUPS, cho --list", "The CUPS server, for --list")),
        )
        .arg(
            Arg::new("copies")
                .long("copies")
                .value_name(t("SỐ_BẢN", "COUNT"))
                .value_parser(value_parser!(u32).range(1..=9999))
                .default_value("1")
                .help(t("Số bản của mỗi tệp", "Copies of each file")),
        )
        .arg(Arg::new("sides").long("sides").value_name(t("KIỂU", "SIDES")).value_parser(Sides::WORDS).help(t(
            "Một mặt, hai mặt lật như sách, hai mặt lật như lịch [mặc định: two-long nếu máy in được]",
            "One side, both like a book, both like a calendar [default: two-long where the printer can]",
        )))
        .arg(Arg::new("tray").long("tray").value_name(t("KHAY", "TRAY")).help(t(
            "Khay giấy, theo tên của máy in (tray-1, manual, …)",
            "The tray, by the printer's name for it (tray-1, manual, …)",
        )))
        .arg(
            Arg::new("job-name")
                .long("job-name")
                .value_name(t("TÊN", "NAME"))
                .help(t("Tên lệnh in [mặc định: tên tệp]", "Name of the job [default: the file's]")),
        )
        .arg(
            Arg::new("journal")
                .long("journal")
                .value_name(t("TỆP", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t(
                    "Nhật ký in [mặc định: vanthu-print.jsonl cạnh tệp đầu tiên]",
                    "The print journal [default: vanthu-print.jsonl beside the first file]",
                )),
        )
        .arg(flag("again", "In lại tất cả, kể cả tài liệu đã in", "Print all, also what is printed already"))
        .arg(
            Arg::new("unclear")
                .long("unclear")
                .value_name(t("CÁCH", "HOW"))
                .value_parser(["printed", "reprint"])
                .conflicts_with("again")
                .help(t(
                    "Tài liệu không rõ đã in hay chưa, sau khi xem ở khay ra: printed là đã có, reprint là in lại",
                    "Documents of which it is not clear, after a look into the tray: they are printed, or print them again",
                )),
        )
        .arg(
            Arg::new("retries")
                .long("retries")
                .value_name(t("SỐ_LẦN", "COUNT"))
                .value_parser(value_parser!(u32).range(0..=100))
                .default_value("8")
                .help(t(
                    "Số lần thử lại khi máy in bận hoặc mất mạng, mỗi lần chờ lâu gấp đôi, nhiều nhất 30 giây",
                    "Retries while the printer is busy or away; each waits twice as long, 30 seconds at most",
                )),
        )
        .arg(
            Arg::new("timeout")
                .long("timeout")
                .value_name(t("GIÂY", "SECONDS"))
                .value_parser(value_parser!(u64).range(1..=86_400))
                .default_value("600")
                .help(t(
                    "Dừng khi một lệnh in không tiến triển trong thời gian này",
                    "Stop when a job makes no progress for this long",
                )),
        )
}
