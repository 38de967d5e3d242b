//! Puts the shards of a campaign together, as if it had been run in one piece.

use super::journal::{Journal, load};
use super::seen::{Examined, Seen};
use super::{Journaling, Outcome, Settings, Shard, Turns, describe, examine, unwritten};
use crate::case::{Contradiction, check, generate};
use crate::finding::{Finding, Origin};
use crate::{fault, generator, oracles};
use std::path::{Path, PathBuf};

/// Reads the shards in these folders, writes what they found into another folder, each thing once, and
/// says what came of all of them.
///
/// The findings are those of the campaign in one piece: a shard examines what is among the first that look
/// alike in it, and so all that is among the first in the whole campaign. Each is explained anew. What said
/// nothing new in its shard, and does in the whole, is found once more from its seed and case.
///
/// The other folder has a journal, from which the campaign goes on, if all shards came to their end.
///
/// # Errors
///
/// Fails if a folder has no journal, if they are not all shards of one campaign, if one is missing or
/// there twice, or as the file system does.
pub fn merge(folders: &[PathBuf], findings: &Path) -> Result<(Settings, Outcome), String> {
    let shards = folders.iter().map(|folder| {
        let journal = Journal::read(folder)?;
        let none = || format!("{} has no campaign: no file campaign.json", folder.display());
        Ok((folder, journal.ok_or_else(none)?))
    });
    let shards = shards.collect::<Result<Vec<(&PathBuf, Journal)>, String>>()?;
    let (first_folder, first) = shards.first().ok_or("name the folders of all shards")?;
    let same = |folder: &PathBuf| match (folder.canonicalize(), findings.canonicalize()) {
        (Ok(folder), Ok(findings)) => folder == findings,
        _ => false,
    };
    if let Some(folder) = folders.iter().find(|folder| same(folder)) {
        return Err(format!(
            "{} is the folder of a shard and would be overwritten; choose another with --findings",
            folder.display()
        ));
    }
    let settings = settings(first, findings)?;
    let (mut outcome, mut present) = (Outcome::new(&settings), Vec::new());
    let mut examined: Vec<(&Path, Examined)> = Vec::new();
    for (folder, journal) in &shards {
        let shard = journal.shard()?;
        let other = first.campaign.difference(&journal.campaign);
        let other = other.or((journal.cases != first.cases).then_some("the number of cases"));
        let other = other.or((shard.count() != first.shard()?.count()).then_some("the shards"));
        if let Some(what) = other {
            return Err(format!(
                "{} and {} are no shards of one campaign: they differ in {what}",
                first_folder.display(),
                folder.display()
            ));
        }
        if present.contains(&shard) {
            return Err(format!("the shard {shard} is there twice, in {}", folder.display()));
        }
        present.push(shard);
        journal.add_to(&mut outcome)?;
        outcome.stopped |= shard.chunk(journal.next, settings.cases).is_some();
        examined.extend(journal.examined.iter().map(|it| (folder.as_path(), it.clone())));
    }
    let count = first.shard()?.count();
    if present.len() as u64 != count {
        let is_there = |shard: &Shard| present.contains(shard);
        let all = (1..=count).map(|number| format!("{number}/{count}").parse::<Shard>());
        let missing = all.flatten().find(|shard| !is_there(shard));
        let missing = missing.map_or(String::new(), |shard| shard.to_string());
        return Err(format!("{} of {count} shards are there; {missing} is missing", present.len()));
    }
    // Stable: what a shard examined of one case keeps its order.
    examined.sort_by_key(|(_, examined)| examined.case);
    let mut seen = Seen::default();
    for (folder, examined) in examined {
        if seen.add(examined.clone()) {
            let finding = finding(folder, &examined, &settings)?;
            let folder = finding.save(findings).map_err(unwritten(&settings))?;
            outcome.findings.push((finding, folder));
        }
    }
    if !outcome.stopped {
        let journal = Journal::new(&settings, &outcome, &seen, settings.cases);
        journal.write(findings).map_err(unwritten(&settings))?;
    }
    Ok((settings, outcome))
}

/// The settings of the whole campaign.
fn settings(journal: &Journal, findings: &Path) -> Result<Settings, String> {
    let campaign = &journal.campaign;
    let fault = campaign.fault.as_deref().map(fault::by_name).transpose()?;
    let unknown = |what: &str, name: &str| format!("this build has no {what} '{name}'");
    let generators = campaign
        .generators
        .iter()
        .map(|(name, _)| generator::by_name(name).ok_or_else(|| unknown("generator", name)));
    let oracles = campaign
        .oracles
        .iter()
        .map(|(name, ..)| oracles::by_name(name, fault).ok_or_else(|| unknown("oracle", name)));
    Ok(Settings {
        seed: campaign.seed,
        cases: journal.cases.unwrap_or(u64::MAX),
        time: None,
        generators: generators.collect::<Result<_, _>>()?,
        oracles: oracles.collect::<Result<_, _>>()?,
        turns: Turns::new(campaign.turns),
        fault: fault.map(fault::name),
        findings: findings.into(),
        fail_fast: false,
        shard: Shard::WHOLE,
        journal: Journaling::New,
    })
}

/// What a shard examined, as a finding.
///
/// The shard has its folder only if it said something new there; and of two with one id, that of the first.
fn finding(folder: &Path, examined: &Examined, settings: &Settings) -> Result<Finding, String> {
    if folder.join(&examined.id).is_dir() {
        let (finding, _) = load(folder, &examined.id)?;
        if finding.origin.case == examined.case {
            return renewed(&finding, settings);
        }
    }
    let case = examined.case;
    let (generator, program) = generate(settings.seed, case, &settings.generators);
    let looks_like_it = |it: &Contradiction| {
        let (answers, rule) = &examined.before;
        (it.kind, &it.answers, it.rule) == (examined.kind, answers, rule)
    };
    let contradictions = check(&program, &settings.oracles).contradictions;
    let contradiction = contradictions.iter().find(|it| looks_like_it(it));
    let contradiction = contradiction.ok_or_else(|| {
        let folder = folder.display();
        format!(
            "{folder} has a disagreement in case {case} that is not found again; run the shard anew"
        )
    })?;
    let origin = Origin { generator: generator.name().into(), seed: settings.seed, case };
    Ok(examine(&settings.oracles, settings.fault, origin, contradiction))
}

/// A finding that was read, with all that is not kept on disk.
fn renewed(finding: &Finding, settings: &Settings) -> Result<Finding, String> {
    let wrong = |why| format!("finding {}: {why}", finding.id);
    let original = finding.original.load().map_err(wrong)?;
    let program = finding.minimized.load().map_err(wrong)?;
    if program.question_count() == 0 {
        return Err(wrong("it asks nothing".into()));
    }
    let origin = finding.origin.clone();
    let described = describe(&settings.oracles, settings.fault, origin, &original, &program);
    Ok(Finding { exhausted: finding.exhausted, ..described })
}
