//! RULES.md, read: its tables, cell by cell.

use crate::ROOT;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use subtly_model::rule::Rule;

pub(crate) const UNREACHABLE: &str = "unreachable from bytes";
pub(crate) const IN_RELATION: &str = ", in the relation";
pub(crate) const BY_REASONS: &str = ", by reasons only";

/// A row of one of the two tables of transcribed rules.
pub(crate) struct Row {
    pub(crate) rule: Rule,
    pub(crate) file: String,
    pub(crate) function: String,
    pub(crate) derived: String,
    pub(crate) refuted: String,
}

impl Row {
    /// The files of the cell `derived in`; none if nothing in the corpus derives the rule.
    pub(crate) fn derived_in(&self) -> BTreeSet<String> {
        if self.derived.starts_with(UNREACHABLE) {
            return BTreeSet::new();
        }
        files(self.derived.strip_suffix(BY_REASONS).unwrap_or(&self.derived)).collect()
    }

    /// The files of the cell `refuted in`, in order; none if nothing refutes the rule.
    pub(crate) fn refuted_in(&self) -> Vec<String> {
        if self.refuted.starts_with("-: ") {
            return Vec::new();
        }
        files(&self.refuted).collect()
    }
}

fn files(cell: &str) -> impl Iterator<Item = String> {
    cell.split(", ").map(String::from)
}

pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The rows of the table under a heading, without its head, each as its cells. A bar inside a cell is
/// written `\|`.
pub(crate) fn table(heading: &str) -> Vec<Vec<String>> {
    let text = text("RULES.md");
    let (_, section) = text.split_once(heading).unwrap_or_else(|| panic!("no {heading:?}"));
    let rows = section.lines().skip_while(|line| !line.starts_with('|'));
    let rows = rows.take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| {
        let line = line.replace("\\|", "\u{0}");
        let cells = line.trim_matches('|').split('|');
        cells.map(|cell| cell.trim().replace('\u{0}', "|")).collect()
    };
    rows.map(cells).collect()
}

/// The table of the rules for types.
pub(crate) fn of_types() -> Vec<Row> {
    rows("## Transcribed\n")
}

/// The table of the rules that only whole modules meet.
pub(crate) fn of_modules() -> Vec<Row> {
    rows("## Transcribed for whole modules\n")
}

fn rows(heading: &str) -> Vec<Row> {
    let row = |cells: Vec<String>| {
        let code = |cell: &str| cell.trim_matches('`').to_string();
        match cells.as_slice() {
            [rule, file, function, derived, refuted] => Row {
                rule: Rule::by_name(&code(rule)).unwrap_or_else(|| panic!("no rule {rule}")),
                file: code(file),
                function: code(function),
                derived: derived.clone(),
                refuted: refuted.clone(),
            },
            cells => panic!("{cells:?}: not five cells"),
        }
    };
    table(heading).into_iter().map(row).collect()
}

/// The premises that never fail, and the reasons: each a rule and the place of its premise.
pub(crate) fn never_failing() -> (BTreeSet<(Rule, usize)>, Vec<String>) {
    let (mut premises, mut reasons) = (BTreeSet::new(), Vec::new());
    for cells in table("## Premises that never fail\n") {
        let [listed, reason] = cells.as_slice() else {
            panic!("{cells:?}: not two cells");
        };
        let mut rule = None;
        for code in listed.split('`').skip(1).step_by(2) {
            match Rule::by_name(code) {
                Some(named) => rule = Some(named),
                None => {
                    let rule = rule.unwrap_or_else(|| panic!("{code}: of which rule?"));
                    let place = rule.premise_place(code);
                    let place = place.unwrap_or_else(|| panic!("{rule} has no premise {code}"));
                    assert!(premises.insert((rule, place)), "{rule}: {code} is listed twice");
                }
            }
        }
        reasons.push(reason.clone());
    }
    (premises, reasons)
}
