//! `subtly faults`

use super::Verdict;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Faults {
    /// List the faults, a line each: name, what is wrong, the rule it breaks, the bugs it mirrors
    #[arg(long)]
    list: bool,
}

impl Faults {
    #[cfg(feature = "faults")]
    pub(super) fn run(self) -> Result<Verdict, String> {
        // So far a list is all there is, with the flag or without.
        let Self { list: _ } = self;
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
