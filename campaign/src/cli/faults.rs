//! `subtly faults`

use super::Verdict;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Faults {
    /// List the faults, a line each
    #[arg(long, required = true)]
    list: bool,
}

impl Faults {
    #[cfg(feature = "faults")]
    pub(super) fn run(self) -> Result<Verdict, String> {
        for fault in crate::fault::Fault::ALL {
            super::print(&format!(
                "{:<5}{:<68} {:<24} {}",
                fault.name(),
                fault.summary(),
                fault.rule().unwrap_or("-"),
                fault.mirrors()
            ));
        }
        Ok(Verdict::Agreement)
    }

    #[cfg(not(feature = "faults"))]
    pub(super) fn run(self) -> Result<Verdict, String> {
        Err("this build has no faults; build with `cargo run --release --features faults -- faults --list`".into())
    }
}
