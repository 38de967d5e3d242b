//! `subtly check`

use super::{Verdict, Who, print};
use crate::campaign::examine;
use crate::checked::check_file;
use crate::finding::Origin;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    who: Who,
    /// The folder that findings are written to
    #[arg(long, value_name = "DIR", default_value = "findings")]
    findings: PathBuf,
}

impl Check {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let oracles = self.who.oracles()?;
        let fault = self.who.fault()?.map(crate::fault::name);
        let mut verdict = Verdict::Agreement;
        for path in &self.files {
            let checked = check_file(path, &oracles)?;
            for line in &checked.lines {
                print(line);
            }
            if checked.disagrees() {
                verdict = Verdict::Disagreement;
            }
            for outcome in &checked.outcomes {
                for contradiction in &outcome.contradictions {
                    let origin = Origin { generator: path.display().to_string(), seed: 0, case: 0 };
                    let finding = examine(&oracles, fault, origin, contradiction);
                    let folder = finding.save(&self.findings).map_err(|error| {
                        format!("cannot write to {}: {error}", self.findings.display())
                    })?;
                    print(&finding.report(&folder));
                }
            }
        }
        Ok(verdict)
    }
}
