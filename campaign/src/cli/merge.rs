//! `subtly merge`

use super::{Verdict, print, write_json};
use crate::campaign::merge::merge;
use crate::report::{Report, summary};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The folders of findings of all shards
    #[arg(required = true, value_name = "DIR")]
    shards: Vec<PathBuf>,
    /// The folder that the findings of all are written to
    #[arg(long, value_name = "DIR", default_value = "findings")]
    findings: PathBuf,
    /// Write the report as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Merge {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let (settings, outcome) = merge(&self.shards, &self.findings)?;
        for (finding, folder) in &outcome.findings {
            print(&format!("{}\n", finding.report(folder)));
        }
        print(&summary(&settings, &outcome));
        if let Some(path) = &self.json {
            write_json(path, &Report::new(&settings, &outcome, self.shards.len()))?;
        }
        match outcome.disagreeing_cases {
            0 => Ok(Verdict::Agreement),
            _ => Ok(Verdict::Disagreement),
        }
    }
}
