//! `vanthu`: parse arguments, run, exit; the rest is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(vanthu::cli::run(std::env::args_os()) as u8)
}
