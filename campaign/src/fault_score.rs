//! Which generator finds which deliberate fault, and how soon: a table of small campaigns.
//!
//! A cell is a campaign of one generator against one fault. It asks the model and the implementation
//! under both hashes, and ends with the first case in which they contradict each other. Cells know
//! nothing of each other, so the table is the same for any number of threads, times aside. What each generator
//! found is minimized and explained, and of each fault the smallest is shown.

mod text;

pub use text::{Totals, lines};

use crate::campaign::examine;
use crate::case::{Contradiction, check, generate};
use crate::fault::Fault;
use crate::finding::{Finding, Origin};
use crate::generator::Generator;
use crate::oracle::Oracle;
use crate::oracles;
use crate::program::Step;
use crate::question::{Batch, Kind};
use rayon::prelude::*;
use serde::Serialize;
use std::time::{Duration, Instant};

/// Who is asked: the implementation, and the model to judge it.
const ORACLES: [&str; 3] = ["model", "impl", "impl-const"];

/// What is measured.
pub struct Settings {
    /// Decides all cases.
    pub seed: u64,
    /// The most cases of a cell.
    pub cases: u64,
    /// Ends a cell that takes longer.
    pub time: Option<Duration>,
    /// The columns; at least one.
    pub generators: Vec<&'static dyn Generator>,
    /// The rows.
    pub faults: Vec<Fault>,
}

/// How a generator fares against a fault.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// The generator.
    pub generator: &'static str,
    /// Whether it found the fault.
    pub found: bool,
    /// The cases that were run, up to and including the one that found it.
    pub cases: u64,
    /// The time that they took on one thread.
    pub seconds: f64,
    /// What was found first.
    #[serde(skip)]
    contradiction: Option<Contradiction>,
}

/// How all generators fare against a fault.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The name of the fault.
    pub fault: &'static str,
    /// What is wrong.
    pub summary: &'static str,
    /// The rule that it breaks; none if that is the memory of types, and not a rule.
    pub breaks: Option<&'static str>,
    /// A cell for each generator.
    pub cells: Vec<Cell>,
    /// The smallest finding of all generators.
    pub smallest: Option<Smallest>,
}

impl Row {
    /// Whether the fault was found, and its explanation names the rule that it breaks.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        let names = |rule| self.smallest.as_ref().is_some_and(|finding| finding.rule == rule);
        self.smallest.is_some() && self.breaks.is_none_or(names)
    }
}

/// The finding of a fault, minimized and explained.
#[derive(Debug, Serialize)]
pub struct Smallest {
    /// The generator.
    pub generator: &'static str,
    /// The question about the minimized program.
    pub question: String,
    /// The types of the minimized program.
    pub types: u32,
    /// Its modules.
    pub modules: usize,
    /// The rule that the explanation names.
    pub rule: String,
}

/// Measures the whole table on the current pool of threads. `progress` is called after each cell.
#[must_use]
pub fn measure(settings: &Settings, progress: &(dyn Fn() + Sync)) -> Vec<Row> {
    let pairs = settings
        .faults
        .iter()
        .flat_map(|fault| settings.generators.iter().map(move |generator| (*fault, *generator)));
    let pairs: Vec<_> = pairs.collect();
    let cells = pairs.into_par_iter().with_max_len(1).map(|(fault, generator)| {
        let cell = cell(settings, fault, generator);
        progress();
        cell
    });
    let mut cells = cells.collect::<Vec<_>>().into_iter();
    let columns = settings.generators.len();
    let rows = settings.faults.iter().map(|fault| (*fault, cells.by_ref().take(columns).collect()));
    let rows: Vec<(Fault, Vec<Cell>)> = rows.collect();
    let rows = rows.into_par_iter().with_max_len(1).map(|(fault, cells)| {
        let (name, summary) = (fault.name(), fault.summary());
        let breaks = fault.rule();
        let smallest = smallest(settings.seed, fault, &cells);
        Row { fault: name, summary, breaks, smallest, cells }
    });
    rows.collect()
}

fn oracles_with(fault: Fault) -> Vec<Box<dyn Oracle>> {
    let oracle = |name| oracles::by_name(name, Some(fault)).expect("the oracle is listed");
    ORACLES.into_iter().map(oracle).collect()
}

/// Runs cases until one of them shows the fault.
fn cell(settings: &Settings, fault: Fault, generator: &'static dyn Generator) -> Cell {
    let oracles = oracles_with(fault);
    let start = Instant::now();
    let (mut cases, mut contradiction) = (0, None);
    while cases < settings.cases && contradiction.is_none() {
        let (_, mut program) = generate(settings.seed, cases, &[generator]);
        // The implementation does not answer it, and to the model it is by far the dearest.
        program.steps.retain(|step| !matches!(step, Step::Ask(Batch::Valid(_))));
        contradiction = check(&program, &oracles).contradictions.into_iter().next();
        cases += 1;
        if settings.time.is_some_and(|time| start.elapsed() >= time) {
            break;
        }
    }
    let (found, seconds) = (contradiction.is_some(), start.elapsed().as_secs_f64());
    Cell { generator: generator.name(), found, cases, seconds, contradiction }
}

/// Minimizes and explains what each generator found. The smallest has the fewest types, then modules; of these
/// one about subtypes comes last, since it says least, and else that which took the fewest cases first.
fn smallest(seed: u64, fault: Fault, cells: &[Cell]) -> Option<Smallest> {
    let examined = |cell: &Cell| {
        let origin = Origin { generator: cell.generator.into(), seed, case: cell.cases - 1 };
        let found = cell.contradiction.as_ref()?;
        let finding = examine(&oracles_with(fault), Some(fault.name()), origin, found);
        let Finding { kind, question, types_after: types, rule, minimized, .. } = finding;
        let modules = minimized.load().map_or(0, |program| program.modules().count());
        let generator = cell.generator;
        let last = (kind == Kind::Subtype, cell.cases);
        Some((last, Smallest { generator, question, types, modules, rule }))
    };
    let findings: Vec<_> = cells.par_iter().with_max_len(1).filter_map(examined).collect();
    let smallest = findings.into_iter().min_by_key(|(last, it)| (it.types, it.modules, *last));
    smallest.map(|(_, finding)| finding)
}
