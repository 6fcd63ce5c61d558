//! Errors of expressions in a clerk's words.

use minijinja::ErrorKind;

use super::environment::FUEL;
use crate::diag::{Problem, Text};

/// What went wrong with an expression.
pub fn problem(error: &minijinja::Error) -> Problem {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    // Our own filters word their errors in both languages.
    let both = |other: &str| match detail.split_once(" / ") {
        Some((vi, en)) => Text::new(vi, en),
        None => Text::new(other, detail.clone()),
    };
    match error.kind() {
        ErrorKind::SyntaxError => Problem::ExpressionSyntax { detail: both("không hiểu được chỗ này") },
        ErrorKind::OutOfFuel => Problem::OutOfFuel { limit: FUEL },
        ErrorKind::UndefinedError => {
            Problem::ExpressionFailed { detail: both("không có giá trị này trong `du_lieu`") }
        }
        ErrorKind::InvalidOperation => {
            Problem::ExpressionFailed { detail: both("không thực hiện được phép tính này") }
        }
        _ => Problem::ExpressionFailed { detail: both("không thực hiện được") },
    }
}
