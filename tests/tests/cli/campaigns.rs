//! Campaigns that are killed, and campaigns that are spread over several runs, come to what one run
//! comes to.

use crate::ran::{command, json, scratch, subtly};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// A campaign of five chunks, in which two kinds of things are found.
const CAMPAIGN: [&str; 9] = [
    "verify",
    "--cases",
    "1200",
    "--fault",
    "V5",
    "--generator",
    "types,bodies",
    "--oracle",
    "model,impl,impl-const",
];

/// A report without what depends on the machine.
fn report(folder: &Path) -> Value {
    let mut report = json(&folder.join("report.json"));
    report.as_object_mut().and_then(|report| report.remove("time")).expect("a report has times");
    report
}

/// Every file below the folder of findings, but for the journal, which has times.
fn findings(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for finding in fs::read_dir(folder.join("findings")).expect("it was written") {
        let finding = finding.expect("it can be read").path();
        for file in fs::read_dir(&finding).into_iter().flatten() {
            let path = file.expect("it can be read").path();
            let name = path.strip_prefix(folder).expect("it is below").display().to_string();
            files.insert(name, fs::read_to_string(path).expect("it is text"));
        }
    }
    files
}

fn run(folder: &Path, more: &[&str]) -> Option<i32> {
    let ran = subtly(folder, &[&CAMPAIGN, more, &["--json", "report.json"]].concat());
    assert_eq!(ran.stderr, "");
    ran.code
}

#[test]
fn a_killed_campaign_goes_on_where_it_was() {
    let unbroken = scratch("unbroken");
    assert_eq!(run(&unbroken, &[]), Some(1));
    assert!(!findings(&unbroken).is_empty());
    let killed = scratch("killed");
    // Twenty moments, from before the first journal to well behind it; the last ones may come too late.
    for milliseconds in (0..20).map(|n| 1 + n * n * 137 % 601) {
        let args = [&CAMPAIGN, &["--resume", "--json", "report.json"][..]].concat();
        let mut child = command(&killed, &args)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the binary can be started");
        thread::sleep(Duration::from_millis(milliseconds));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
    }
    assert_eq!(run(&killed, &["--resume"]), Some(1));
    assert_eq!(report(&killed), report(&unbroken));
    assert_eq!(findings(&killed), findings(&unbroken));
    // What is complete is not run again.
    assert_eq!(run(&killed, &["--resume"]), Some(1));
    assert_eq!(report(&killed), report(&unbroken));
}

/// The time of all runs together is bounded, so a second run finds nothing left.
#[test]
fn time_that_is_used_up_is_not_given_twice() {
    let folder = scratch("timed");
    let args =
        ["verify", "--generator", "types", "--time", "1", "--resume", "--json", "report.json"];
    let ran = subtly(&folder, &args);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let first = report(&folder);
    assert!(first["cases"].as_u64().is_some_and(|cases| cases > 0));
    assert_eq!(subtly(&folder, &args).code, Some(0));
    assert!(report(&folder) == first, "the second run has run cases");
}

#[test]
fn shards_come_to_what_one_run_comes_to() {
    let whole = scratch("whole");
    assert_eq!(run(&whole, &[]), Some(1));
    let shards = scratch("shards");
    for (shard, findings) in [("1/3", "first"), ("2/3", "second"), ("3/3", "third")] {
        let code = run(&shards, &["--shard", shard, "--findings", findings]);
        assert!(code.is_some_and(|code| code < 2));
    }
    let merged = subtly(&shards, &["merge", "first", "second", "third", "--json", "report.json"]);
    assert_eq!((merged.code, merged.stderr.as_str()), (Some(1), ""));
    assert_eq!(report(&shards), report(&whole));
    assert_eq!(findings(&shards), findings(&whole));

    // What a shard did not keep, because it said nothing new there, is found again.
    let kept = |shard: &str| fs::read_dir(shards.join(shard)).expect("it is there");
    for entry in ["first", "second", "third"].into_iter().flat_map(kept) {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            fs::remove_dir_all(path).expect("it can be removed");
        }
    }
    fs::remove_dir_all(shards.join("findings")).expect("it can be removed");
    let merged = subtly(&shards, &["merge", "first", "second", "third", "--json", "report.json"]);
    assert_eq!((merged.code, merged.stderr.as_str()), (Some(1), ""));
    assert_eq!(findings(&shards), findings(&whole));

    let ran = subtly(&shards, &["merge", "first", "second", "third", "--findings", "first"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "error: first is the folder of a shard and would be overwritten; choose another with --findings\n"
    );

    let refused = [
        (&["first", "second"][..], "error: 2 of 3 shards are there; 3/3 is missing\n"),
        (&["first", "first", "third"], "error: the shard 1/3 is there twice, in first\n"),
        (&["nowhere"], "error: nowhere has no campaign: no file campaign.json\n"),
    ];
    for (folders, message) in refused {
        let ran = subtly(&shards, &[&["merge"], folders].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(2), message));
    }
}

/// There is one chunk of cases, and so none for the second shard.
#[test]
fn a_shard_without_cases_is_a_shard() {
    let folder = scratch("empty-shard");
    for (shard, findings) in [("1/2", "first"), ("2/2", "second")] {
        let args = ["verify", "--cases", "20", "--shard", shard, "--findings", findings];
        assert_eq!(subtly(&folder, &args).code, Some(0));
    }
    let merged = subtly(&folder, &["merge", "first", "second"]);
    assert_eq!((merged.code, merged.stderr.as_str()), (Some(0), ""));
    assert!(
        merged.stdout.starts_with("all oracles agree: seed 1, 20 cases, "),
        "{}",
        merged.stdout
    );
    assert!(folder.join("findings/campaign.json").is_file());
}

/// What is not finished is not gone on with: the cases that a shard lacks would be passed over.
#[test]
fn a_merge_of_unfinished_shards_has_no_journal() {
    let folder = scratch("unfinished");
    for (shard, findings) in [("1/2", "first"), ("2/2", "second")] {
        let bounds = ["--cases", "9000000", "--time", "1s", "--generator", "near-miss"];
        let args = [&["verify", "--shard", shard, "--findings", findings], &bounds[..]].concat();
        assert_eq!(subtly(&folder, &args).code, Some(0));
    }
    let merged = subtly(&folder, &["merge", "first", "second"]);
    assert_eq!(merged.code, Some(0), "{}", merged.stderr);
    assert!(merged.stdout.contains(" cases, stopped, "), "{}", merged.stdout);
    assert!(!folder.join("findings/campaign.json").exists());
}

/// Who takes turns is asked less; where model and implementation disagree, all are asked.
#[test]
fn oracles_that_take_turns_find_with_all_others() {
    let folder = scratch("turns");
    let bounds =
        ["verify", "--cases", "600", "--generator", "types,history", "--json", "report.json"];
    let said = |report: &Value| -> Vec<u64> {
        let oracles = report["oracles"].as_array().expect("a list");
        let answers = |oracle: &Value| {
            let answers = oracle["answers"].as_object().expect("an object");
            answers.values().filter_map(Value::as_u64).sum()
        };
        oracles.iter().map(answers).collect()
    };
    assert_eq!(subtly(&folder, &bounds).code, Some(0));
    let all = said(&report(&folder));
    let turns = subtly(&folder, &[&bounds[..], &["--turns", "6"]].concat());
    assert_eq!(turns.code, Some(0));
    assert!(
        turns.stdout.contains("oracles behind the second were asked in one round of cases of 6"),
        "{}",
        turns.stdout
    );
    let some = said(&report(&folder));
    assert_eq!((all.len(), &all[..2]), (7, &some[..2]));
    for (all, some) in all.iter().zip(&some).skip(2) {
        assert!((2 * all / 18..4 * all / 18).contains(some), "{some} of {all}");
    }
    let again = subtly(&folder, &[&bounds[..], &["--resume"]].concat());
    assert_eq!(again.code, Some(2));
    assert!(
        again.stderr.contains(" is another one: it differs in the number of turns"),
        "{}",
        again.stderr
    );

    let faulty = |more: &[&str]| {
        fs::remove_dir_all(folder.join("findings")).expect("it can be removed");
        assert_eq!(
            subtly(&folder, &[&bounds[..], &["--fault", "V5"], more].concat()).code,
            Some(1)
        );
        findings(&folder)
    };
    assert_eq!(faulty(&[]), faulty(&["--turns", "6"]));
}

#[test]
fn a_new_campaign_keeps_the_journal_of_an_earlier_one() {
    let folder = scratch("earlier");
    let run = |seed| subtly(&folder, &["verify", "--cases", "20", "--seed", seed]).code;
    let seed = |file: &str| json(&folder.join("findings").join(file))["campaign"]["seed"].clone();
    assert_eq!(run("1"), Some(0));
    assert_eq!(run("2"), Some(0));
    assert_eq!((seed("campaign.json"), seed("campaign.old.json")), (2.into(), 1.into()));
}

/// What campaigns with different seeds find has one name, and is one folder, if it is the same when it is minimized.
#[test]
fn twins_of_different_seeds_are_one_finding() {
    let folder = scratch("twins");
    let mut cases = Vec::new();
    for seed in ["1", "2", "3"] {
        let args =
            ["verify", "--seed", seed, "--cases", "256", "--fault", "R1", "--json", "report.json"];
        assert_eq!(subtly(&folder, &args).code, Some(1));
        let found = report(&folder)["disagreements"].as_array().cloned().unwrap_or_default();
        cases.extend(found.iter().map(|it| (it["id"].to_string(), it["case"].clone())));
    }
    let folders = fs::read_dir(folder.join("findings")).expect("it was written");
    let folders = folders.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_dir()));
    let ids: BTreeSet<&String> = cases.iter().map(|(id, _)| id).collect();
    assert_eq!(folders.count(), ids.len());
    assert!(ids.len() < cases.len(), "twins: {cases:?}");
}

#[test]
fn a_campaign_is_not_mixed_up_with_another() {
    let folder = scratch("mixed");
    let campaign = ["verify", "--cases", "20", "--generator", "types", "--resume"];
    let agrees = subtly(&folder, &campaign);
    assert_eq!(agrees.code, Some(0), "{}", agrees.stderr);
    let ran = subtly(&folder, &[&campaign[..], &["--seed", "2"]].concat());
    assert_eq!(ran.code, Some(2));
    assert_eq!(
        ran.stderr,
        "error: the campaign in findings is another one: it differs in the seed; give it the same options, \
         or choose another folder with --findings\n"
    );
    // A campaign with more cases is the same one.
    let more = ["verify", "--cases", "300", "--generator", "types", "--resume"];
    let ran = subtly(&folder, &more);
    assert!(ran.stdout.starts_with("all oracles agree: seed 1, 300 cases"), "{}", ran.stdout);
    fs::write(folder.join("findings/campaign.json"), "{}").expect("it can be written");
    let ran = subtly(&folder, &campaign);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr
            .starts_with("error: findings/campaign.json is no journal of a campaign, or damaged"),
        "{}",
        ran.stderr
    );
}
