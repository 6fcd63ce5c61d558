//! `vanthu`: YAML plans → official Vietnamese administrative documents (Nghị định 30/2020/NĐ-CP) as PDF.
//!
//! Data flows one way; a module knows those above it in this list and [`diag`], never those below:
//!
//! ```text
//! files     files that appear whole or not at all, and what they are known by
//! jsonl     journals
//! yaml      text → values with places
//! sheet     CSV and spreadsheet files → tables
//! expression  what `{{ }}` in a text means
//! plan      values → plan (profiles merged), JSON Schema
//! family    families of layout rules, as data files
//! body      Markdown subset, expressions, numbering → blocks
//! build     plan → model::Document, all problems in one pass
//! template  document → Typst source (minijinja, literal)
//! page      what stands where on pages, and the geometry rules of the law; PDFs are read
//! typeset   source → pages (Typst, in process), and what stands on them
//! export    pages → PDF/A-2a + PDF/UA-1, PNG, SVG, Typst folder
//! lint      the rules of `check`, over plans and pages
//! overlay   finished PDFs: pages joined, something of ours put on them
//! crypto    keys, certificates, CMS, timestamps, revocation: all ASN.1
//! revision  incremental updates of finished PDFs: fields, signatures, what is verified by
//! signing   who signs where: places, pictures, levels, documents that await their number
//! verifying what a signed PDF is worth, and what was done to it since
//! batch     one plan, a table of rows, a document for each
//! copying   sao y, sao lục, trích sao
//! printing  finished PDFs → an IPP printer, with a journal
//! printrun  many finished PDFs and their copies in one file for the printer
//! cli       arguments, files, messages
//! ```
//!
//! ```
//! use vanthu::{Engine, diag::{Report, Sources}, export::{Standards, pdf}, plan::Overrides};
//!
//! let plan = include_bytes!("../plans/cong-van-phong-trao-2024.yaml").to_vec();
//! let engine = Engine::built_in().expect("the templates inside the program compile");
//! let (mut sources, mut report) = (Sources::default(), Report::default());
//! let made = engine
//!     .typeset(plan, "cong-van.yaml", "plans".as_ref(), Overrides::default(), &mut sources, &mut report)
//!     .expect("a good plan");
//! let bytes = pdf(&made.pages, &made.document, &Standards::new(&[]).unwrap(), &mut report).unwrap();
//! assert!(bytes.starts_with(b"%PDF-1.7"));
//! ```

pub mod batch;
pub mod body;
pub mod build;
pub mod cli;
pub mod copying;
pub mod crypto;
pub mod diag;
pub mod export;
pub mod expression;
pub mod family;
mod files;
mod jsonl;
pub mod lint;
pub mod literal;
pub mod model;
pub mod overlay;
pub mod page;
mod pipeline;
pub mod plan;
pub mod printing;
pub mod printrun;
pub mod revision;
pub mod scaffold;
pub mod sheet;
pub mod signing;
pub mod template;
pub mod typeset;
pub mod verifying;
pub mod vi;
pub mod yaml;

pub use pipeline::{Engine, Typeset};
