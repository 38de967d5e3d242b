//! `subtly replay`

use super::{Generators, Verdict, Who, print};
use crate::campaign::examine;
use crate::case::{check, generate};
use crate::finding::{Finding, Origin};
use crate::names::Names;
use crate::oracle::Oracle;
use crate::program::Program;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Replay {
    /// The folder of a finding, or its finding.json
    #[arg(conflicts_with_all = ["seed", "case"])]
    finding: Option<PathBuf>,
    /// The seed of a campaign
    #[arg(long, requires = "case")]
    seed: Option<u64>,
    /// The number of a case of it
    #[arg(long, requires = "seed")]
    case: Option<u64>,
    #[command(flatten)]
    generators: Generators,
    #[command(flatten)]
    who: Who,
}

impl Replay {
    pub(super) fn run(mut self) -> Result<Verdict, String> {
        match (self.finding.take(), self.seed, self.case) {
            (Some(path), ..) => self.finding(&path),
            (None, Some(seed), Some(case)) => self.case(seed, case),
            (None, ..) => Err("name a finding, or a case by --seed and --case".into()),
        }
    }

    fn finding(&mut self, path: &Path) -> Result<Verdict, String> {
        let file = if path.is_dir() { path.join("finding.json") } else { path.into() };
        let broken = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| broken(&error))?;
        let finding: Finding = serde_json::from_str(&text).map_err(|error| broken(&error))?;
        let original = finding.original.load().map_err(|error| broken(&error))?;
        let minimized = finding.minimized.load().map_err(|error| broken(&error))?;
        if self.who.fault.is_none() {
            self.who.fault.clone_from(&finding.fault);
        }
        let oracles = self.who.oracles()?;
        print(&format!("finding {}  {}  {}", finding.id, finding.kind, finding.question));
        let minimized = ask_again("minimized", &minimized, &oracles);
        let original = ask_again("as found", &original, &oracles);
        if minimized || original {
            Ok(Verdict::Disagreement)
        } else {
            print("the oracles agree now");
            Ok(Verdict::Agreement)
        }
    }

    fn case(&self, seed: u64, case: u64) -> Result<Verdict, String> {
        let generators = self.generators.generators()?;
        let oracles = self.who.oracles()?;
        let (generator, program) = generate(seed, case, &generators);
        let outcome = check(&program, &oracles);
        let origin = Origin { generator: generator.name().into(), seed, case };
        print(&format!(
            "case {case} of seed {seed}, by {}: {} modules, {} bytes, {} questions, {} contradicted",
            origin.generator,
            program.modules().count(),
            program.size_bytes(),
            program.question_count(),
            outcome.contradicted
        ));
        let fault = self.who.fault()?.map(crate::fault::name);
        for contradiction in &outcome.contradictions {
            let finding = examine(&oracles, fault, origin.clone(), contradiction);
            print(&format!("\n{}\n{}", finding.summary(), finding.repro()));
        }
        match outcome.contradicted {
            0 => Ok(Verdict::Agreement),
            _ => Ok(Verdict::Disagreement),
        }
    }
}

/// Prints what the oracles say of a program now, and whether they disagree.
fn ask_again(what: &str, program: &Program, oracles: &[Box<dyn Oracle>]) -> bool {
    let outcome = check(program, oracles);
    let answers: Vec<String> = oracles
        .iter()
        .map(|oracle| {
            let said = crate::oracle::ask(&**oracle, program);
            let answer = said.answers.first().map_or("nothing", |answer| answer.name());
            let crash = said.crash.map_or_else(String::new, |crash| format!(" ({crash})"));
            format!("{} {answer}{crash}", oracle.identity().name)
        })
        .collect();
    let question = program.batches().next().map(|batch| batch.question(0));
    let question =
        question.map_or_else(String::new, |question| Names::short(program).question(question));
    print(&format!("  {what:<10} {question}:  {}", answers.join("   ")));
    outcome.contradicted > 0
}
