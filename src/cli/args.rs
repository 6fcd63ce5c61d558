//! Arguments: nothing but clap. Help is in the chosen language.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, builder::PossibleValuesParser, value_parser};

use super::{args_batch, args_check, args_merge, args_print, args_sign};
use crate::diag::Lang;
use crate::export::STANDARDS;
use crate::plan::KindName;

/// The whole command line, its help in `lang`.
#[allow(clippy::too_many_lines)] // A list, read from top to bottom.
pub fn command(lang: Lang) -> Command {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let plans = || {
        Arg::new("plans")
            .value_name(t("KẾ_HOẠCH", "PLAN"))
            .required(true)
            .num_args(1..)
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
            .help(t("Tệp kế hoạch (.yaml); `-` đọc từ đầu vào chuẩn", "Plan files (.yaml); `-` reads standard input"))
    };
    let number = Arg::new("so")
        .long("so")
        .value_name(t("SỐ", "NUMBER"))
        .value_parser(value_parser!(u32).range(1..=99_999))
        .help(t("Số văn bản, thay cho `so:` trong kế hoạch", "The document's number, instead of the plan's `so:`"));
    let date = Arg::new("ngay").long("ngay").value_name(t("NGÀY", "DATE")).help(t(
        "Ngày ban hành (2026-11-24 hoặc 24/11/2026), thay cho `ngay:` trong kế hoạch",
        "The date (2026-11-24 or 24/11/2026), instead of the plan's `ngay:`",
    ));
    let newer = || {
        Arg::new("he-cu").long("he-cu").action(ArgAction::SetTrue).help(t(
            "Văn bản có ngày trước khi thể thức của hệ có hiệu lực: vẫn trình bày theo thể thức đó, kèm cảnh báo",
            "A document dated before its family's rules are in force: lay it out by them all the same, with a warning",
        ))
    };
    let awaiting = || {
        Arg::new("cho-so").long("cho-so").action(ArgAction::SetTrue).conflicts_with("so").help(t(
            "Văn bản chờ số: số và ngày là ô trống trong PDF, cấp sau khi ký bằng `vanthu issue`",
            "Awaiting its number: number and date are fields of the PDF, filled by `vanthu issue` after signing",
        ))
    };
    let anchors = Arg::new("anchors")
        .long("anchors")
        .value_name(t("TỆP", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help(t(
            "Ghi trang và khung (mm) của từng thành phần ra tệp JSON",
            "Write page and rectangle (mm) of every named part to a JSON file",
        ));
    let output = |vi, en| {
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name(t("ĐƯỜNG_DẪN", "PATH"))
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::AnyPath)
            .help(t(vi, en))
    };
    let format = Arg::new("format")
        .long("format")
        .value_name(t("DẠNG", "FORMAT"))
        .value_parser(["pdf", "png", "svg", "typ"])
        .default_value("pdf")
        .help(t(
            "Dạng kết quả; `typ` là một thư mục cho chương trình typst",
            "Output format; `typ` is a folder for the typst program",
        ));
    let standard = Arg::new("standard")
        .long("standard")
        .value_name(t("CHUẨN", "STANDARD"))
        .value_delimiter(',')
        .value_parser(PossibleValuesParser::new(STANDARDS.iter().map(|(word, _)| *word)))
        .help(t(
            "Chuẩn PDF, nhiều chuẩn cách nhau bằng dấu phẩy [mặc định: a-2a,ua-1]",
            "PDF standards, separated by commas [default: a-2a,ua-1]",
        ));
    let ppi = Arg::new("ppi")
        .long("ppi")
        .value_name("PPI")
        .value_parser(value_parser!(u32).range(18..=1200))
        .default_value("144")
        .help(t("Độ phân giải của ảnh PNG", "Resolution of PNG pictures"));
    let keep = Arg::new("keep-source")
        .long("keep-source")
        .action(ArgAction::SetTrue)
        .help(t("Giữ lại mã nguồn Typst bên cạnh kết quả", "Keep the Typst source beside the output"));
    let sub = |name: &'static str, vi, en| {
        Command::new(name)
            .about(t(vi, en))
            .next_help_heading(options_heading(lang))
            .help_template(template(lang))
            .disable_help_flag(true)
            .arg(help_flag(lang))
    };
    Command::new("vanthu")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "Từ YAML đến văn bản hành chính theo Nghị định 30/2020/NĐ-CP (PDF)",
            "From YAML to official Vietnamese administrative documents (PDF)",
        ))
        .help_template(template(lang))
        .subcommand_help_heading(t("Lệnh", "Commands"))
        .subcommand_value_name(t("LỆNH", "COMMAND"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(help_flag(lang).global(true))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(options_heading(lang))
                .help(t("In phiên bản", "Print version")),
        )
        .args(globals(lang))
        .subcommand(
            sub("render", "Tạo văn bản từ kế hoạch", "Make documents from plans")
                .arg(plans())
                .arg(output(
                    "Tệp kết quả, thư mục, hoặc `-` (đầu ra chuẩn) [mặc định: cạnh kế hoạch]",
                    "Output file, folder, or `-` (standard output) [default: beside the plan]",
                ))
                .args([format, standard.clone(), ppi, number.clone(), date.clone(), newer(), awaiting(), anchors, keep]),
        )
        .subcommand(args_batch::arguments(
            sub(
                "batch",
                "Làm hàng loạt: một kế hoạch, một bảng dữ liệu, mỗi dòng một văn bản",
                "Make a batch: one plan, one table, a document for each row",
            ),
            lang,
            [standard, date.clone(), newer(), awaiting()],
        ))
        .subcommand(Command::new(crate::batch::COMMAND).hide(true))
        .subcommand(args_check::check(
            sub("check", "Kiểm tra kế hoạch và tệp PDF theo thể thức", "Check plans and PDFs against the rules"),
            lang,
            [newer()],
        ))
        .subcommand(args_check::explain(
            sub("explain", "Giải thích một quy tắc của check", "Explain a rule of check"),
            lang,
        ))
        .subcommand(sub("rules", "Liệt kê các quy tắc của check", "List the rules of check"))
        .subcommand(
            sub("copy", "Sao y, sao lục, trích sao một tệp PDF", "Copy a PDF: sao y, sao lục, trích sao")
                .arg(
                    Arg::new("form")
                        .value_name(t("HÌNH_THỨC", "FORM"))
                        .required(true)
                        .value_parser(PossibleValuesParser::new(["sao-y", "sao-luc", "trich-sao"]))
                        .help(t("Hình thức sao", "Form of the copy")),
                )
                .arg(
                    Arg::new("original")
                        .value_name(t("BẢN_GỐC", "ORIGINAL"))
                        .required(true)
                        .value_parser(value_parser!(PathBuf))
                        .value_hint(ValueHint::FilePath)
                        .help(t("Tệp PDF được sao", "The PDF to copy")),
                )
                .arg(
                    Arg::new("plan")
                        .long("plan")
                        .required(true)
                        .value_name(t("KẾ_HOẠCH", "PLAN"))
                        .value_parser(value_parser!(PathBuf))
                        .value_hint(ValueHint::FilePath)
                        .help(t(
                            "Kế hoạch của bản sao: cơ quan sao, số, ngày, nơi nhận, người ký (vanthu new sao-y)",
                            "The copy's plan: body, number, date, recipients, signer (vanthu new sao-y)",
                        )),
                )
                .arg(
                    Arg::new("pages")
                        .long("pages")
                        .value_name(t("TRANG", "PAGES"))
                        .help(t("Các trang trích sao, như 2-4,7", "Pages of an extract, such as 2-4,7")),
                )
                .arg(
                    Arg::new("dien-tu")
                        .long("dien-tu")
                        .value_name(t("THỜI_GIAN", "TIME"))
                        .help(t(
                            "Bản sao điện tử: chỉ in một dòng ở góc trên bên phải trang 1, với thời gian ký số (2026-03-15T08:30:00)",
                            "Electronic copy: only a line at the top right of page 1, with the time of signing (2026-03-15T08:30:00)",
                        )),
                )
                .args([number, date, newer()])
                .arg(output(
                    "Tệp kết quả [mặc định: BẢN_GỐC-sao-y.pdf]",
                    "Output file [default: ORIGINAL-sao-y.pdf]",
                )),
        )
        .subcommand(args_merge::arguments(sub("merge", "Ghép nhiều PDF thành một tệp để in", "Merge PDFs into one file for the printer"), lang))
        .subcommand(
            sub("new", "Tạo một kế hoạch mẫu để điền", "Start a plan to fill in")
                .arg(
                    Arg::new("kind")
                        .value_name(t("LOẠI", "KIND"))
                        .required(true)
                        .value_parser(PossibleValuesParser::new(KindName::WORDS))
                        .help(t("Loại văn bản", "Kind of document")),
                )
                .arg(
                    Arg::new("don-vi").long("don-vi").value_name(t("HỒ_SƠ", "PROFILE")).help(t(
                        "Hồ sơ đơn vị: bỏ những khóa mà hồ sơ đã ghi",
                        "Agency profile: leave out what it gives",
                    )),
                )
                .arg(output("Tệp mới [mặc định: đầu ra chuẩn]", "The new file [default: standard output]")),
        )
        .subcommand(
            sub(
                "watch",
                "Tạo lại văn bản mỗi khi kế hoạch, hồ sơ hay mẫu thay đổi",
                "Render again whenever the plan, its profile or a template changes",
            )
            .arg(
                Arg::new("plan")
                    .value_name(t("KẾ_HOẠCH", "PLAN"))
                    .required(true)
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::FilePath)
                    .help(t("Tệp kế hoạch (.yaml)", "The plan (.yaml)")),
            )
            .arg(output("Tệp PDF [mặc định: cạnh kế hoạch]", "The PDF [default: beside the plan]")),
        )
        .subcommand(
            sub(
                "anchors",
                "In vị trí các thành phần đã ghi trong một tệp PDF",
                "Print the positions of the named parts kept in a PDF",
            )
            .arg(
                Arg::new("pdf")
                    .value_name(t("TỆP", "FILE"))
                    .required(true)
                    .value_parser(value_parser!(PathBuf))
                    .value_hint(ValueHint::FilePath)
                    .help(t("Tệp PDF do vanthu tạo", "A PDF made by vanthu")),
            ),
        )
        .subcommand(args_print::arguments(
            sub(
                "print",
                "In tệp PDF ra máy in, in tiếp được khi bị dừng",
                "Print PDFs; a run that was stopped goes on",
            ),
            lang,
        ))
        .subcommand(args_sign::sign(
            sub("sign", "Ký số tệp PDF (PAdES), đúng chỗ theo thể thức", "Sign PDFs (PAdES), where the layout says"),
            lang,
        ))
        .subcommand(args_sign::issue(
            sub(
                "issue",
                "Cấp số, ngày cho văn bản chờ số (render --cho-so) mà không làm hỏng chữ ký đã có",
                "Give number and date to a document that awaits them (render --cho-so); its signatures stay valid",
            ),
            lang,
        ))
        .subcommand(args_sign::verify(
            sub(
                "verify",
                "Kiểm tra chữ ký số: toàn vẹn, chứng thư, dấu thời gian, thay đổi sau khi ký",
                "Verify signatures: integrity, certificates, timestamps, what changed after each",
            ),
            lang,
        ))
        .subcommand(sub("schema", "In JSON Schema của kế hoạch", "Print the JSON Schema of plans"))
        .subcommand(sub("kinds", "Liệt kê các loại văn bản", "List the kinds of documents"))
        .subcommand(
            sub("completions", "In phần gõ tắt cho shell", "Print completions for a shell").arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(clap_complete::Shell))
                    .help("bash, elvish, fish, powershell, zsh"),
            ),
        )
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}",
        Lang::En => "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    }
}

fn options_heading(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tùy chọn",
        Lang::En => "Options",
    }
}

fn help_flag(lang: Lang) -> Arg {
    let help = match lang {
        Lang::Vi => "In trợ giúp",
        Lang::En => "Print help",
    };
    Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help).help_heading(options_heading(lang))
}

/// Options of every command.
fn globals(lang: Lang) -> Vec<Arg> {
    let t = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let folder = |name: &'static str, vi, en| {
        Arg::new(name)
            .long(name)
            .value_name(t("THƯ_MỤC", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::DirPath)
            .help(t(vi, en))
    };
    vec![
        Arg::new("lang").long("lang").value_name("vi|en").value_parser(["vi", "en"]).hide_possible_values(true).help(
            t(
                "Ngôn ngữ thông báo [mặc định: theo máy, không rõ thì tiếng Việt]",
                "Language of messages [default: the locale's, else Vietnamese]",
            ),
        ),
        Arg::new("color")
            .long("color")
            .value_name(t("KHI", "WHEN"))
            .value_parser(["auto", "always", "never"])
            .default_value("auto")
            .help(t("Màu trong thông báo", "Colours in messages")),
        Arg::new("messages")
            .long("messages")
            .value_name(t("DẠNG", "FORM"))
            .value_parser(["human", "short", "json", "sarif", "github"])
            .default_value("human")
            .help(t("Dạng thông báo", "Form of messages")),
        folder("templates", "Thư mục mẫu thay cho mẫu có sẵn", "A folder of templates that replace the built-in ones"),
        folder(
            "font-path",
            "Thư mục có phông Times New Roman của bạn, thay cho Liberation Serif",
            "A folder with your own Times New Roman, instead of Liberation Serif",
        ),
    ]
    .into_iter()
    .map(|arg| arg.global(true).help_heading(options_heading(lang)))
    .collect()
}

/// The language of a run: `--lang`, else the locale, else Vietnamese. Read before clap, since the help needs it.
pub fn language<'a>(args: impl Iterator<Item = &'a str>, locale: Option<&str>) -> Lang {
    let mut args = args.peekable();
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.peek().copied(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        match value {
            Some("vi") => return Lang::Vi,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    if locale.is_some_and(|l| l.starts_with("en")) { Lang::En } else { Lang::Vi }
}

/// A path argument.
pub fn path<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a PathBuf> {
    matches.get_one::<PathBuf>(name)
}

/// A word argument, empty when not given.
pub fn word<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}
