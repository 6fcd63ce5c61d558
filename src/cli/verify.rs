//! `vanthu verify`: what the signatures of PDFs are worth, and what was done to the files since.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::context::{Channel, Context};
use super::signer::{certificates, now};
use super::{Exit, args, input};
use crate::crypto::Certificate;
use crate::diag::{Lang, Problem, Text};
use crate::verifying::{Findings, Request, Verdict, lines, to_json, verify};

/// Runs the command.
pub fn run(matches: &ArgMatches, context: &mut Context) -> Exit {
    let mut exit = Exit::Fine;
    if let (Some(anchors), Some(at)) = (anchors(matches, context), time(matches, context)) {
        let files = input::pdf_files(matches, context);
        let mut all = Vec::new();
        for path in &files {
            let Some(findings) = one(path, &anchors, at, context) else { continue };
            if findings.verdict() == Verdict::Problems {
                exit = Exit::Findings;
            }
            match context.form() {
                "json" => all.push(as_json(path, &findings, context.lang)),
                form => print(path, &findings, form == "short", context.lang),
            }
        }
        if context.form() == "json" {
            all.extend(context.report.iter().map(|item| {
                let entry = item.problem.entry();
                json!({ "ma": entry.code.to_string(), "thong_bao": entry.message.get(context.lang) })
            }));
            let text = serde_json::to_string_pretty(&all).unwrap_or_default() + "\n";
            drop(std::io::stdout().write_all(text.as_bytes()));
        }
    }
    if context.form() != "json" {
        context.print_report_if_any(Channel::Err);
    }
    match context.exit(false) {
        Exit::Fine => exit,
        other => other,
    }
}

fn one(path: &Path, anchors: &[Certificate], at: Option<i64>, context: &mut Context) -> Option<Findings> {
    let pdf = input::read_file(path, context)?;
    match verify(&Request { pdf: &pdf, anchors, now: now(), at }) {
        Ok(findings) => Some(findings),
        Err(error) => {
            let problem = Problem::NotVerified { path: path.display().to_string(), why: error.wording() };
            context.report.push(problem, None);
            None
        }
    }
}

fn as_json(path: &Path, findings: &Findings, lang: Lang) -> Json {
    let mut json = to_json(findings, lang);
    json["tep"] = path.display().to_string().into();
    json
}

fn print(path: &Path, findings: &Findings, short: bool, lang: Lang) {
    let verdict = match findings.verdict() {
        Verdict::Fine => {
            Text::new("không thấy gì sai trong những điều đã kiểm tra", "nothing wrong in what was checked")
        }
        Verdict::Problems => Text::new("KHÔNG ĐẠT", "FAILED"),
    };
    let mut text = format!("{}: {}\n", path.display(), verdict.get(lang));
    if !short {
        for line in lines(findings, lang) {
            text += &format!("  {line}\n");
        }
    }
    drop(anstream::stdout().write_all(text.as_bytes()));
}

/// The trusted certificates of files and folders.
fn anchors(matches: &ArgMatches, context: &mut Context) -> Option<Vec<Certificate>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in matches.get_many::<PathBuf>("trust").into_iter().flatten() {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let is_certificate = |path: &PathBuf| {
            let known = |e: &std::ffi::OsStr| {
                ["pem", "crt", "cer", "cert", "der", "p7b", "p7c"].iter().any(|k| e.eq_ignore_ascii_case(k))
            };
            path.extension().is_some_and(known)
        };
        match std::fs::read_dir(path) {
            Ok(entries) => {
                let found = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
                let mut found: Vec<PathBuf> = found.filter(is_certificate).collect();
                found.sort();
                paths.extend(found);
            }
            Err(error) => {
                let why = Text::of_io(&error);
                context.report.push(Problem::CannotRead { path: path.display().to_string(), why }, None);
            }
        }
    }
    let asked = matches.contains_id("trust");
    let all: Vec<Certificate> = paths.iter().filter_map(|path| certificates(path, context)).flatten().collect();
    // Nobody to trust is not what was asked for.
    if asked && all.is_empty() && !context.report.has_errors() {
        let detail = Text::new(
            "--trust: không tìm thấy chứng thư nào (.pem, .crt, .cer, .der, .p7b)",
            "--trust: no certificate was found (.pem, .crt, .cer, .der, .p7b)",
        );
        context.report.push(Problem::Option { detail }, None);
    }
    (!context.report.has_errors()).then_some(all)
}

/// The time of `--time`, if given; `None` when the report says why it is none.
#[allow(clippy::option_option)] // Not given, and wrong, are different.
fn time(matches: &ArgMatches, context: &mut Context) -> Option<Option<i64>> {
    let text = args::word(matches, "time");
    if text.is_empty() {
        return Some(None);
    }
    // A time without a zone is Vietnam's.
    let local = |time: NaiveDateTime| time.and_utc().timestamp() - 7 * 3600;
    let parsed = DateTime::parse_from_rfc3339(text).map(|time| time.timestamp());
    let parsed = parsed.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").map(local));
    let parsed = parsed
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| local(day.and_time(NaiveTime::default()))));
    match parsed {
        Ok(time) => Some(Some(time)),
        Err(_) => {
            let detail = Text::new(
                format!("--time {text}: viết như 2026-11-24T09:30:00+07:00 hoặc 2026-11-24"),
                format!("--time {text}: write it as 2026-11-24T09:30:00+07:00 or 2026-11-24"),
            );
            context.report.push(Problem::Option { detail }, None);
            None
        }
    }
}
