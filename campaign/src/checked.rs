//! A file of the user or of the corpus, checked: the oracles against each other, and the model against
//! what the file asserts, in notes and as a script.

use crate::answer::Answer;
use crate::asking::{TYPES_MAX, ask_whole, ask_without_choices, everything_about};
use crate::case::{CaseOutcome, check, live_subjects};
use crate::explain::{Explanation, explain};
use crate::input::{Expected, Input, read};
use crate::oracle::{Oracle, answer};
use crate::oracles::{ModelOracle, ModelSession};
use crate::question::{ModuleId, Question};
use crate::script::{self, Judged, Report};
use std::path::Path;
use subtly_model::{ModuleVerdict, TypesVerdict};

/// What came of a file.
pub struct Checked {
    /// What there is to say, for people.
    pub lines: Vec<String>,
    /// The contradictions between oracles, program by program.
    pub outcomes: Vec<CaseOutcome>,
    /// Whether the model answers otherwise than the notes of the file expect.
    pub unexpected: bool,
    /// What came of the directives, if the file is a script.
    pub script: Option<Report>,
}

impl Checked {
    /// Whether anything disagrees: two oracles, or the model and the file.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        self.unexpected || self.is_wrong() || self.contradicted() > 0
    }

    /// Whether a directive is decided against what it asserts.
    fn is_wrong(&self) -> bool {
        self.script.iter().flat_map(|report| &report.directives).any(Judged::is_wrong)
    }

    /// How many questions the oracles disagree about.
    #[must_use]
    pub fn contradicted(&self) -> u64 {
        self.outcomes.iter().map(|outcome| outcome.contradicted).sum()
    }

    /// How many questions were asked.
    #[must_use]
    pub fn questions(&self) -> u64 {
        self.outcomes.iter().flat_map(|outcome| outcome.questions).sum()
    }
}

/// Asks every oracle every question about a file, and the model what the file asserts.
///
/// # Errors
///
/// One line if the file cannot be read, or is a module that is malformed.
pub fn check_file(path: &Path, oracles: &[Box<dyn Oracle>]) -> Result<Checked, String> {
    let input = read(path)?;
    let mut program = input.history.clone();
    program.steps.extend(ask_without_choices(&live_subjects(&input.history)));
    let is_script =
        path.extension().is_some_and(|extension| extension == "wast") || input.directives.len() > 1;
    let mut checked = Checked {
        lines: Vec::new(),
        outcomes: vec![check(&program, oracles)],
        unexpected: false,
        script: is_script.then(|| script::run(&input.directives)),
    };
    if !is_script && !checked.disagrees() {
        refuse_malformed(path, &input)?;
    }
    checked.wrong_directives(path);
    checked.expectations(path, &input);
    checked.limits(path, &input);
    let mut decided = 0;
    for refused in &input.refused {
        let alone = everything_about(vec![refused.bytes.clone()]);
        decided += usize::from(answer(&ModelOracle, &alone).first() == Some(&Answer::No));
        checked.outcomes.push(check(&alone, oracles));
    }
    checked.lines.push(checked.summary(path, &input, decided));
    Ok(checked)
}

/// A malformed module is bad input, if all oracles say so.
pub(crate) fn refuse_malformed(path: &Path, input: &Input) -> Result<(), String> {
    for (_, explanation) in refused(input) {
        if explanation.rule == "binary grammar" {
            return Err(format!("{}: malformed module: {}", path.display(), explanation.lines[0]));
        }
    }
    Ok(())
}

/// The modules that the model refuses, with the reason: that of the types if these are refused already.
fn refused(input: &Input) -> Vec<(ModuleId, Explanation)> {
    let modules: Vec<ModuleId> = (0..input.module_names.len() as u32).map(ModuleId).collect();
    let mut program = input.history.clone();
    program.steps.extend(modules.iter().map(|module| ask_whole(*module)));
    let session = ModelSession::of(&program);
    let question = |module: ModuleId| match session.verdicts().get(module.0 as usize)? {
        TypesVerdict::Malformed(_) | TypesVerdict::Invalid { .. } => {
            Some(Question::ValidTypes(module))
        }
        TypesVerdict::Valid { .. } | TypesVerdict::Limit(_) => match session.whole(module)? {
            ModuleVerdict::Malformed(_) | ModuleVerdict::Invalid { .. } => {
                Some(Question::Valid(module))
            }
            ModuleVerdict::Valid { .. } | ModuleVerdict::Limit(_) => None,
        },
    };
    let names = input.names();
    let explained = |module| Some((module, explain(&program, question(module)?, &names)));
    modules.into_iter().filter_map(explained).collect()
}

impl Checked {
    /// Says which directives are wrong, a block each.
    fn wrong_directives(&mut self, path: &Path) {
        for judged in self.script.iter().flat_map(|report| &report.directives) {
            let Some(complaint) = judged.complaint() else { continue };
            let mut lines = complaint.into_iter();
            let first = lines.next().unwrap_or_default();
            self.lines.push(format!("{}:{}: {first}", path.display(), judged.line));
            self.lines.extend(lines.map(|line| format!("  {line}")));
        }
    }

    /// Says what the model cannot judge, and which pairs nobody was asked about.
    fn limits(&mut self, path: &Path, input: &Input) {
        let path = path.display();
        for (n, verdict) in ModelSession::of(&input.history).verdicts().iter().enumerate() {
            if let TypesVerdict::Limit(limit) = verdict {
                self.lines.push(format!("{path}: module {n} is not judged by the model: {limit}"));
            }
        }
        let types: usize = input.type_names.iter().map(Vec::len).sum();
        if types > TYPES_MAX {
            self.lines
                .push(format!("{path}: of {types} types {TYPES_MAX} are compared, the first"));
        }
    }

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
        // Of a script, a refused module is a wrong directive.
        let refused = if self.script.is_some() { Vec::new() } else { refused(input) };
        for (module, explanation) in refused {
            let expects_no = |expected: &Expected| {
                expected.question.module() == Some(module) && expected.answer == Answer::No
            };
            if !input.expected.iter().any(expects_no) {
                let (path, n, rule) = (path.display(), module.0, explanation.rule);
                self.lines.push(format!("{path}: module {n} is not valid, by {rule}"));
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
        let mut parts = vec![
            count(input.module_names.len(), "module"),
            count(types, "type"),
            count(self.questions() as usize, "question"),
        ];
        let by_types = |refusals: usize, what: &str, how: &str| {
            (refusals > 0).then(|| format!("{} {how}", count(refusals, what)))
        };
        parts.extend(by_types(decided, "refused module", "with invalid types"));
        let undecided = input.refused.len() - decided;
        parts.extend(by_types(undecided, "refusal", "not decided by types"));
        let verdict = match (self.contradicted(), self.unexpected || self.is_wrong()) {
            (0, false) => "all oracles agree".into(),
            (0, true) => "all oracles agree, but not with the file".into(),
            (n, _) => format!("the oracles disagree about {}", count(n as usize, "question")),
        };
        format!("{}: {}: {verdict}", path.display(), parts.join(", "))
    }
}
