//! The table for people, and what it comes to.

use super::{Cell, Row, Settings};
use crate::fault::Fault;
use serde::Serialize;

/// What a table comes to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// The faults that some generator found.
    pub found: usize,
    /// Those of which the explanation names the rule that they break.
    pub explained: usize,
    /// All faults of the table.
    pub faults: usize,
    /// The median of the types of their minimized programs.
    pub types_median: Option<u32>,
    /// The time of the whole table.
    pub seconds: f64,
}

impl Totals {
    /// The totals of a table that took so many seconds.
    #[must_use]
    pub fn new(rows: &[Row], seconds: f64) -> Self {
        let findings = rows.iter().filter_map(|row| row.smallest.as_ref());
        let mut types: Vec<_> = findings.map(|it| it.types).collect();
        types.sort_unstable();
        let types_median = types.get(types.len() / 2).copied();
        let explained = rows.iter().filter(|row| row.is_explained()).count();
        Self { found: types.len(), explained, faults: rows.len(), types_median, seconds }
    }
}

/// The width of a cell.
const CELL: usize = 18;

/// The lines of a table: the head, a row for each fault, those that tests find, the survivors, the totals.
#[must_use]
pub fn lines(settings: &Settings, rows: &[Row], totals: &Totals) -> Vec<String> {
    let names = settings.generators.iter().map(|generator| generator.name());
    let head: String = names.map(|name| format!("{name:<CELL$}")).collect();
    let mut lines =
        vec![format!("{:<6}{head}{:<9}{:>5}{:>9}  rule", "fault", "smallest", "types", "modules")];
    lines.extend(rows.iter().map(line));
    if rows.len() == Fault::ALL.len() {
        let in_tests = Fault::IN_TESTS.into_iter();
        lines.extend(in_tests.map(|(fault, by)| format!("{:<6}{by}", fault.name())));
    }
    for row in rows.iter().filter(|row| row.smallest.is_none()) {
        lines.push(format!("{} survives: {}", row.fault, row.summary));
    }
    let unexplained = |row: &&Row| row.smallest.is_some() && !row.is_explained();
    for row in rows.iter().filter(unexplained) {
        lines.push(format!(
            "{} breaks {}, and is explained otherwise",
            row.fault,
            row.breaks.unwrap_or("-")
        ));
    }
    let (found, faults, explained) = (totals.found, totals.faults, totals.explained);
    let median = totals.types_median.map_or("-".into(), |types| types.to_string());
    lines.extend([
        format!(
            "found {found} of {faults} faults, explained {explained} by the rule that they break, at most {} \
             cases a cell; {} more are found by tests, {} have no place here (--list)",
            settings.cases,
            Fault::IN_TESTS.len(),
            Fault::WITHOUT_PLACE.len()
        ),
        format!("median reproducer {median} types; {:.1} s", totals.seconds),
    ]);
    lines
}

fn line(row: &Row) -> String {
    let cells: String = row.cells.iter().map(|cell| format!("{:<CELL$}", told(cell))).collect();
    let rest = match &row.smallest {
        Some(it) => {
            let (generator, types, modules) = (it.generator, it.types, it.modules);
            format!("{generator:<9}{types:>5}{modules:>9}  {}", it.rule)
        }
        None => "-".into(),
    };
    format!("{:<6}{cells}{rest}", row.fault)
}

/// The cases and the time until the fault was found.
fn told(cell: &Cell) -> String {
    if cell.found { format!("{} in {:.2} s", cell.cases, cell.seconds) } else { "-".into() }
}
