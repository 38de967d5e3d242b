//! What is on disk of a campaign that runs: enough to go on from, and to put shards together.

use super::seen::{Examined, Seen};
use super::{Outcome, Settings, Shard};
use crate::answer::Tally;
use crate::finding::Finding;
use crate::generator::GENERATION;
use crate::question::Kind;
use crate::rules::RuleCounts;
use crate::statistics::Saved;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// The name of the file in the folder of findings.
pub const FILE: &str = "campaign.json";

/// The name that the journal of an earlier campaign has in the folder of another.
pub const EARLIER: &str = "campaign.old.json";

/// The format of the file.
const SCHEMA: u32 = 2;

/// A campaign up to the end of a chunk of cases.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Journal {
    schema: u32,
    /// What makes two campaigns the same.
    pub(super) campaign: Identity,
    pub(super) shard: String,
    /// The cases that it was to have, all shards together; none if only time bounds it.
    pub(super) cases: Option<u64>,
    /// The cases before this one were run, as far as they are of the shard.
    pub(super) next: u64,
    done: u64,
    elapsed_s: f64,
    generators: BTreeMap<String, Saved>,
    answers: Vec<Tally>,
    questions: [u64; Kind::ALL.len()],
    rules: RuleCounts,
    disagreeing_cases: u64,
    first_disagreement: Option<u64>,
    pub(super) examined: Vec<Examined>,
}

/// What decides the cases of a campaign and their answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Identity {
    version: String,
    generation: u32,
    pub(super) seed: u64,
    /// Names and versions.
    pub(super) generators: Vec<(String, u32)>,
    /// Names, versions and profiles.
    pub(super) oracles: Vec<(String, String, String)>,
    pub(super) turns: u64,
    pub(super) fault: Option<String>,
}

impl Identity {
    pub(super) fn of(settings: &Settings) -> Self {
        let generators = settings.generators.iter();
        let oracles = settings.oracles.iter().map(|oracle| oracle.identity());
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            generation: GENERATION,
            seed: settings.seed,
            generators: generators.map(|it| (it.name().into(), it.version())).collect(),
            oracles: oracles.map(|it| (it.name.into(), it.version, it.profile)).collect(),
            turns: settings.turns.every(),
            fault: settings.fault.map(Into::into),
        }
    }

    /// The first thing in which two campaigns differ, if they do.
    pub(super) fn difference(&self, other: &Self) -> Option<&'static str> {
        let same = [
            (self.version == other.version, "the version of subtly"),
            (self.generation == other.generation, "the version of the generators"),
            (self.seed == other.seed, "the seed"),
            (self.generators == other.generators, "the generators"),
            (self.oracles == other.oracles, "the oracles"),
            (self.turns == other.turns, "the number of turns"),
            (self.fault == other.fault, "the fault"),
        ];
        same.into_iter().find(|(same, _)| !same).map(|(_, what)| what)
    }
}

impl Journal {
    pub(super) fn new(settings: &Settings, outcome: &Outcome, seen: &Seen, next: u64) -> Self {
        let generators = outcome.generators.iter();
        Self {
            schema: SCHEMA,
            campaign: Identity::of(settings),
            shard: settings.shard.to_string(),
            cases: Some(settings.cases).filter(|cases| *cases != u64::MAX),
            next,
            done: outcome.cases,
            elapsed_s: outcome.elapsed.as_secs_f64(),
            generators: generators.map(|(name, it)| ((*name).into(), Saved::new(it))).collect(),
            answers: outcome.answers.clone(),
            questions: outcome.questions,
            rules: outcome.rules.clone(),
            disagreeing_cases: outcome.disagreeing_cases,
            first_disagreement: outcome.first_disagreement,
            examined: seen.examined.clone(),
        }
    }

    /// Writes the journal so that at any moment there is a whole one.
    pub(super) fn write(&self, findings: &Path) -> io::Result<()> {
        fs::create_dir_all(findings)?;
        let new = findings.join(format!("{FILE}.new"));
        fs::write(&new, serde_json::to_vec(self)?)?;
        fs::rename(new, findings.join(FILE))
    }

    /// The journal in a folder of findings, if there is one.
    ///
    /// # Errors
    ///
    /// Says why the file cannot be read.
    pub fn read(findings: &Path) -> Result<Option<Self>, String> {
        let path = findings.join(FILE);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("cannot read {}: {error}", path.display())),
        };
        let wrong = |why: String| {
            format!("{} is no journal of a campaign, or damaged: {why}", path.display())
        };
        let journal: Self =
            serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        match journal.schema {
            SCHEMA => Ok(Some(journal)),
            schema => Err(wrong(format!("its schema is {schema}, and not {SCHEMA}"))),
        }
    }

    /// The state that the campaign with these settings goes on from.
    pub(super) fn restore(self, settings: &Settings) -> Result<(Outcome, Seen, u64), String> {
        let folder = &settings.findings;
        let other = self.campaign.difference(&Identity::of(settings));
        let other = other.or((self.shard != settings.shard.to_string()).then_some("the shard"));
        if let Some(what) = other {
            return Err(format!(
                "the campaign in {} is another one: it differs in {what}; give it the same options, or \
                 choose another folder with --findings",
                folder.display()
            ));
        }
        let mut outcome = Outcome::new(settings);
        self.add_to(&mut outcome)?;
        let next = self.next;
        let mut seen = Seen::default();
        for examined in self.examined {
            let id = examined.id.clone();
            if seen.add(examined) {
                outcome.findings.push(load(folder, &id)?);
            }
        }
        Ok((outcome, seen, next))
    }

    /// Adds what came of the cases, but for the findings.
    pub(super) fn add_to(&self, outcome: &mut Outcome) -> Result<(), String> {
        for (name, mine) in &mut outcome.generators {
            let Some(theirs) = self.generators.get(*name) else { continue };
            let theirs = theirs.load();
            mine.add(&theirs.ok_or("the journal has the statistics of another version")?);
        }
        for (mine, theirs) in outcome.answers.iter_mut().zip(&self.answers) {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        outcome.questions.iter_mut().zip(self.questions).for_each(|(mine, it)| *mine += it);
        outcome.rules.add(&self.rules);
        outcome.cases += self.done;
        outcome.disagreeing_cases += self.disagreeing_cases;
        let firsts = outcome.first_disagreement.into_iter().chain(self.first_disagreement);
        outcome.first_disagreement = firsts.min();
        outcome.elapsed += Duration::try_from_secs_f64(self.elapsed_s).unwrap_or_default();
        Ok(())
    }

    pub(super) fn shard(&self) -> Result<Shard, String> {
        self.shard.parse()
    }
}

/// Keeps the journal of an earlier campaign in a folder, if there is one, out of the way of another.
///
/// # Errors
///
/// Fails as the file system does.
pub(super) fn keep_earlier(findings: &Path) -> io::Result<()> {
    match fs::rename(findings.join(FILE), findings.join(EARLIER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// A finding in a folder of findings.
pub(super) fn load(findings: &Path, id: &str) -> Result<(Finding, PathBuf), String> {
    let folder = findings.join(id);
    let path = folder.join("finding.json");
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let finding = serde_json::from_str(&text)
        .map_err(|error| format!("{} is no finding: {error}", path.display()))?;
    Ok((finding, folder))
}
