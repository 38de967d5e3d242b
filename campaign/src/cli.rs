//! The command line: what is asked for is done, and comes to an exit code.

mod check;
mod corpus;
mod exhaustive;
mod explain;
mod faults;
mod merge;
#[cfg(feature = "museum")]
mod museum;
mod oracles;
mod replay;
mod rules;
mod search;
mod stats;
mod verify;

use crate::fault::{self, Fault};
use crate::generator::{self, Generator};
use crate::oracle::Oracle;
use crate::oracles as all_oracles;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};
use std::process::ExitCode;

/// Verification of WebAssembly GC's type system: an executable model judges implementations.
#[derive(Debug, Parser)]
#[command(name = "subtly", version, about, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all agree, 1 a disagreement, 2 bad usage or bad input.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a campaign: generate programs, ask every oracle, minimize and explain disagreements
    Verify(verify::Verify),
    /// Ask every oracle every question about files: .wasm, .wat or .wast
    Check(check::Check),
    /// Say why a type is, or is not, a subtype of another, and whether they are the same type
    Explain(explain::Explain),
    /// Ask again about a finding, or about a case of a campaign
    Replay(replay::Replay),
    /// Ask every oracle about the types of every type section within a bound
    Exhaustive(exhaustive::Exhaustive),
    /// Put the shards of a campaign together
    Merge(merge::Merge),
    /// List the deliberate faults that `verify --fault` switches on
    Faults(faults::Faults),
    /// Write the modules of files as .wasm files, as seeds for fuzzers
    Corpus(corpus::Corpus),
    /// Convict old releases of wasmparser of the bugs that they are known for
    #[cfg(feature = "museum")]
    Museum(museum::Museum),
    /// List the oracles, with version and profile
    Oracles,
    /// List the rules of the model with their premises, or how often each was used in a campaign
    Rules(rules::Rules),
    /// Say what each generator makes, in numbers, so that its blind spots are seen
    Stats(stats::Stats),
}

/// What a command comes to.
enum Verdict {
    /// All oracles agree.
    Agreement,
    /// Some do not.
    Disagreement,
    /// Part of the input is bad, and was said to be; the rest was done.
    Refused,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run(cli),
        // Help and versions are no errors, and whole pages.
        Err(shown) if !shown.use_stderr() || is_help(&shown) => {
            let _ = shown.print();
            ExitCode::from(if shown.use_stderr() { 2 } else { 0 })
        }
        Err(error) => {
            complain(&in_one_line(&error.render().to_string()));
            ExitCode::from(2)
        }
    }
}

fn is_help(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// What clap says in a paragraph and some hints, without the usage that follows.
fn in_one_line(said: &str) -> String {
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines =
        lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let mut text = String::new();
    for line in lines {
        let separator = match () {
            () if text.is_empty() => "",
            () if text.ends_with(':') || line.starts_with('[') => " ",
            () => "; ",
        };
        text = text + separator + line.trim_start_matches("error: ");
    }
    text + "; see --help"
}

fn run(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Command::Verify(verify) => verify.run(),
        Command::Check(check) => check.run(),
        Command::Explain(explain) => explain.run(),
        Command::Replay(replay) => replay.run(),
        Command::Exhaustive(exhaustive) => exhaustive.run(),
        Command::Merge(merge) => merge.run(),
        Command::Faults(faults) => faults.run(),
        Command::Corpus(corpus) => corpus.run(),
        #[cfg(feature = "museum")]
        Command::Museum(museum) => museum.run(),
        Command::Oracles => oracles::run(),
        Command::Rules(rules) => rules.run(),
        Command::Stats(stats) => stats.run(),
    };
    match result {
        Ok(Verdict::Agreement) => ExitCode::SUCCESS,
        Ok(Verdict::Disagreement) => ExitCode::from(1),
        Ok(Verdict::Refused) => ExitCode::from(2),
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// Who is asked, and with which fault.
#[derive(Debug, Args)]
struct Who {
    /// The oracles to ask, in this order
    #[arg(long = "oracle", value_delimiter = ',', value_name = "NAME,...", default_values_t = names())]
    oracles: Vec<String>,
    /// Switch on a deliberate fault of the implementation (see `subtly faults`)
    #[arg(long, value_name = "NAME")]
    fault: Option<String>,
}

fn names() -> Vec<String> {
    all_oracles::NAMES.map(Into::into).to_vec()
}

impl Who {
    fn fault(&self) -> Result<Option<Fault>, String> {
        self.fault.as_deref().map(fault::by_name).transpose()
    }

    fn oracles(&self) -> Result<Vec<Box<dyn Oracle>>, String> {
        let fault = self.fault()?;
        let of_museum = |name: &&String| name.starts_with("wasmparser-");
        if let Some(name) =
            self.oracles.iter().find(of_museum).filter(|_| !cfg!(feature = "museum"))
        {
            return Err(format!(
                "'{name}' is of the museum; build with `cargo run --release --features museum -- ...`"
            ));
        }
        select("oracle", &self.oracles, &all_oracles::NAMES, |name| {
            all_oracles::by_name(name, fault)
        })
    }
}

/// Where programs come from.
#[derive(Debug, Args)]
struct Generators {
    /// The generators, which take turns
    #[arg(
        long = "generator",
        value_delimiter = ',',
        value_name = "NAME,...",
        default_values_t = generator::ALL.map(|generator| generator.name().to_string())
    )]
    generators: Vec<String>,
}

impl Generators {
    fn generators(&self) -> Result<Vec<&'static dyn Generator>, String> {
        let names = generator::ALL.map(Generator::name);
        select("generator", &self.generators, &names, generator::by_name)
    }
}

/// The things with these names: each of them known, none twice, at least one.
fn select<T>(
    what: &str,
    chosen: &[String],
    known: &[&str],
    by_name: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, String> {
    let one = |(n, name): (usize, &String)| {
        if chosen[..n].contains(name) {
            return Err(format!("the {what} '{name}' is named twice; name each once"));
        }
        by_name(name).ok_or_else(|| {
            format!("no {what} is called '{name}'; choose from {}", known.join(", "))
        })
    };
    chosen.iter().enumerate().map(one).collect()
}

/// Says what is wrong, in one line on standard error.
fn complain(message: &str) {
    eprintln!("error: {message}");
}

/// Writes a file of the user's choice.
fn write_file(path: &std::path::Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Writes a file of the user's choice, as JSON.
fn write_json(path: &std::path::Path, data: &impl serde::Serialize) -> Result<(), String> {
    let text = serde_json::to_string_pretty(data).map_err(|error| error.to_string())?;
    write_file(path, &(text + "\n"))
}

/// Prints to standard output; a reader that went away, as `head` does, is no fault.
fn print(text: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
