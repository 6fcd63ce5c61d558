//! `vanthu render`: all plans are read, built, typeset and exported before the first file is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args, input, output};
use crate::diag::{Problem, Text};
use crate::export::{Standards, anchors_json, pdf, png, svg, typst_folder};
use crate::plan::Overrides;
use crate::typeset::anchors;
use crate::vi::date::PartialDate;
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
    let target = Target::new(args::path(matches, "output").map(PathBuf::as_path), plans.len(), context)?;
    let engine = context.engine()?;
    let mut outputs: Vec<Output> = Vec::new();
    let mut owners: HashMap<PathBuf, &PathBuf> = HashMap::new();
    let mut all_anchors = serde_json::Map::new();
    for plan in &plans {
        let Some(made) = typeset(plan, overrides, &engine, context) else {
            continue;
        };
        let stem = target.stem(plan, made.document.output.as_deref());
        let files = export(&made, format, matches, &stem, target.whole, &standards, &engine, context)?;
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
    Some(outputs)
}

/// Reads and typesets one plan.
pub(super) fn typeset(plan: &Path, overrides: Overrides, engine: &Engine, context: &mut Context) -> Option<Typeset> {
    let input = input::read(plan, context)?;
    engine.typeset(input.bytes, &input.name, &input.folder, overrides, &mut context.sources, &mut context.report)
}

fn overrides(matches: &ArgMatches, context: &mut Context) -> Option<Overrides> {
    let date = match matches.get_one::<String>("ngay") {
        None => None,
        Some(text) => match PartialDate::parse(text) {
            Ok(date) => Some(date),
            Err(_) => {
                context.report.push(Problem::BadDate { text: format!("--ngay {text}") }, None);
                return None;
            }
        },
    };
    Some(Overrides { number: matches.get_one("so").copied(), date })
}

/// Where results go.
struct Target<'a> {
    output: Option<&'a Path>,
    /// `-o` names the file itself, not a folder.
    whole: bool,
}

impl<'a> Target<'a> {
    fn new(output: Option<&'a Path>, plans: usize, context: &mut Context) -> Option<Self> {
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
            let bytes = pdf(&made.pages, &made.document, standards, &mut context.report)?;
            vec![Output { path: if whole || stdout { stem.to_owned() } else { with(".pdf") }, bytes }]
        }
    };
    if matches.get_flag("keep-source") && format != "typ" && !stdout {
        let path = if whole { stem.with_extension("typ") } else { with(".typ") };
        files.push(Output { path, bytes: made.source.clone().into_bytes() });
    }
    Some(files)
}
