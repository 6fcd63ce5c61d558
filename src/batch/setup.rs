//! What a batch and its workers agree on before the first row.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::diag::Lang;
use crate::plan::Overrides;
use crate::vi::date::PartialDate;

/// Everything that makes the documents of a batch, but for the rows.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The plan's text.
    pub plan: Vec<u8>,
    /// The name that messages show.
    pub name: String,
    /// The folder that its paths start from.
    pub folder: PathBuf,
    /// `--templates`.
    pub templates: Option<PathBuf>,
    /// `--font-path`.
    pub fonts: Option<PathBuf>,
    /// `--standard`.
    pub standards: Vec<String>,
    /// `--ngay`, `--he-cu`, `--cho-so`.
    pub overrides: Overrides,
    /// The language of messages.
    pub lang: Lang,
    /// The environment variable that holds a PIN: none of a worker's business.
    pub secret: Option<String>,
    /// Whether documents are laid out only, to find what is wrong with them.
    pub check: bool,
    /// The most memory that a worker may ask for, bytes.
    pub memory: u64,
}

impl Setup {
    /// As the first message to a worker: header and bytes.
    pub fn message(&self) -> (Json, &[u8]) {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|p| p.to_string_lossy().into_owned());
        let header = json!({
            "name": self.name,
            "folder": self.folder.to_string_lossy(),
            "templates": path(&self.templates),
            "fonts": path(&self.fonts),
            "standards": self.standards,
            "date": self.overrides.date.map(|date| date.short()),
            "newer_rules": self.overrides.newer_rules,
            "awaiting": self.overrides.awaiting,
            "lang": match self.lang { Lang::Vi => "vi", Lang::En => "en" },
            "check": self.check,
            "memory": self.memory,
        });
        (header, &self.plan)
    }

    /// What of it shapes a document, but for files: the same on every machine.
    pub fn shape(&self) -> Json {
        json!({
            "standards": self.standards,
            "date": self.overrides.date.map(|date| date.short()),
            "newer_rules": self.overrides.newer_rules,
            "awaiting": self.overrides.awaiting,
        })
    }

    /// Reads it back.
    pub fn read(header: &Json, plan: Vec<u8>) -> Self {
        let text = |key: &str| header[key].as_str().map(str::to_owned);
        let yes = |key: &str| header[key].as_bool().unwrap_or(false);
        let standards = header["standards"].as_array().into_iter().flatten();
        Self {
            plan,
            name: text("name").unwrap_or_default(),
            folder: text("folder").unwrap_or_default().into(),
            templates: text("templates").map(Into::into),
            fonts: text("fonts").map(Into::into),
            standards: standards.filter_map(|word| word.as_str().map(str::to_owned)).collect(),
            overrides: Overrides {
                date: text("date").and_then(|date| PartialDate::parse(&date).ok()),
                newer_rules: yes("newer_rules"),
                awaiting: yes("awaiting"),
                ..Overrides::default()
            },
            lang: if header["lang"] == "en" { Lang::En } else { Lang::Vi },
            secret: None,
            check: yes("check"),
            memory: header["memory"].as_u64().unwrap_or(u64::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let setup = Setup {
            plan: b"loai: cong-van".to_vec(),
            name: "kế hoạch.yaml".to_owned(),
            folder: "thư mục".into(),
            templates: Some("mẫu".into()),
            fonts: None,
            standards: vec!["a-4".to_owned()],
            overrides: Overrides {
                date: PartialDate::parse("2026-03").ok(),
                newer_rules: true,
                awaiting: true,
                ..Overrides::default()
            },
            lang: Lang::En,
            secret: None,
            check: true,
            memory: 5,
        };
        let (header, plan) = setup.message();
        let back = Setup::read(&header, plan.to_vec());
        assert_eq!(format!("{setup:?}"), format!("{back:?}"));
    }
}
