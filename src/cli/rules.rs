//! `vanthu rules` and `vanthu explain`: the rules of `check`, and the page of one.

use std::io::Write;

use clap::ArgMatches;
use serde_json::{Value as Json, json};

use super::context::{Channel, Context};
use super::{Exit, args};
use crate::diag::{Lang, Problem, Text};
use crate::lint::{Fixable, Meta, all, by_code, docs};

/// Lists the rules.
pub fn list(context: &Context) -> Exit {
    let text = if context.form() == "json" {
        let list: Vec<Json> = all().iter().map(|rule| as_json(rule.meta(), context.lang)).collect();
        serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
    } else {
        all().iter().map(|rule| line(rule.meta(), context.lang)).collect()
    };
    drop(std::io::stdout().write_all(text.as_bytes()));
    Exit::Fine
}

/// Prints the page of a rule.
pub fn explain(matches: &ArgMatches, context: &mut Context) -> Exit {
    let code = args::word(matches, "code");
    match by_code(code) {
        Some(meta) => drop(std::io::stdout().write_all(docs::page(meta).as_bytes())),
        None if is_no_rule(code) => {
            let detail = Text::new(
                format!(
                    "{code} không phải quy tắc mà là lỗi đọc, dàn trang hoặc chạy lệnh: thông báo của nó đã nói nguyên nhân và cách sửa"
                ),
                format!(
                    "{code} is no rule but an error of reading, layout or the command: its own message says why, and what to do"
                ),
            );
            context.report.push(Problem::Option { detail }, None);
        }
        None => context.report.push(Problem::UnknownRule { code: code.to_owned() }, None),
    }
    context.print_report_if_any(Channel::Err);
    context.exit(true)
}

/// Whether a code is one of those below the rules.
fn is_no_rule(code: &str) -> bool {
    let digits = code.get(..2).filter(|head| head.eq_ignore_ascii_case("VT")).and_then(|_| code.get(2..));
    digits.and_then(|digits| digits.parse::<u16>().ok()).is_some_and(|number| number < 600)
}

fn line(meta: &Meta, lang: Lang) -> String {
    let (vi, en) = meta.summary;
    let summary = if lang == Lang::Vi { vi } else { en };
    let fix = match (meta.fixable, lang) {
        (Fixable::No, _) => "",
        (_, Lang::Vi) => " [tự sửa]",
        (_, Lang::En) => " [fixable]",
    };
    format!("{}  {}  {}  {summary}{fix}\n", meta.code, meta.severity.name(lang), meta.name)
}

fn as_json(meta: &Meta, lang: Lang) -> Json {
    let (vi, en) = meta.summary;
    json!({
        "ma": meta.code.to_string(),
        "ten": meta.name,
        "nhom": meta.group.name(lang),
        "muc": meta.severity.id(),
        "can_cu": meta.clause,
        "tom_tat": if lang == Lang::Vi { vi } else { en },
        "sua": match meta.fixable { Fixable::No => Json::Null, Fixable::Safe => "safe".into(), Fixable::Unsafe => "unsafe".into() },
    })
}
