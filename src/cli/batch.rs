//! `vanthu batch`: one plan, a table of rows, a document for each.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::ArgMatches;
use sha2::{Digest, Sha256};

use super::context::{Channel, Context};
use super::signer::Signer;
use super::{Exit, args, input, merge, render, sign};
use crate::batch;
use crate::batch::{
    Checked, Counts, Ended, Failures, Folder, Limits, Making, Naming, Numbers, Pass, Progress, Reader, Register,
    Registered, Selection, Series, Setup, Shard, Shown, Stream, Survey, make, survey,
};
use crate::diag::{Lang, Problem, Report, Text};
use crate::export::Standards;
use crate::files::{hash_of, hex};
use crate::model::Document;
use crate::plan::{Tree, Variable, Variables, read};
use crate::sheet::{Form, Table};
use crate::signing::{Item, Outcome, Role};
use crate::vi::text::as_name;
use crate::vi::{PartialDate, parse_vietnamese};

/// At most so many faults of rows are printed.
const TOLD: usize = 200;

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let exit = match Batch::prepare(matches, context) {
        Some(batch) => batch.run(context),
        None => Exit::Fine,
    };
    context.print_report_if_any(Channel::Err);
    match (exit, context.exit(false)) {
        (_, Exit::CouldNotRun) | (Exit::CouldNotRun, _) => Exit::CouldNotRun,
        (Exit::Fine, other) => other,
        (other, _) => other,
    }
}

/// A batch whose plan is right.
struct Batch<'a> {
    matches: &'a ArgMatches,
    setup: Setup,
    tree: Tree,
    variables: Variables,
    naming: Naming,
    table: Table,
    /// The hash of what all documents are made from.
    common: String,
    series: Option<Series>,
    selection: Selection,
    interrupted: Arc<AtomicBool>,
}

impl<'a> Batch<'a> {
    /// Reads the plan and lays it out with its examples; `None` when the report says why not.
    fn prepare(matches: &'a ArgMatches, context: &mut Context) -> Option<Self> {
        let path = args::path(matches, "plan")?;
        let overrides = render::overrides(matches, context)?;
        let standards: Vec<String> = matches.get_many("standard").into_iter().flatten().cloned().collect();
        if let Err(problem) = Standards::new(&standards) {
            context.report.push(problem, None);
            return None;
        }
        let data = args::path(matches, "data")?;
        let table = match Table::new(data, matches.get_one::<String>("sheet").map(String::as_str)) {
            Ok(table) => table,
            Err(why) => {
                context.report.push(Problem::DataFile { path: data.display().to_string(), why }, None);
                return None;
            }
        };
        check_options(matches, &table, context)?;
        let input = input::read(path, context)?;
        let engine = context.engine()?;
        let mut own = Report::default();
        let tree = read(input.bytes.clone(), &input.name, &input.folder, overrides, &mut context.sources, &mut own);
        if tree.as_ref().is_some_and(|tree| !tree.declares("bien")) {
            context.report.append(own);
            context.report.push(Problem::NoVariables { suggestion: suggestion(&table) }, None);
            return None;
        }
        let made = tree.as_ref().and_then(|tree| engine.typeset_row(tree, None, &mut context.sources, &mut own));
        own.retain(|problem| !matches!(problem, Problem::ExamplesUsed));
        let fine = !own.has_errors();
        context.report.append(own);
        let tree = tree.filter(|_| fine)?;
        let made = made?;
        let variables = tree.variables.clone()?;
        if made.document.kind.is_copy() {
            let detail =
                Text::new("bản sao không làm hàng loạt bằng bảng dữ liệu", "copies cannot be made from a table");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        let selection = selection(matches, &variables, context)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let setup = Setup {
            plan: input.bytes,
            name: input.name,
            folder: input.folder,
            templates: args::path(matches, "templates").cloned(),
            fonts: args::path(matches, "font-path").cloned(),
            standards,
            overrides,
            lang: context.lang,
            secret: matches.get_one::<String>("pin-env").cloned(),
            check: false,
            memory: matches.get_one::<u64>("memory").copied().unwrap_or(2048) << 20,
        };
        let common = common(&setup, &made.loaded.read);
        Some(Self {
            matches,
            naming: Naming::new(tree.output().as_deref(), &stem),
            series: series(&made.document),
            setup,
            tree,
            variables,
            table,
            common,
            selection,
            interrupted: interruption(),
        })
    }

    fn run(&self, context: &mut Context) -> Exit {
        match self.try_run(context) {
            Ok(exit) => exit,
            Err(problem) => {
                context.report.push(problem, None);
                Exit::Findings
            }
        }
    }

    fn try_run(&self, context: &mut Context) -> Result<Exit, Problem> {
        if self.matches.get_flag("dry-run") {
            return self.dry_run(context);
        }
        match args::path(self.matches, "out") {
            Some(out) if out.as_os_str() == "-" && self.is_given("sign") => {
                let detail = Text::new(
                    "--sign cần một thư mục kết quả, không ký vào đầu ra chuẩn được",
                    "--sign needs a folder; what goes to standard output is not signed",
                );
                Err(Problem::Option { detail })
            }
            Some(out) if out.as_os_str() == "-" => self.to_stream(context),
            Some(out) => match self.signer(context) {
                Some(signer) => self.to_folder(out, signer.as_ref(), context),
                None => Ok(Exit::CouldNotRun),
            },
            None => Ok(Exit::CouldNotRun),
        }
    }

    /// Checks every row, laid out as it would be.
    fn dry_run(&self, context: &mut Context) -> Result<Exit, Problem> {
        let start = self.start()?;
        if let (Some(start), Some(path), Some(series)) = (start, args::path(self.matches, "so-file"), &self.series)
            && path.exists()
        {
            Register::open(path)?.check(series, start)?;
        }
        let numbers = start.map(|start| Numbers::new(start, &HashMap::new(), None));
        let survey = self.survey(numbers.clone(), context)?;
        let counts = self.check(numbers, &survey, context)?;
        let (good, bad) = (counts.made, counts.failed);
        if self.interrupted.load(Ordering::Relaxed) {
            context.say(
                context.text("dừng giữa chừng: chưa kiểm tra hết các dòng", "stopped early: not all rows were checked"),
            );
            return Ok(Exit::Findings);
        }
        let line = match context.lang {
            Lang::Vi => format!("{good} dòng đúng, {bad} dòng lỗi; chưa ghi gì"),
            Lang::En => format!("{good} rows are right, {bad} are not; nothing was written"),
        };
        context.say(&line);
        Ok(if bad > 0 { Exit::Findings } else { Exit::Fine })
    }

    /// Documents to standard output.
    fn to_stream(&self, context: &mut Context) -> Result<Exit, Problem> {
        let survey = if self.table.is_stream() { None } else { Some(self.survey(None, context)?) };
        let form =
            if args::word(self.matches, "format") == "jsonl" { batch::Form::JsonLines } else { batch::Form::Tar };
        let out = std::io::BufWriter::new(std::io::stdout());
        let target = Stream::new(
            out,
            form,
            self.failures(),
            self.progress(survey.as_ref().map(|s| s.rows), context),
            self.matches.get_flag("fail-fast"),
        );
        let made = make(self.pass(None, survey.map(|s| s.total)), &self.making(&self.setup), &target);
        let interrupted = self.interrupted.load(Ordering::Relaxed);
        let Ended { counts, rate, error, untold } = target.finish(made.is_ok() && !interrupted);
        tell(untold, context);
        made?;
        if let Some(error) = error {
            return Err(error);
        }
        let exit = self.end(counts, rate, None, context);
        Ok(if interrupted { Exit::Findings } else { exit })
    }

    /// Documents to a folder.
    fn to_folder(&self, out: &Path, signer: Option<&Signer>, context: &mut Context) -> Result<Exit, Problem> {
        let progress = self.progress(None, context);
        let fail_fast = self.matches.get_flag("fail-fast");
        let folder = Folder::open(out, self.matches.get_flag("resume"), self.failures(), progress, fail_fast)?;
        let mut register = match args::path(self.matches, "so-file") {
            Some(path) => Some(Register::open(path)?),
            None => None,
        };
        let mut numbers = self.numbers(&folder, register.as_ref())?;
        let merged = args::path(self.matches, "merge");
        if merged.is_some() || signer.is_some() {
            folder.collect_names();
        }
        let pass = |numbers: Option<Numbers>, total| {
            let pass = self.pass(numbers, total);
            Pass { reader: pass.reader.beside(folder.made()), ..pass }
        };
        let survey = self.survey_of(&pass, numbers.clone(), context)?;
        folder.progress().expect(survey.rows);
        folder.begin(&self.setup.name, &self.table.name());
        if let Some(numbers) = &mut numbers {
            // A register has no gaps: nothing is numbered while any row is wrong.
            let wrong = survey.faulty > 0 || self.check(Some(numbers.clone()), &survey, context)?.failed > 0;
            if wrong || self.interrupted.load(Ordering::Relaxed) {
                context.say(context.text(
                    "chưa cấp số nào, chưa làm văn bản nào: sửa các dòng trên rồi chạy lại",
                    "no number was given and no document made: mend the rows above and run again",
                ));
                return Ok(Exit::Findings);
            }
            self.give(&survey, &folder, register.as_mut())?;
            numbers.settle(survey.numbers.iter().map(|(_, key, number, _)| (key.clone(), *number)));
        }
        let made = make(pass(numbers, Some(survey.total)), &self.making(&self.setup), &folder);
        let all = ["limit", "sample", "where", "shard"].iter().all(|name| !self.is_given(name));
        let interrupted = self.interrupted.load(Ordering::Relaxed);
        let whole = made.is_ok() && all && !interrupted && !fail_fast;
        let finished = folder.finish(whole, self.table.path());
        tell(finished.untold, context);
        made?;
        if let Some(error) = finished.error {
            how_to_go_on(out, context);
            return Err(error);
        }
        let exit = self.end(finished.counts, finished.rate, finished.failures.as_deref(), context);
        if interrupted {
            how_to_go_on(out, context);
            return Ok(Exit::Findings);
        }
        if !finished.left.is_empty() {
            let (count, some) =
                (finished.left.len(), finished.left.iter().take(5).cloned().collect::<Vec<_>>().join(", "));
            context.say(&match context.lang {
                Lang::Vi => {
                    format!("{count} văn bản của lượt trước không còn dòng trong bảng, vẫn nằm trong thư mục: {some}")
                }
                Lang::En => format!(
                    "{count} documents of an earlier run have no row in the table any more and are still there: {some}"
                ),
            });
        }
        let mut files = finished.files;
        let made = files.len();
        if let Some(signer) = signer {
            files = signed(&files, out, signer, &self.interrupted, context);
        }
        if let Some(path) = merged.filter(|_| finished.counts.failed > 0 || files.len() < made) {
            let path = path.display();
            context.say(&match context.lang {
                Lang::Vi => format!("chưa ghép {path}: còn dòng lỗi, hoặc văn bản chưa ký được"),
                Lang::En => format!("{path} was not made: rows have failed, or documents are not signed"),
            });
        } else if let Some(path) = merged.filter(|_| !files.is_empty()) {
            merge::write(&files, &merge::Settings::new(path.clone(), self.matches), context);
        }
        Ok(exit)
    }

    /// The key of `--sign`, whose PIN is asked for before the first document is made; `None` when the report says why there is none.
    #[allow(clippy::option_option)] // Not asked for, and unusable, are different.
    fn signer(&self, context: &mut Context) -> Option<Option<Signer>> {
        let Some(role) = self.matches.get_one::<String>("sign").and_then(|word| Role::from_word(word)) else {
            return Some(None);
        };
        if !self.is_given("p12") && !self.is_given("pkcs11") {
            let detail = Text::new("--sign cần khóa ký: --p12 hoặc --pkcs11", "--sign needs a key: --p12 or --pkcs11");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        Signer::open(self.matches, role, context).map(Some)
    }

    /// Writes the numbers down, in the journal and the register, before any document is made.
    fn give(&self, survey: &Survey, folder: &Folder, register: Option<&mut Register>) -> Result<(), Problem> {
        let given: Vec<_> = survey.numbers.iter().map(|(row, key, number, _)| (*row, key.clone(), *number)).collect();
        folder.give_numbers(&given)?;
        let (Some(register), Some(series)) = (register, &self.series) else { return Ok(()) };
        let given: Vec<Registered> = survey
            .numbers
            .iter()
            .map(|(_, key, number, name)| Registered {
                number: *number,
                file: format!("{name}.pdf"),
                before: folder.known.get(key).map(|known| known.file.clone()),
            })
            .collect();
        register.add(series, &given)
    }

    /// Whether an option stands on the command line.
    fn is_given(&self, name: &str) -> bool {
        self.matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine)
    }

    /// The rows, from the start; `total` is how many there are, for a sample of them.
    fn pass(&self, numbers: Option<Numbers>, total: Option<usize>) -> Pass<'_> {
        Pass {
            table: &self.table,
            reader: Reader::new(&self.tree, &self.variables, &self.naming, &self.table),
            selection: &self.selection,
            limit: self.count("limit"),
            sample: self.count("sample").zip(total),
            numbers,
            lang: self.setup.lang,
            interrupted: &self.interrupted,
        }
    }

    fn count(&self, name: &str) -> Option<usize> {
        self.matches.get_one::<u64>(name).and_then(|n| usize::try_from(*n).ok())
    }

    /// Reads and checks all rows; what is wrong with them goes to the report.
    fn survey(&self, numbers: Option<Numbers>, context: &mut Context) -> Result<Survey, Problem> {
        self.survey_of(&|numbers, total| self.pass(numbers, total), numbers, context)
    }

    fn survey_of<'b>(
        &'b self,
        pass: &dyn Fn(Option<Numbers>, Option<usize>) -> Pass<'b>,
        numbers: Option<Numbers>,
        context: &mut Context,
    ) -> Result<Survey, Problem> {
        let mut found = survey(pass(numbers.clone(), None))?;
        if self.count("sample").is_some() {
            found = Survey { total: found.rows, ..survey(pass(numbers, Some(found.rows)))? };
        }
        if found.rows == 0 && (self.is_given("where") || self.is_given("shard")) {
            context.say(context.text("không có dòng nào được chọn", "no row was chosen"));
        }
        for (at, what) in found.faults.iter().take(TOLD) {
            context.report.push(Problem::RowFault { at: at.clone(), what: what.clone() }, None);
        }
        if found.faults.len() > TOLD {
            let (rows, faulty) = (found.rows, found.faulty);
            context.say(&match context.lang {
                Lang::Vi => format!("{faulty} trong {rows} dòng có lỗi; chỉ hiện {TOLD} lỗi đầu"),
                Lang::En => format!("{faulty} of {rows} rows are wrong; only the first {TOLD} faults are shown"),
            });
        }
        // Said before the first document is made.
        context.print_report_if_any(Channel::Err);
        context.report = Report::default();
        Ok(found)
    }

    /// Lays out every row without writing anything; what is wrong goes to the report.
    fn check(&self, numbers: Option<Numbers>, survey: &Survey, context: &mut Context) -> Result<Counts, Problem> {
        let setup = Setup { check: true, ..self.setup.clone() };
        let target = Checked::new(self.progress(Some(survey.rows), context));
        make(self.pass(numbers, Some(survey.total)), &self.making(&setup), &target)?;
        let (counts, reasons) = target.finish();
        tell(reasons, context);
        Ok(counts)
    }

    fn making<'b>(&'b self, setup: &'b Setup) -> Making<'b> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let limits = Limits {
            workers: self.count("jobs").filter(|n| *n > 0).unwrap_or(cores),
            timeout: Duration::from_secs(self.count("timeout").unwrap_or(60).max(1) as u64),
        };
        Making {
            setup,
            limits,
            common: &self.common,
            counted: is_counted(&self.setup.plan),
            lang: setup.lang,
            told: !self.table.is_stream(),
        }
    }

    /// The table of failed rows: JSON rows have no heads of their own.
    fn failures(&self) -> Failures {
        let tabular = matches!(self.table.form(), Form::Csv | Form::Workbook);
        let name = |v: &Variable| v.column.as_ref().map_or(&v.name, |column| &column.value).clone();
        Failures::new((!tabular).then(|| self.variables.items.iter().map(name).collect()))
    }

    fn progress(&self, total: Option<usize>, context: &Context) -> Progress {
        let shown = match (self.matches.get_flag("quiet") || !context.is_human(), std::io::stderr().is_terminal()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar,
            (false, false) => Shown::Lines,
        };
        let progress = Progress::new(shown, context.lang);
        if let Some(total) = total {
            progress.expect(total);
        }
        progress
    }

    /// The first number of `--so`.
    fn start(&self) -> Result<Option<u32>, Problem> {
        let Some(text) = self.matches.get_one::<String>("so") else { return Ok(None) };
        let start = text.strip_suffix("..").unwrap_or(text).parse().ok().filter(|n| (1..=99_999).contains(n));
        let wrong = |vi: &str, en: &str| Problem::Option { detail: Text::new(vi, en) };
        if start.is_none() {
            return Err(wrong("--so: viết số đầu tiên, như 125..", "--so: write the first number, such as 125.."));
        }
        if self.variables.key().is_none() {
            return Err(wrong(
                "--so cần một biến có `khoa: true` (như mã số), để một dòng được sửa vẫn giữ số của nó",
                "--so needs a column with `khoa: true` (such as a code), so that a row keeps its number when it is mended",
            ));
        }
        if self.series.is_none() {
            return Err(wrong("loại văn bản này không có số", "this kind of document has no number"));
        }
        Ok(start)
    }

    /// The numbers that `--so` asks for, or that an earlier run gave.
    fn numbers(&self, folder: &Folder, register: Option<&Register>) -> Result<Option<Numbers>, Problem> {
        let earlier = folder.known.values().any(|known| known.number.is_some());
        let (Some(start), Some(series)) = (self.start()?, &self.series) else {
            if earlier {
                let detail = Text::new(
                    "lượt trước đã cấp số: thêm --so như lượt trước để làm tiếp",
                    "the earlier run gave numbers: add its --so to go on",
                );
                return Err(Problem::Option { detail });
            }
            return Ok(None);
        };
        if let Some(register) = register.filter(|_| !earlier) {
            register.check(series, start)?;
        }
        Ok(Some(Numbers::new(start, &folder.known, register.and_then(|register| register.last(series)))))
    }

    /// How it went; the exit code.
    fn end(&self, counts: Counts, rate: f64, failures: Option<&Path>, context: &Context) -> Exit {
        let Counts { made, kept, failed, pages } = counts;
        let (mut vi, mut en) =
            (format!("xong {made} văn bản ({pages} trang)"), format!("made {made} documents ({pages} pages)"));
        if kept > 0 {
            vi += &format!(", {kept} đã có từ trước");
            en += &format!(", {kept} were there already");
        }
        if failed > 0 {
            vi += &format!(", {failed} dòng lỗi");
            en += &format!(", {failed} rows failed");
            if let Some(path) = failures {
                vi += &format!(": sửa trong {} rồi dùng tệp đó làm --data với --resume", path.display());
                en += &format!(": mend them in {} and use it as --data with --resume", path.display());
            }
        }
        if made > 1 {
            vi += &format!("; {rate:.0} văn bản/giây");
            en += &format!("; {rate:.0} a second");
        }
        if !self.matches.get_flag("quiet") {
            context.say(context.text(&vi, &en));
        }
        if failed > 0 { Exit::Findings } else { Exit::Fine }
    }
}

/// Reports what is wrong with rows, in the words that were made for them.
fn tell(reasons: Vec<String>, context: &mut Context) {
    for reason in reasons.into_iter().take(TOLD) {
        let (at, what) = reason.split_once(": ").unwrap_or(("", &reason));
        context.report.push(Problem::RowFault { at: Text::new(at, at), what: Text::new(what, what) }, None);
    }
}

/// What to do after a run that was cut off.
fn how_to_go_on(out: &Path, context: &Context) {
    let out = out.display();
    context.say(&match context.lang {
        Lang::Vi => {
            format!("dừng giữa chừng; những văn bản đã xong nằm trong {out}. Làm tiếp: chạy lại lệnh này với --resume")
        }
        Lang::En => {
            format!("stopped early; the finished documents are in {out}. To go on: run the same command with --resume")
        }
    });
}

/// Options that do not go together.
fn check_options(matches: &ArgMatches, table: &Table, context: &mut Context) -> Option<()> {
    let to_stream = args::path(matches, "out").is_some_and(|out| out.as_os_str() == "-");
    let flag = |name: &str| matches.get_flag(name);
    let given = |name: &str| matches.value_source(name) == Some(clap::parser::ValueSource::CommandLine);
    let refused: [(bool, &str, &str); 6] = [
        (
            table.is_stream() && (flag("resume") || given("so") || given("sample") || flag("dry-run")),
            "luồng từ đầu vào chuẩn chỉ đọc được một lần: không dùng với --resume, --so, --sample, --dry-run",
            "a stream from standard input is read once: not with --resume, --so, --sample, --dry-run",
        ),
        (
            to_stream && (flag("resume") || given("so")),
            "--out - không có nhật ký: không dùng với --resume, --so",
            "--out - keeps no journal: not with --resume, --so",
        ),
        (
            table.is_stream() && !to_stream,
            "luồng từ đầu vào chuẩn chỉ đưa ra đầu ra chuẩn: dùng --out -",
            "a stream from standard input goes to standard output only: use --out -",
        ),
        (
            to_stream && given("merge"),
            "--merge cần một thư mục kết quả: --out THƯ_MỤC",
            "--merge needs a folder of results: --out DIR",
        ),
        (
            given("so") && given("shard"),
            "--so không dùng với --shard: mỗi máy sẽ cấp trùng số",
            "--so does not go with --shard: every machine would give the same numbers",
        ),
        (given("format") && !to_stream, "--format chỉ dùng với --out -", "--format goes with --out - only"),
    ];
    let wrong = refused.iter().find(|(wrong, ..)| *wrong);
    if let Some((_, vi, en)) = wrong {
        context.report.push(Problem::Option { detail: Text::new(*vi, *en) }, None);
    }
    wrong.is_none().then_some(())
}

/// The rows that `--where` and `--shard` want.
fn selection(matches: &ArgMatches, variables: &Variables, context: &mut Context) -> Option<Selection> {
    let shard = match matches.get_one::<String>("shard").map(|text| Shard::parse(text)) {
        Some(None) => {
            let detail = Text::new("--shard: viết K/N, như 2/5", "--shard: write K/N, such as 2/5");
            context.report.push(Problem::Option { detail }, None);
            return None;
        }
        other => other.flatten(),
    };
    let selection = Selection::new(matches.get_one::<String>("where").map(String::as_str), shard, variables);
    selection.map_err(|problem| context.report.push(problem, None)).ok()
}

/// The hash of what all documents are made from: files by what is in them, not by where they are.
fn common(setup: &Setup, read: &[PathBuf]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(env!("CARGO_PKG_VERSION"));
    hasher.update(setup.shape().to_string());
    hasher.update(&setup.plan);
    let mut files: Vec<PathBuf> = read.to_vec();
    for folder in setup.templates.iter().flat_map(|t| [t.join("kinds"), t.join("lib")]).chain(setup.fonts.clone()) {
        files.extend(std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()));
    }
    // Files that cannot be read were passed over when templates and fonts were looked for, too.
    let mut hashes: Vec<(String, String)> = files
        .iter()
        .filter_map(|path| Some((path.file_name()?.to_string_lossy().into_owned(), hash_of(path).ok()?)))
        .collect();
    hashes.sort();
    for (name, hash) in hashes {
        hasher.update(name);
        hasher.update(hash);
    }
    hex(&hasher.finalize())
}

/// Whether an expression of a plan says which row it is: `{{ dong }}`.
fn is_counted(plan: &[u8]) -> bool {
    let text = String::from_utf8_lossy(plan);
    let mut tags = text.split("{{").chain(text.split("{%")).skip(1);
    tags.any(|tag| {
        let inside = tag.split("}}").next().unwrap_or_default().split("%}").next().unwrap_or_default();
        inside.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "dong")
    })
}

/// The series that the documents' numbers are counted in.
fn series(document: &Document) -> Option<Series> {
    let line = document.number.as_ref()?;
    Some(Series { symbol: line.symbol.trim_start_matches('/').to_owned(), year: document.date.year() })
}

/// `bien` for the columns of a table, ready to be copied.
fn suggestion(table: &Table) -> String {
    let mut lines = vec!["bien:".to_owned()];
    let head = table.each(&mut |record| {
        for (name, cell) in record.head.iter().zip(&record.cells).filter(|(name, _)| !as_name(name).is_empty()) {
            let example = match cell {
                crate::sheet::Cell::Text(text) => text.clone(),
                crate::sheet::Cell::Number(n) => n.to_string(),
            };
            let quoted = serde_json::to_string(&example).unwrap_or_default();
            lines.push(format!("  {}: {{ kieu: {}, vi_du: {quoted} }}", as_name(name), likely(&example)));
        }
        std::ops::ControlFlow::Break(())
    });
    if head.is_err() || lines.len() == 1 {
        lines.push("  ho_ten: { kieu: chu, vi_du: \"Nguyễn Văn Mẫu\" }".to_owned());
    }
    lines.join("\n")
}

/// What a column most likely holds, by one of its cells.
fn likely(example: &str) -> &'static str {
    let digits = example.bytes().filter(u8::is_ascii_digit).count();
    let plain = example.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if example.matches('/').count() == 2 && PartialDate::parse(example).is_ok() {
        "ngay"
    } else if parse_vietnamese(example).is_some() && example.contains('.') {
        "tien"
    } else if plain && (1..7).contains(&digits) && !example.starts_with('0') {
        "so"
    } else {
        // Codes and telephone numbers, too: they keep their zeros.
        "chu"
    }
}

/// Ctrl-C asks for an end after the documents under way; a second one ends at once.
fn interruption() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let seen = flag.clone();
    // Without a handler Ctrl-C ends the program at once, and --resume goes on all the same.
    drop(ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    }));
    flag
}

/// The folder of signed copies in that of a batch, and its journal.
const SIGNED: &str = "da-ky";
const SIGN_JOURNAL: &str = "vanthu-sign.jsonl";

/// Signs the documents of a batch into a folder of their own: those that were made stay what their journal says. The signed copies.
fn signed(
    files: &[PathBuf],
    out: &Path,
    signer: &Signer,
    interrupted: &AtomicBool,
    context: &mut Context,
) -> Vec<PathBuf> {
    let folder = out.join(SIGNED);
    let items = files.iter().filter_map(|input| {
        let output = folder.join(input.strip_prefix(out).ok()?);
        Some(Item { input: input.clone(), output })
    });
    let items: Vec<Item> = items.collect();
    if let Err(error) = std::fs::create_dir_all(&folder) {
        let path = folder.display().to_string();
        context.report.push(Problem::CannotWrite { path, why: Text::of_io(&error) }, None);
        return Vec::new();
    }
    let Some(journal) = sign::open(Some(&folder.join(SIGN_JOURNAL)), context) else { return Vec::new() };
    let outcomes = sign::sign(&items, signer, journal, None, interrupted, context);
    let done = |outcome: &Outcome| matches!(outcome, Outcome::Signed { .. } | Outcome::Earlier { .. });
    items.into_iter().zip(&outcomes).filter(|(_, outcome)| done(outcome)).map(|(item, _)| item.output).collect()
}
