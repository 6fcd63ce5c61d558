//! Expressions (minijinja) in the texts of a plan: `{{ }}` and `{% %}` over `du_lieu` and the columns of a batch.
//!
//! `environment` has the filters, `value` turns YAML into values, `fill` runs the expressions of all short texts of a plan. Bodies have
//! their own stage (`body::expand`), which keeps track of lines and lets values be blocks.

mod environment;
mod error;
mod fill;
mod value;

pub use environment::{FILTERS, environment, printed};
pub use error::problem;
pub use fill::{fill, fill_text, fill_values, has_expression};
pub use value::value_of;
