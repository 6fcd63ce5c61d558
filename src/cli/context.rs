//! What every command shares: language, form of messages, the engine, and where messages go.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use super::{Exit, args};
use crate::Engine;
use crate::diag::{Lang, Report, Severity, Sources, github, human, json, sarif, short};
use crate::typeset::Fonts;

/// Language, options and findings of a run.
pub struct Context {
    /// The language of messages.
    pub lang: Lang,
    /// All texts read so far.
    pub sources: Sources,
    /// All findings so far.
    pub report: Report,
    form: String,
    color: String,
    templates: Option<PathBuf>,
    fonts: Option<PathBuf>,
}

/// Where messages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Findings are the command's output.
    Out,
    /// The output is something else.
    Err,
}

impl Context {
    /// Reads the options of every command.
    pub fn new(matches: &ArgMatches, lang: Lang) -> Self {
        Self {
            lang,
            sources: Sources::default(),
            report: Report::default(),
            form: args::word(matches, "messages").to_owned(),
            color: args::word(matches, "color").to_owned(),
            templates: args::path(matches, "templates").cloned(),
            fonts: args::path(matches, "font-path").cloned(),
        }
    }

    /// A context with the same options and nothing found yet.
    pub fn fresh(&self) -> Self {
        Self {
            lang: self.lang,
            sources: Sources::default(),
            report: Report::default(),
            form: self.form.clone(),
            color: self.color.clone(),
            templates: self.templates.clone(),
            fonts: self.fonts.clone(),
        }
    }

    /// The folder of `--templates`.
    pub fn templates_folder(&self) -> Option<&PathBuf> {
        self.templates.as_ref()
    }

    /// The engine over the chosen templates and fonts; `None` when the report says why not.
    pub fn engine(&mut self) -> Option<Engine> {
        Engine::open(self.templates.as_deref(), self.fonts.as_deref(), &mut self.sources, &mut self.report)
    }

    /// The chosen fonts; `None` when the report says why not.
    pub fn fonts(&mut self) -> Option<Fonts> {
        match &self.fonts {
            Some(folder) => Fonts::from_folder(folder, &mut self.report),
            None => Some(Fonts::built_in()),
        }
    }

    /// A message in the run's language.
    pub fn text<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// The form of messages: `human`, `short`, `json`, `sarif`, `github`.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// Whether messages are for people.
    pub fn is_human(&self) -> bool {
        self.form == "human"
    }

    /// One line about what was done, for people.
    pub fn say(&self, line: &str) {
        if self.form == "human" {
            say_always(line);
        }
    }

    /// Writes the findings; JSON always, also when there are none.
    pub fn print_report(&self, channel: Channel) {
        let color = match self.color.as_str() {
            "always" => true,
            "never" => false,
            _ => match channel {
                Channel::Out => std::io::stdout().is_terminal(),
                Channel::Err => std::io::stderr().is_terminal(),
            },
        };
        let mut text = match self.form.as_str() {
            "json" => json::render(&self.report, &self.sources, self.lang),
            "short" => short::render(&self.report, &self.sources, self.lang),
            "sarif" => sarif::render(&self.report, &self.sources, self.lang),
            "github" => github::render(&self.report, &self.sources, self.lang),
            _ => human::render(&self.report, &self.sources, self.lang, color),
        };
        if self.form == "human" && !self.report.is_empty() {
            text += &self.summary();
        }
        // A closed pipe is the reader's choice, not our error. `anstream` gives old Windows consoles what they understand.
        match (channel, color) {
            (Channel::Out, true) => drop(anstream::AutoStream::always(std::io::stdout()).write_all(text.as_bytes())),
            (Channel::Out, false) => drop(std::io::stdout().write_all(text.as_bytes())),
            (Channel::Err, true) => drop(anstream::AutoStream::always(std::io::stderr()).write_all(text.as_bytes())),
            (Channel::Err, false) => drop(std::io::stderr().write_all(text.as_bytes())),
        }
    }

    /// Writes the findings if there are any, or if a program reads them.
    pub fn print_report_if_any(&self, channel: Channel) {
        if !self.report.is_empty() {
            self.print_report(channel);
        }
    }

    fn summary(&self) -> String {
        let count = |s: Severity| self.report.sorted().iter().filter(|d| d.severity() == s).count();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        match self.lang {
            Lang::Vi => format!("{errors} lỗi, {warnings} cảnh báo, {notes} ghi chú\n"),
            Lang::En => format!("errors: {errors}, warnings: {warnings}, notes: {notes}\n"),
        }
    }

    /// The exit code that the findings ask for; with `strict`, warnings count too.
    pub fn exit(&self, strict: bool) -> Exit {
        let mut exit = Exit::Fine;
        for item in self.report.iter() {
            match item.severity() {
                // Files, templates and options are VT4xx, printers, print files and keys VT52x to VT58x, our own bugs VT9xx.
                Severity::Error if matches!(item.problem.entry().code.0, 400..500 | 520..590 | 900..) => {
                    return Exit::CouldNotRun;
                }
                Severity::Error => exit = Exit::Findings,
                Severity::Warning if strict => exit = Exit::Findings,
                _ => {}
            }
        }
        exit
    }
}

/// One line about the whole run, on standard error whatever the form of messages.
pub fn say_always(line: &str) {
    drop(writeln!(anstream::stderr(), "{line}"));
}
