//! The rules, one file for each family of them.

pub mod capitals;
pub mod components;
pub mod figures;
pub mod page;
pub mod text;
