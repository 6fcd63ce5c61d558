//! The arguments of `vanthu check`, `explain` and `rules`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command, ValueHint, value_parser};

use crate::diag::Lang;

/// Adds the arguments of `check` to the bare command; `shared` are those that other commands have, too.
pub fn check(command: Command, lang: Lang, shared: impl IntoIterator<Item = Arg>) -> Command {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let codes = |name: &'static str| {
        Arg::new(name).long(name).value_name(t("MÃ", "CODES")).value_delimiter(',').action(ArgAction::Append)
    };
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    command
        .arg(
            Arg::new("files")
                .value_name(t("TỆP", "FILE"))
                .required(true)
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .value_hint(ValueHint::FilePath)
                .help(t(
                    "Tệp kế hoạch (.yaml; `-` đọc từ đầu vào chuẩn), tệp PDF, ai làm ra cũng được, hoặc thư mục có các tệp ấy",
                    "Plan files (.yaml; `-` reads standard input), PDFs, whoever made them, or folders with such files",
                )),
        )
        .arg(codes("select").help(t(
            "Chỉ xét các quy tắc này: mã hoặc phần đầu của mã, như VT65,VT701",
            "Only these rules: codes or their beginnings, such as VT65,VT701",
        )))
        .arg(codes("ignore").help(t("Bỏ qua các quy tắc này", "Pass over these rules")))
        .arg(flag("fix").help(t(
            "Sửa ngay trong tệp những chỗ sửa được mà không đổi nghĩa",
            "Mend the files where that does not change the meaning",
        )))
        .arg(flag("unsafe-fixes").requires("mending").help(t(
            "Cùng với --fix, --diff: sửa cả những chỗ cần người xem lại",
            "With --fix, --diff: also what a person should look at",
        )))
        .arg(
            flag("diff").help(t(
                "Chỉ cho xem sẽ sửa thế nào, không ghi gì (có --fix hay không cũng vậy)",
                "Only show what would be mended, write nothing (with or without --fix)",
            )),
        )
        .group(ArgGroup::new("mending").args(["fix", "diff"]).multiple(true))
        .args(shared)
}

/// Adds the arguments of `explain` to the bare command.
pub fn explain(command: Command, lang: Lang) -> Command {
    let (name, help) = match lang {
        Lang::Vi => ("MÃ", "Mã quy tắc, như VT612"),
        Lang::En => ("CODE", "The code of a rule, such as VT612"),
    };
    command.arg(Arg::new("code").value_name(name).required(true).help(help))
}
