//! `vanthu`: parse arguments, run, exit; the rest is in the library.

use std::process::ExitCode;

/// Typesetting makes and frees many small objects; the system's allocators are slower at it, Windows' above all.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(vanthu::cli::run(std::env::args_os()) as u8)
}
