//! Findings: a disagreement, minimized and explained, as text and as a folder on disk.

use crate::answer::Answer;
use crate::explain::reason::Reason;
use crate::oracles;
use crate::program::{Program, Step};
use crate::question::{Batch, Kind, ModuleId, Question};
use crate::repro::Script;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A disagreement that was found, minimized and explained.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Six hexadecimal digits of a hash of the kind, the answers, the rule and the script: twins have
    /// the same.
    pub id: String,
    /// The kind of the question.
    pub kind: Kind,
    /// The question about the minimized program, with the names of the script.
    pub question: String,
    /// The answers of all oracles to it.
    pub answers: Vec<OracleAnswer>,
    /// The rule that decides it.
    pub rule: String,
    /// The model's reason.
    pub reason: Vec<String>,
    /// The same, whole and as data. It is not read back: to replay a finding is to reason anew.
    #[serde(skip_deserializing)]
    pub because: Reason,
    /// What other deciders say in their own terms.
    pub opinions: Vec<String>,
    /// The generator, the seed and the case; the case's program is kept below, because seeds change
    /// their meaning with a generator's version.
    pub origin: Origin,
    /// The fault that was switched on.
    pub fault: Option<String>,
    /// The size of the modules before and after minimization, in bytes.
    pub bytes_before: usize,
    /// See `bytes_before`.
    pub bytes_after: usize,
    /// The number of types of the minimized program.
    pub types_after: u32,
    /// The program as it was found, with the one question.
    pub original: SavedProgram,
    /// The minimized program.
    pub minimized: SavedProgram,
    /// Whether minimization ended at its bound: the program may be reducible further.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exhausted: bool,
    /// The reproducer, without its header.
    #[serde(skip)]
    pub script: Option<Script>,
}

/// Where a finding comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The generator.
    pub generator: String,
    /// The seed of the campaign.
    pub seed: u64,
    /// The number of the case.
    pub case: u64,
}

/// What an oracle answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OracleAnswer {
    /// The name of the oracle.
    pub oracle: String,
    /// Its version and profile.
    pub profile: String,
    /// Its answer.
    pub answer: Answer,
    /// What its panic said, if it crashed.
    pub crash: Option<String>,
}

/// A program with one question, as findings keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedProgram(Vec<SavedStep>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SavedStep {
    /// The bytes of the next module, in hexadecimal digits.
    Define(String),
    Drop(ModuleId),
    Ask(Question),
}

impl SavedProgram {
    /// Keeps a program; each batch must ask one question.
    ///
    /// # Panics
    ///
    /// Panics if a batch asks several.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let save = |step: &Step| match step {
            Step::Define(bytes) => {
                SavedStep::Define(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
            }
            Step::Drop(module) => SavedStep::Drop(*module),
            Step::Ask(batch) => {
                assert_eq!(batch.count(), 1, "a finding asks one question");
                SavedStep::Ask(batch.question(0))
            }
        };
        Self(program.steps.iter().map(save).collect())
    }

    /// The program.
    ///
    /// # Errors
    ///
    /// Says which module has something else than hexadecimal digits, or which module a step names that
    /// is not defined before it.
    pub fn load(&self) -> Result<Program, String> {
        let mut defined = 0;
        let known = |module: ModuleId, defined: u32| match module.0 < defined {
            true => Ok(()),
            false => Err(format!("module {} is named before it is defined", module.0)),
        };
        let steps = self.0.iter().map(|step| match step {
            SavedStep::Define(hex) => {
                defined += 1;
                let bytes = unhex(hex).ok_or_else(|| {
                    format!("the bytes of module {} are not hexadecimal", defined - 1)
                })?;
                Ok(Step::Define(bytes.into()))
            }
            SavedStep::Drop(module) => known(*module, defined).map(|()| Step::Drop(*module)),
            SavedStep::Ask(question) => {
                question.modules().try_for_each(|module| known(module, defined))?;
                Ok(Step::Ask(Batch::one(*question)))
            }
        });
        Ok(Program { steps: steps.collect::<Result<_, String>>()? })
    }
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn unhex(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> =
        hex.chars().map(|c| c.to_digit(16).map(|n| n as u8)).collect::<Option<_>>()?;
    digits.len().is_multiple_of(2).then(|| digits.chunks(2).map(|d| d[0] << 4 | d[1]).collect())
}

impl Finding {
    /// The id of a finding, from what makes two findings the same.
    #[must_use]
    pub fn id(kind: Kind, answers: &[OracleAnswer], rule: &str, script: &str) -> String {
        let mut signature = format!("{kind} {rule}\n{script}");
        for OracleAnswer { oracle, answer, .. } in answers {
            write!(signature, " {oracle}={answer}").expect("a string takes text");
        }
        // FNV-1a: the same on every machine and in every release.
        let hash = signature.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{:06x}", hash >> 40)
    }

    /// What was found: verdict first, the odd one out in capitals, then the reason.
    ///
    /// `place` is where the reproducer is to be found.
    fn told(&self, place: &str) -> String {
        let (id, kind, question) = (&self.id, self.kind, &self.question);
        let headline = format!("disagreement {id}  {kind}  {question}    {place}");
        let mut text = headline.trim_end().to_string() + "\n";
        let answers =
            self.answers.iter().map(|said| format!("{} {}", said.oracle, self.marked(said)));
        writeln!(text, "  {}", answers.collect::<Vec<_>>().join("   ")).expect("text");
        for said in &self.answers {
            if let Some(crash) = &said.crash {
                writeln!(text, "{} crashed: {crash}", said.oracle).expect("text");
            }
        }
        if !self.disagrees() {
            let Origin { generator, seed, case } = &self.origin;
            writeln!(
                text,
                "asked alone, all agree: an answer depended on the questions before it, in case {case} of seed \
                 {seed}, by {generator}"
            )
            .expect("text");
        }
        let model = self.model_answer().map_or("nothing", Answer::name);
        write!(text, "the model says {model}, by {}", self.rule).expect("text");
        for line in &self.reason {
            write!(text, "\n  {line}").expect("text");
        }
        for line in &self.opinions {
            write!(text, "\n{line}").expect("text");
        }
        text
    }

    /// What was found, without a place and a command: the same wherever the finding is kept.
    #[must_use]
    pub fn summary(&self) -> String {
        self.told("").trim_end().into()
    }

    /// What was found, where it is, and last the command that asks again.
    ///
    /// `folder` is where the finding is on disk.
    #[must_use]
    pub fn report(&self, folder: &Path) -> String {
        let line =
            self.script.as_ref().map_or(1, |script| script.line) + self.header().lines().count();
        let place = format!("{}:{line}", folder.join("repro.wast").display());
        let bound = if self.exhausted { ", where the bound of tries was met" } else { "" };
        format!(
            "{}\nminimized from {} bytes to {}{bound}; reproduce:  {}",
            self.told(&place),
            self.bytes_before,
            self.bytes_after,
            self.replay(folder)
        )
    }

    /// Whether two answers contradict each other. If not, what was found does not show where the question is asked
    /// alone: an oracle remembers what it was asked.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        let answers = || self.answers.iter().map(|said| said.answer);
        answers().any(|one| answers().any(|other| one.contradicts(other)))
    }

    /// An answer; in capitals if the model answers otherwise.
    fn marked(&self, said: &OracleAnswer) -> String {
        match self.model_answer() {
            Some(model) if said.answer.contradicts(model) => said.answer.name().to_uppercase(),
            _ => said.answer.name().into(),
        }
    }

    fn model_answer(&self) -> Option<Answer> {
        self.answers.iter().find(|said| said.oracle == "model").map(|said| said.answer)
    }

    /// The command that asks again. Oracles that a campaign does not ask by itself are named: they are of the
    /// museum.
    #[must_use]
    pub fn replay(&self, folder: &Path) -> String {
        let names: Vec<_> = self.answers.iter().map(|said| said.oracle.as_str()).collect();
        let is_usual = names.iter().all(|name| oracles::NAMES.contains(name));
        let features = match (&self.fault, is_usual) {
            (Some(_), _) => " --features faults",
            (None, false) => " --features museum",
            (None, true) => "",
        };
        let who = if is_usual { String::new() } else { format!(" --oracle {}", names.join(",")) };
        format!("cargo run --release{features} -- replay {}{who}", folder.display())
    }

    /// The comment at the top of the reproducer.
    fn header(&self) -> String {
        let mut text = format!(";; {}: {}\n", self.id, self.question);
        for said in &self.answers {
            writeln!(text, ";; {} ({}): {}", said.oracle, said.profile, self.marked(said))
                .expect("text");
        }
        writeln!(text, ";; The specification decides by {}; asserted below.\n", self.rule)
            .expect("text");
        text
    }

    /// The reproducer.
    #[must_use]
    pub fn repro(&self) -> String {
        self.header() + self.script.as_ref().map_or("", |script| &script.text)
    }

    /// Writes the finding into `findings/<id>/` and returns that folder.
    ///
    /// # Errors
    ///
    /// Fails as the file system does.
    pub fn save(&self, findings: &Path) -> io::Result<PathBuf> {
        let folder = findings.join(&self.id);
        fs::create_dir_all(&folder)?;
        let original = self.original.load().unwrap_or_default();
        let modules: Vec<_> = original.modules().collect();
        for (n, bytes) in modules.iter().enumerate() {
            // A module that cannot be printed is in finding.json all the same.
            if let Ok(text) = wasmprinter::print_bytes(bytes) {
                let name = match modules.len() {
                    1 => "program.wat".into(),
                    _ => format!("program.{n}.wat"),
                };
                fs::write(folder.join(name), text)?;
            }
        }
        fs::write(folder.join("repro.wast"), self.repro())?;
        fs::write(folder.join("explain.txt"), self.report(&folder) + "\n")?;
        fs::write(folder.join("finding.json"), serde_json::to_string_pretty(self)? + "\n")?;
        Ok(folder)
    }
}
