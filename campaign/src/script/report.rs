//! What came of a script, directive by directive and as a row of a table.

use serde::Serialize;

/// What came of a script.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What came of each directive, in order.
    pub directives: Vec<Judged>,
}

/// What came of a directive.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The keyword that it begins with.
    pub keyword: &'static str,
    /// Whether it is right.
    pub outcome: Outcome,
}

/// Whether a directive is right.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The model decides it.
    Decided(Decision),
    /// The reader of the text format decides it: the model needs bytes.
    ByReader(Decision),
    /// It takes an executor to decide it; why.
    NeedsExecution(String),
    /// The specification decides it, but the model does not take it on.
    Limit(&'static str),
}

/// What a directive asserts against what is so.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What the directive asserts.
    pub expected: String,
    /// What is so.
    pub verdict: String,
    /// Whether these agree.
    pub right: bool,
    /// Why it is so: the rule, or what is not found.
    pub reason: Vec<String>,
}

impl Judged {
    /// Whether it is decided against what the directive asserts.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        match &self.outcome {
            Outcome::Decided(decision) | Outcome::ByReader(decision) => !decision.right,
            Outcome::NeedsExecution(_) | Outcome::Limit(_) => false,
        }
    }

    /// What to say of a directive that is wrong, in lines: what it is, then why.
    #[must_use]
    pub fn complaint(&self) -> Option<Vec<String>> {
        let (decision, who) = match &self.outcome {
            Outcome::Decided(decision) => (decision, "the model"),
            Outcome::ByReader(decision) => (decision, "the reader of the text format"),
            Outcome::NeedsExecution(_) | Outcome::Limit(_) => return None,
        };
        let Decision { expected, verdict, right: false, reason } = decision else {
            return None;
        };
        // The keyword of every other directive says what is expected.
        let expected = match self.keyword {
            "assert_return" => format!(" {expected}"),
            _ => String::new(),
        };
        let first = format!("{}{expected}, but {who} says {verdict}", self.keyword);
        Some([vec![first], reason.clone()].concat())
    }
}

/// How many directives of a script are decided, and by whom. Every directive is in one of these numbers, and
/// in `wrong` as well if it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// `module`, `module definition` and `module instance`: validity and imports.
    pub modules: usize,
    /// `assert_invalid`
    pub invalid: usize,
    /// `assert_malformed`
    pub malformed: usize,
    /// Any of these that the reader of the text format decides.
    pub by_reader: usize,
    /// `assert_unlinkable`
    pub unlinkable: usize,
    /// `register`
    pub register: usize,
    /// Actions, and assertions about them, that follow from types and constants.
    pub checks: usize,
    /// Directives that take an executor.
    pub needs_execution: usize,
    /// Directives about modules that the model does not take on.
    pub limits: usize,
    /// Directives that are decided against what they assert.
    pub wrong: usize,
}

impl Counts {
    /// The heads of the columns, in the order of [`Counts::numbers`].
    pub const HEADS: [&str; 10] = [
        "modules",
        "invalid",
        "malformed",
        "by reader",
        "unlinkable",
        "register",
        "checks",
        "needs execution",
        "limits",
        "wrong",
    ];

    /// The numbers of a row.
    #[must_use]
    pub fn numbers(&self) -> [usize; 10] {
        [
            self.modules,
            self.invalid,
            self.malformed,
            self.by_reader,
            self.unlinkable,
            self.register,
            self.checks,
            self.needs_execution,
            self.limits,
            self.wrong,
        ]
    }

    /// Adds the numbers of another script.
    pub fn add(&mut self, other: &Self) {
        self.modules += other.modules;
        self.invalid += other.invalid;
        self.malformed += other.malformed;
        self.by_reader += other.by_reader;
        self.unlinkable += other.unlinkable;
        self.register += other.register;
        self.checks += other.checks;
        self.needs_execution += other.needs_execution;
        self.limits += other.limits;
        self.wrong += other.wrong;
    }
}

impl Report {
    /// The script's row of the table.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for judged in &self.directives {
            *match (&judged.outcome, judged.keyword) {
                (Outcome::ByReader(_), _) => &mut counts.by_reader,
                (Outcome::NeedsExecution(_), _) => &mut counts.needs_execution,
                (Outcome::Limit(_), _) => &mut counts.limits,
                (_, "module" | "module definition" | "module instance") => &mut counts.modules,
                (_, "assert_invalid") => &mut counts.invalid,
                (_, "assert_malformed") => &mut counts.malformed,
                (_, "assert_unlinkable") => &mut counts.unlinkable,
                (_, "register") => &mut counts.register,
                (Outcome::Decided(_), _) => &mut counts.checks,
            } += 1;
            counts.wrong += usize::from(judged.is_wrong());
        }
        counts
    }
}

/// The table of scripts, aligned: a line of heads, a row each, and a total if there are several.
#[must_use]
pub fn table(rows: &[(String, Counts)]) -> Vec<String> {
    let mut rows: Vec<(&str, Counts)> = rows.iter().map(|(name, row)| (&**name, *row)).collect();
    if rows.len() > 1 {
        let mut total = Counts::default();
        rows.iter().for_each(|(_, row)| total.add(row));
        rows.push(("total", total));
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(4);
    let line = |name: &str, cells: [String; 10]| {
        let cells = cells.iter().zip(Counts::HEADS);
        let cells = cells.map(|(cell, head)| format!("  {cell:>0$}", head.len()));
        format!("{name:<width$}{}", cells.collect::<String>())
    };
    let heads = line("file", Counts::HEADS.map(String::from));
    let numbered = rows.iter().map(|(name, row)| line(name, row.numbers().map(|n| n.to_string())));
    std::iter::once(heads).chain(numbered).collect()
}
