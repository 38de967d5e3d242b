//! The command line of subtly.

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;
use subtly::cli::{Cli, run};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}
