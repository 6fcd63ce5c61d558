//! `vanthu copy`: sao y, sao lục, trích sao of any PDF, on paper (Mẫu 3.1) or electronic (Mẫu 3.2). The pages stay as they are.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::context::{Channel, Context};
use super::{Exit, args, input, output, render};
use crate::copying::{self, CopyError, Place};
use crate::diag::{Problem, Text};
use crate::overlay::Pdf;
use crate::plan::{KindName, Overrides};

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    if let Some((bytes, path, dropped)) = prepare(matches, context)
        && !context.report.has_errors()
        && output::write(&path, &bytes, context)
    {
        let done = context.text("đã ghi", "wrote");
        context.say(&format!("{done} {}", path.display()));
        if dropped {
            let note = context.text(
                "bản gốc là PDF/A hoặc PDF/UA; bản sao có thêm nội dung nên không còn ghi là theo chuẩn đó",
                "the original claims PDF/A or PDF/UA; the copy has more on it and no longer does",
            );
            context.say(note);
        }
    }
    context.print_report(Channel::Err);
    context.exit(false)
}

fn prepare(matches: &ArgMatches, context: &mut Context) -> Option<(Vec<u8>, PathBuf, bool)> {
    let form = KindName::from_word(args::word(matches, "form"))?;
    let original = args::path(matches, "original")?.clone();
    let bytes = input::read_file(&original, context)?;
    let mut pdf = match Pdf::open(&bytes) {
        Ok(pdf) => pdf,
        Err(error) => return fail(&original, &CopyError::from(error), context),
    };
    let whole = pdf.len();
    if let Some(ranges) = matches.get_one::<String>("pages") {
        let pages = match copying::page_ranges(ranges, pdf.len()) {
            Ok(pages) => pages,
            Err(detail) => {
                context.report.push(Problem::Option { detail }, None);
                return None;
            }
        };
        if form != KindName::Extract {
            let detail = Text::new(
                "--pages chỉ dùng cho trich-sao: sao y, sao lục là sao đầy đủ",
                "--pages is for trich-sao: the other forms copy the whole",
            );
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        if let Err(error) = pdf.keep(&pages) {
            return fail(&original, &error.into(), context);
        }
    }
    if form == KindName::Extract && pdf.len() == whole {
        let detail = Text::new(
            "trích sao là sao một phần: chọn trang bằng --pages; sao đầy đủ thì dùng sao-y",
            "an extract is a part: choose pages with --pages; for the whole use sao-y",
        );
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    let dropped = pdf.claims_a_standard();
    let overrides = Overrides { kind: Some(form), ..render::overrides(matches, context)? };
    let engine = context.engine()?;
    let plan = args::path(matches, "plan")?;
    let read = input::read(plan, context)?;
    let place = match matches.get_one::<String>("dien-tu") {
        Some(time) => Place::Electronic { time: time.clone() },
        None => Place::Paper,
    };
    let made =
        engine.typeset(read.bytes, &read.name, &read.folder, overrides, &mut context.sources, &mut context.report)?;
    let path = match args::path(matches, "output") {
        Some(path) => path.clone(),
        None => beside(&original, form),
    };
    if path.canonicalize().is_ok_and(|real| original.canonicalize().is_ok_and(|known| known == real)) {
        let detail = Text::new("-o trùng với bản gốc; chọn tên khác", "-o is the original; choose another name");
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    match copying::copy(pdf, &made.document, &made.pages, &engine, &place) {
        Ok(bytes) => Some((bytes, path, dropped)),
        Err(error) => fail(&original, &error, context),
    }
}

fn fail<T>(path: &Path, error: &CopyError, context: &mut Context) -> Option<T> {
    if let CopyError::Time(text) = error {
        let detail = Text::new(
            format!("--dien-tu {text}: cần ngày và giờ, như 2026-03-15T08:30:00 hoặc 15/3/2026 08:30:00"),
            format!("--dien-tu {text}: a date and time is needed, such as 2026-03-15T08:30:00"),
        );
        context.report.push(Problem::Option { detail }, None);
        return None;
    }
    let why = match error {
        CopyError::Pdf(error) => error.wording(),
        CopyError::TooTall => Text::new(
            "khối của bản sao cao hơn một trang; bớt dòng nơi nhận trong kế hoạch của bản sao",
            "the copy's block is higher than a page; shorten its list of recipients",
        ),
        CopyError::Time(what) | CopyError::Export(what) => Text::new(what.clone(), what.clone()),
    };
    context.report.push(Problem::CannotRead { path: path.display().to_string(), why }, None);
    None
}

/// `cong-van.pdf` → `cong-van-sao-y.pdf`.
fn beside(original: &Path, form: KindName) -> PathBuf {
    let mut name = original.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{}.pdf", form.word()));
    original.with_file_name(name)
}
