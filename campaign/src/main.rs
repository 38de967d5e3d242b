//! The command line of subtly.

use clap::Parser;
use std::process::ExitCode;
use subtly::cli::{Cli, run};

fn main() -> ExitCode {
    run(Cli::parse())
}
