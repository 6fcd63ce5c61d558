//! The arguments of `vanthu merge`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, ValueHint, value_parser};

use crate::diag::Lang;

/// The options that a print run has wherever it is made.
pub fn options(lang: Lang) -> [Arg; 3] {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let flag = |name: &'static str, vi, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(t(vi, en));
    [
        flag("one-sided", "In một mặt: không chèn trang trắng", "For printing on one side: no blank pages"),
        flag(
            "covers",
            "Xếp theo nơi nhận, mỗi nơi một tờ bìa ghi các văn bản và số bản",
            "Bundle by recipient, each with a cover sheet that lists documents and copies",
        ),
        Arg::new("volume")
            .long("volume")
            .value_name(t("SỐ", "NUMBER"))
            .value_parser(value_parser!(u32).range(1..=100_000))
            .help(t(
                "Cắt thành nhiều tệp, mỗi tệp chừng này văn bản (nhiều nghìn văn bản: 500)",
                "Cut into files of so many documents (for many thousands: 500)",
            )),
    ]
}

/// Adds the arguments to the bare command.
pub fn arguments(command: Command, lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    command
        .arg(
            Arg::new("files")
                .value_name(t("TỆP", "FILE"))
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::AnyPath)
                .help(t(
                    "Các tệp PDF, theo thứ tự in; thư mục: mọi tệp .pdf trong đó, theo số trong tên",
                    "PDF files, in the order of printing; of a folder all .pdf files, in the order of the numbers in their names",
                )),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .required(true)
                .value_name(t("TỆP_IN.pdf", "PRINT.pdf"))
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t(
                    "Tệp để in; với --volume là TỆP_IN-001.pdf, TỆP_IN-002.pdf …",
                    "The file to print; with --volume PRINT-001.pdf, PRINT-002.pdf …",
                )),
        )
        .arg(
            Arg::new("copies")
                .long("copies")
                .value_name(t("SỐ", "NUMBER"))
                .value_parser(value_parser!(u32).range(1..=9999))
                .conflicts_with("covers")
                .help(t(
                    "Số bản của mỗi văn bản, thay cho `so_ban` ở nơi nhận và Lưu",
                    "Copies of every document, instead of the `so_ban` of its recipients",
                )),
        )
        .args(options(lang))
        .after_help(t(
            "Tệp ghép chỉ để in, không thay bản gốc: chữ ký số trong đó chỉ còn là hình.",
            "The result is for printing and no original: digital signatures in it are pictures only.",
        ))
}
