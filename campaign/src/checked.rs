//! A file of the user or of the corpus, checked: the oracles against each other, and the model against
//! what the file asserts.

use crate::answer::Answer;
use crate::asking::{ask_whole, ask_without_choices, everything_about};
use crate::case::{CaseOutcome, check, live_subjects};
use crate::explain::{Explanation, explain};
use crate::input::{Expected, Input, read};
use crate::oracle::{Oracle, answer};
use crate::oracles::ModelOracle;
use crate::question::{ModuleId, Question};
use std::path::Path;

/// What came of a file.
pub struct Checked {
    /// What there is to say, for people.
    pub lines: Vec<String>,
    /// The contradictions between oracles, program by program.
    pub outcomes: Vec<CaseOutcome>,
    /// Whether the model answers otherwise than the file expects.
    pub unexpected: bool,
}

impl Checked {
    /// Whether anything disagrees: two oracles, or the model and the file.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.unexpected || self.outcomes.iter().any(|outcome| outcome.contradicted > 0)
    }
}

/// Asks every oracle every question about a file, and the model what the file asserts.
///
/// # Errors
///
/// One line if the file cannot be read, or a module that it presents as good is malformed.
pub fn check_file(path: &Path, oracles: &[Box<dyn Oracle>]) -> Result<Checked, String> {
    let input = read(path)?;
    let mut program = input.history.clone();
    program.steps.extend(ask_without_choices(&live_subjects(&input.history)));
    let mut checked = Checked { lines: Vec::new(), outcomes: Vec::new(), unexpected: false };
    checked.outcomes.push(check(&program, oracles));
    if !checked.disagrees() {
        refuse_malformed(path, &input)?;
    }
    checked.expectations(path, &input);
    let mut decided = 0;
    for refused in &input.refused {
        let alone = everything_about(vec![refused.bytes.clone()]);
        decided += usize::from(answer(&ModelOracle, &alone).first() == Some(&Answer::No));
        checked.outcomes.push(check(&alone, oracles));
    }
    checked.lines.push(checked.summary(path, &input, decided));
    Ok(checked)
}

/// A malformed module in a file is bad input, if all oracles say so.
fn refuse_malformed(path: &Path, input: &Input) -> Result<(), String> {
    for n in 0..input.module_names.len() as u32 {
        let explanation = validity(input, ModuleId(n));
        if explanation.rule == "binary grammar" {
            return Err(format!("{}: malformed module: {}", path.display(), explanation.lines[0]));
        }
    }
    Ok(())
}

/// Whether a module is valid, with the reason: that of its types if they are not.
fn validity(input: &Input, module: ModuleId) -> Explanation {
    let types = explain(&input.history, Question::ValidTypes(module), &input.names());
    if types.answer != Answer::Yes {
        return types;
    }
    let mut program = input.history.clone();
    program.steps.push(ask_whole(module));
    explain(&program, Question::Valid(module), &input.names())
}

impl Checked {
    /// Holds the model against what the file expects.
    fn expectations(&mut self, path: &Path, input: &Input) {
        let names = input.names();
        let answers = answer(&ModelOracle, &input.history);
        for (expected, answer) in input.expected.iter().zip(answers) {
            if expected.answer != answer {
                self.unexpected = true;
                self.lines.push(format!(
                    "{}:{}: {} is expected to be {}, and the model says {answer}",
                    path.display(),
                    expected.line,
                    names.question(expected.question),
                    expected.answer,
                ));
            }
        }
        for n in 0..input.module_names.len() as u32 {
            let module = ModuleId(n);
            let expects_no = |expected: &Expected| {
                expected.question.module() == Some(module) && expected.answer == Answer::No
            };
            let explanation = validity(input, module);
            if explanation.answer == Answer::No && !input.expected.iter().any(expects_no) {
                self.lines.push(format!(
                    "{}: module {n} is not valid, by {}",
                    path.display(),
                    explanation.rule
                ));
                self.lines.extend(explanation.lines.iter().map(|line| format!("  {line}")));
            }
        }
    }

    fn summary(&self, path: &Path, input: &Input, decided: usize) -> String {
        let count = |n: usize, what: &str| match n {
            1 => format!("1 {what}"),
            n => format!("{n} {what}s"),
        };
        let types = input.type_names.iter().map(Vec::len).sum();
        let questions: u64 = self.outcomes.iter().flat_map(|outcome| outcome.questions).sum();
        let contradicted: u64 = self.outcomes.iter().map(|outcome| outcome.contradicted).sum();
        let mut parts = vec![
            count(input.module_names.len(), "module"),
            count(types, "type"),
            count(questions as usize, "question"),
        ];
        if !input.refused.is_empty() {
            let undecided = input.refused.len() - decided;
            parts.push(format!("{} with invalid types", count(decided, "refused module")));
            if undecided > 0 {
                parts.push(format!("{undecided} refusals not decided by types"));
            }
        }
        if input.other_directives > 0 {
            parts.push(format!("{} not about types", count(input.other_directives, "directive")));
        }
        let verdict = match (contradicted, self.unexpected) {
            (0, false) => "all oracles agree".into(),
            (0, true) => "all oracles agree, but not with the file".into(),
            (n, _) => format!("the oracles disagree about {}", count(n as usize, "question")),
        };
        format!("{}: {}: {verdict}", path.display(), parts.join(", "))
    }
}
