//! Statistics as a table for people: a column for each generator, and a dash for what it never made.

use super::{GROUP_SIZES, GeneratorStatistics, SUPERTYPES};
use crate::answer::Answer;
use crate::question::Kind;
use std::fmt::Write;

/// The width of the names of what is measured, and of a column.
const WIDTHS: [usize; 2] = [28, 11];

/// The table of some generators with their names.
#[must_use]
pub fn table(generators: &[(&str, GeneratorStatistics)]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, cells: Vec<String>| {
        write!(text, "{name:<0$}", WIDTHS[0]).expect("a string takes text");
        for cell in cells {
            write!(text, "{cell:>0$}", WIDTHS[1]).expect("a string takes text");
        }
        text.push('\n');
    };
    line("", generators.iter().map(|(name, _)| (*name).to_string()).collect());
    for (name, measure) in measures() {
        line(&name, generators.iter().map(|(_, statistics)| measure(statistics)).collect());
    }
    text
}

type Measure = Box<dyn Fn(&GeneratorStatistics) -> String>;

/// What is measured, line by line.
fn measures() -> Vec<(String, Measure)> {
    let mut lines: Vec<(String, Measure)> = Vec::new();
    let mut add = |name: &str, measure: Measure| lines.push((name.to_string(), measure));
    add("programs", Box::new(|it| it.cases.to_string()));
    add("modules a program", Box::new(|it| mean(it.modules, it.cases)));
    add("drops a program", Box::new(|it| mean(it.drops, it.cases)));
    add("define after a drop, %", Box::new(|it| share(it.redefining_cases, it.cases)));
    add("types a module", Box::new(|it| mean(it.types, it.modules)));
    add("recursive modules, %", Box::new(|it| share(it.recursive_modules, it.modules)));
    add("modules with equals, %", Box::new(|it| share(it.equal_pair_modules, it.modules)));
    add("invalid types, %", Box::new(|it| share(it.invalid_modules, it.modules)));
    add("equal pairs a program", Box::new(|it| mean(it.equal_pairs, it.cases)));
    add("strict pairs a program", Box::new(|it| mean(it.strict_pairs, it.cases)));
    for (bin, name) in GROUP_SIZES.names().into_iter().enumerate() {
        let groups = |it: &GeneratorStatistics| it.group_sizes.iter().sum();
        let name = format!("groups of {name}, %");
        add(&name, Box::new(move |it| share(it.group_sizes[bin], groups(it))));
    }
    for (bin, name) in SUPERTYPES.names().into_iter().enumerate() {
        let name = format!("types below {name}, %");
        add(&name, Box::new(move |it| share(it.supertypes[bin], it.types)));
    }
    add("most supertypes", Box::new(|it| it.supertypes_max.to_string()));
    add("whole modules valid, %", Box::new(|it| share(it.whole_valid_modules, it.whole_modules)));
    add("kinds of instructions", Box::new(|it| mean(it.instructions.len().into(), 1)));
    for kind in Kind::ALL {
        let asked = |it: &GeneratorStatistics, kind| it.answers[kind as usize].iter().sum();
        add(&format!("{kind} a program"), Box::new(move |it| mean(asked(it, kind), it.cases)));
        for answer in [Answer::Yes, Answer::No] {
            let given = move |it: &GeneratorStatistics| it.answers[kind as usize][answer as usize];
            let name = format!("  {answer}, %");
            add(&name, Box::new(move |it| share(given(it), asked(it, kind))));
        }
        let decided = [Answer::Yes, Answer::No];
        let undecided = move |it: &GeneratorStatistics| {
            let decided = decided.map(|answer| it.answers[kind as usize][answer as usize]);
            asked(it, kind) - decided.iter().sum::<u64>()
        };
        add("  no verdict, %", Box::new(move |it| share(undecided(it), asked(it, kind))));
    }
    lines
}

/// A quotient with one digit; nothing is a dash, and little is not nothing.
fn quotient(part: f64, whole: u64) -> String {
    match part / whole.max(1) as f64 {
        0.0 => "-".into(),
        little if little < 0.05 => "<0.1".into(),
        quotient => format!("{quotient:.1}"),
    }
}

fn mean(sum: u64, count: u64) -> String {
    quotient(sum as f64, count)
}

fn share(part: u64, whole: u64) -> String {
    quotient(100.0 * part as f64, whole)
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::statistics::GeneratorStatistics;

    #[test]
    fn what_never_comes_up_is_a_dash() {
        let made = GeneratorStatistics {
            cases: 1000,
            modules: 2000,
            drops: 3,
            types: 4000,
            supertypes: [3999, 0, 0, 0, 0, 0, 1, 0],
            supertypes_max: 63,
            ..GeneratorStatistics::default()
        };
        let text = table(&[("some", made), ("none", GeneratorStatistics::default())]);
        let line = |name: &str| {
            let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
            lines.next().expect("the table has it").split_whitespace().collect::<Vec<_>>()
        };
        assert_eq!(line(""), ["some", "none"]);
        assert_eq!(line("modules a program"), ["2.0", "-"]);
        assert_eq!(line("drops a program"), ["<0.1", "-"]);
        assert_eq!(line("types below 0, %"), ["100.0", "-"]);
        assert_eq!(line("types below 62, %"), ["-", "-"]);
        assert_eq!(line("types below 63, %"), ["<0.1", "-"]);
        assert_eq!(line("most supertypes"), ["63", "0"]);
    }
}
