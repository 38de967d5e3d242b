//! `subtly check`

use super::{Verdict, Who, complain, print, write_file};
use crate::campaign::examine;
use crate::checked::{Checked, check_file};
use crate::finding::Origin;
use crate::script::{Counts, Report, table};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

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
    /// Write what came of the files as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// What `--json` writes.
#[derive(Serialize)]
struct Written {
    schema: u32,
    files: Vec<WrittenFile>,
}

/// What came of a file.
#[derive(Serialize)]
struct WrittenFile {
    file: String,
    /// How many questions the oracles were asked, and how many they disagree about.
    questions: u64,
    contradicted: u64,
    /// Whether the model answers otherwise than the notes of the file expect.
    unexpected: bool,
    /// Of a script: the row of the table, and the directives that are wrong.
    script: Option<Counts>,
    wrong: Vec<Wrong>,
}

/// A directive that is decided against what it asserts.
#[derive(Serialize)]
struct Wrong {
    line: usize,
    /// What it is, then why.
    message: Vec<String>,
}

impl WrittenFile {
    fn of(path: &Path, checked: &Checked) -> Self {
        let directives = checked.script.iter().flat_map(|report| &report.directives);
        let wrong = directives
            .filter_map(|judged| Some(Wrong { line: judged.line, message: judged.complaint()? }));
        Self {
            file: path.display().to_string(),
            questions: checked.questions(),
            contradicted: checked.contradicted(),
            unexpected: checked.unexpected,
            script: checked.script.as_ref().map(Report::counts),
            wrong: wrong.collect(),
        }
    }
}

impl Check {
    pub(super) fn run(self) -> Result<Verdict, String> {
        let oracles = self.who.oracles()?;
        let fault = self.who.fault()?.map(crate::fault::name);
        let mut verdict = Verdict::Agreement;
        let mut written = Written { schema: 1, files: Vec::new() };
        for path in &self.files {
            let checked = match check_file(path, &oracles) {
                Ok(checked) => checked,
                Err(message) => {
                    complain(&message);
                    verdict = Verdict::Refused;
                    continue;
                }
            };
            for line in &checked.lines {
                print(line);
            }
            if checked.disagrees() && !matches!(verdict, Verdict::Refused) {
                verdict = Verdict::Disagreement;
            }
            written.files.push(WrittenFile::of(path, &checked));
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
        let rows = written.files.iter().filter_map(|file| Some((file.file.clone(), file.script?)));
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            print("");
            table(&rows).iter().for_each(|line| print(line));
        }
        if let Some(path) = &self.json {
            let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
            write_file(path, &(text + "\n"))?;
        }
        Ok(verdict)
    }
}
