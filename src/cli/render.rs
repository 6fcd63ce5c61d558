//! `vanthu render`: all plans are read, built, typeset and exported before the first file is written.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args, input, output};
use crate::diag::{Problem, Text};
use crate::export::{Standards, anchors_json, png, svg, typst_folder};
use crate::plan::Overrides;
use crate::typeset::anchors;
use crate::vi::date::{DateError, PartialDate};
use crate::{Engine, Typeset};

/// A file to write, or its bytes for standard output under the path `-`.
struct Output {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let outputs = prepare(matches, context);
    if let Some(outputs) = outputs.filter(|_| !context.report.has_errors()) {
        for Output { path, bytes } in &outputs {
            if !output::write(path, bytes, context) {
                break;
            }
            if path.as_os_str() != "-" {
                let done = context.text("đã ghi", "wrote");
                context.say(&format!("{done} {}", path.display()));
            }
        }
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

fn prepare(matches: &ArgMatches, context: &mut Context) -> Option<Vec<Output>> {
    let overrides = overrides(matches, context)?;
    let words: Vec<String> = matches.get_many("standard").into_iter().flatten().cloned().collect();
    let standards = match Standards::new(&words) {
        Ok(standards) => standards,
        Err(problem) => {
            context.report.push(problem, None);
            return None;
        }
    };
    let plans: Vec<&PathBuf> = matches.get_many("plans").into_iter().flatten().collect();
    let format = args::word(matches, "format");
    let target = Target::new(args::path(matches, "output").map(PathBuf::as_path), plans.len(), format, context)?;
    let engine = context.engine()?;
    let mut outputs: Vec<Output> = Vec::new();
    let mut owners: HashMap<PathBuf, &PathBuf> = HashMap::new();
    let mut sources: HashSet<PathBuf> = plans.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut all_anchors = serde_json::Map::new();
    for plan in &plans {
        let Some(made) = typeset(plan, overrides, &engine, context) else {
            continue;
        };
        if format != "pdf" && made.document.appendices.iter().any(|appendix| appendix.pdf.is_some()) {
            context.report.push(Problem::OnlyInPdf { format: format.to_owned() }, None);
        }
        if made.document.kind.is_copy() {
            let shown = plan.display();
            let detail = Text::new(
                format!(
                    "`{shown}` là kế hoạch của bản sao: dùng `vanthu copy {} BẢN_GỐC.pdf --plan {shown}`",
                    made.document.kind.key.word()
                ),
                format!(
                    "`{shown}` is the plan of a copy: use `vanthu copy {} ORIGINAL.pdf --plan {shown}`",
                    made.document.kind.key.word()
                ),
            );
            context.report.push(Problem::Option { detail }, None);
            continue;
        }
        let stem = target.stem(plan, made.document.output.as_deref());
        let Some(files) = export(&made, format, matches, &stem, target.whole, &standards, &engine, context) else {
            continue;
        };
        sources.extend(made.loaded.read.iter().filter_map(|path| path.canonicalize().ok()));
        for file in &files {
            if file.path.as_os_str() != "-"
                && let Some(other) = owners.insert(file.path.clone(), plan)
            {
                let problem =
                    Problem::SameOutput { path: file.path.display().to_string(), other: other.display().to_string() };
                context.report.push(problem, None);
            }
        }
        outputs.extend(files);
        all_anchors.insert(plan.display().to_string(), anchors_json(&anchors(&made.pages)));
    }
    if let Some(path) = args::path(matches, "anchors") {
        // One plan: its list; several: a list for each.
        let json = match (plans.as_slice(), all_anchors.values().next()) {
            ([_], Some(list)) => list.clone(),
            _ => serde_json::Value::Object(all_anchors),
        };
        let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
        outputs.push(Output { path: path.clone(), bytes: text.into_bytes() });
    }
    // Nothing that was read is ever written over.
    for path in outputs.iter().map(|output| &output.path) {
        if path.canonicalize().is_ok_and(|real| sources.contains(&real)) {
            let shown = path.display();
            let detail = Text::new(
                format!("kết quả sẽ ghi đè lên `{shown}`, tệp vừa được đọc; chọn tên khác"),
                format!("the output would replace `{shown}`, which was read; choose another name"),
            );
            context.report.push(Problem::Option { detail }, None);
        }
    }
    Some(outputs)
}

/// Reads and typesets one plan.
pub(super) fn typeset(plan: &Path, overrides: Overrides, engine: &Engine, context: &mut Context) -> Option<Typeset> {
    let input = input::read(plan, context)?;
    engine.typeset(input.bytes, &input.name, &input.folder, overrides, &mut context.sources, &mut context.report)
}

/// The date of `--ngay`, if given; `None` when the report says why it is none.
#[allow(clippy::option_option)] // Not given, and wrong, are different.
pub(super) fn date(matches: &ArgMatches, context: &mut Context) -> Option<Option<PartialDate>> {
    match matches.get_one::<String>("ngay").map(|text| (text, PartialDate::parse(text))) {
        None => Some(None),
        Some((_, Ok(date))) => Some(Some(date)),
        Some((text, Err(error))) => {
            let detail = match error {
                DateError::Form => Text::new(
                    format!("--ngay {text}: không phải ngày tháng; viết 2026-11-24 hoặc 24/11/2026"),
                    format!("--ngay {text}: not a date; write 2026-11-24 or 24/11/2026"),
                ),
                DateError::Impossible => Text::new(
                    format!("--ngay {text}: không có ngày này"),
                    format!("--ngay {text}: there is no such date"),
                ),
            };
            context.report.push(Problem::Option { detail }, None);
            None
        }
    }
}

/// The options that win over the plan; `None` when one of them is wrong.
pub(super) fn overrides(matches: &ArgMatches, context: &mut Context) -> Option<Overrides> {
    let date = date(matches, context)?;
    let flag = |name: &str| matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false);
    // `batch` has a `--so` of its own, which is no single number.
    let number = matches.try_get_one("so").ok().flatten().copied();
    if number.is_some() && matches.try_get_many::<PathBuf>("plans").ok().flatten().is_some_and(|plans| plans.len() > 1)
    {
        let detail = Text::new(
            "--so chỉ dùng với một kế hoạch: hai văn bản không thể cùng một số",
            "--so takes one plan: two documents cannot have the same number",
        );
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    Some(Overrides { number, date, newer_rules: matches.get_flag("he-cu"), awaiting: flag("cho-so"), kind: None })
}

/// Where results go.
struct Target<'a> {
    output: Option<&'a Path>,
    /// `-o` names the file itself, not a folder.
    whole: bool,
}

impl<'a> Target<'a> {
    fn new(output: Option<&'a Path>, plans: usize, format: &str, context: &mut Context) -> Option<Self> {
        let whole = output.is_some_and(|path| {
            let text = path.to_string_lossy();
            !path.is_dir()
                && !text.ends_with(['/', std::path::MAIN_SEPARATOR])
                && (path.extension().is_some() || path.exists())
        }) || output.is_some_and(|path| path.as_os_str() == "-");
        if whole && plans > 1 {
            let detail =
                Text::new("nhiều kế hoạch thì -o phải là một thư mục", "with several plans, -o must be a folder");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        // `-o a.docx` would be a PDF that no program opens by its name; devices and `-` have no extension.
        let extension = output.filter(|_| whole && format != "typ").and_then(Path::extension);
        if let Some(extension) = extension.filter(|e| !e.eq_ignore_ascii_case(format)) {
            let extension = extension.to_string_lossy();
            let detail = Text::new(
                format!("-o có đuôi .{extension} nhưng kết quả là {format}; đổi đuôi, hoặc thêm --format"),
                format!("-o ends in .{extension} but the output is {format}; change it, or add --format"),
            );
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        Some(Self { output, whole })
    }

    /// The path of the result without its extension.
    fn stem(&self, plan: &Path, wanted: Option<&str>) -> PathBuf {
        let stdin = plan.as_os_str() == "-";
        let name = match wanted {
            // A name, not a path: separators would lead out of the folder.
            Some(name) => name.replace(['/', '\\'], "-").into(),
            None if stdin => "van-ban".into(),
            None => plan.file_stem().unwrap_or_default().to_owned(),
        };
        match self.output {
            Some(path) if self.whole => path.to_owned(),
            Some(folder) => folder.join(name),
            None if stdin => PathBuf::from("-"),
            None => plan.with_file_name(name),
        }
    }
}

#[allow(clippy::too_many_arguments)] // The settings of one export.
fn export(
    made: &Typeset,
    format: &str,
    matches: &ArgMatches,
    stem: &Path,
    whole: bool,
    standards: &Standards,
    engine: &Engine,
    context: &mut Context,
) -> Option<Vec<Output>> {
    let stdout = stem.as_os_str() == "-";
    // `name.` + extension; a stem such as `a.b` keeps its dot.
    let with = |suffix: &str| {
        let mut name = stem.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let paged = |pages: Vec<Vec<u8>>, extension: &str| -> Vec<Output> {
        let base = if whole { stem.with_extension("") } else { stem.to_owned() };
        let single = pages.len() == 1 && (whole || stdout);
        pages
            .into_iter()
            .enumerate()
            .map(|(index, bytes)| {
                let mut name = base.as_os_str().to_owned();
                name.push(format!("-{}.{extension}", index + 1));
                let path = if single { stem.to_owned() } else { PathBuf::from(name) };
                Output { path, bytes }
            })
            .collect()
    };
    if stdout && (format == "typ" || (format != "pdf" && made.pages.pages().len() > 1)) {
        let detail = Text::new(
            "nhiều tệp không đưa ra đầu ra chuẩn được; dùng -o THƯ_MỤC/",
            "several files cannot go to standard output; use -o FOLDER/",
        );
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    let mut files = match format {
        "png" => {
            let ppi = f64::from(matches.get_one::<u32>("ppi").copied().unwrap_or(144));
            match png(&made.pages, ppi) {
                Ok(pages) => paged(pages, "png"),
                Err(detail) => {
                    context.report.push(Problem::Internal { detail }, None);
                    return None;
                }
            }
        }
        "svg" => paged(svg(&made.pages).into_iter().map(String::into_bytes).collect(), "svg"),
        "typ" => typst_folder(&made.source, engine.templates(), &made.assets)
            .into_iter()
            .map(|(path, bytes)| Output { path: stem.join(path), bytes })
            .collect(),
        _ => {
            let bytes = engine.pdf(made, standards, &mut context.report)?;
            vec![Output { path: if whole || stdout { stem.to_owned() } else { with(".pdf") }, bytes }]
        }
    };
    if matches.get_flag("keep-source") && format != "typ" && !stdout {
        let path = if whole { stem.with_extension("typ") } else { with(".typ") };
        files.push(Output { path, bytes: made.source.clone().into_bytes() });
    }
    Some(files)
}
