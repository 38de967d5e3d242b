//! The exhaustive search: it is complete, finds nothing where there is no fault, and finds small faults.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use subtly::campaign;
use subtly::exhaustive::{Bound, Outcome, Searched, Settings, run};
use subtly::fault::Fault;
use subtly::oracles;

fn small() -> Bound {
    Bound::by_name("small").expect("a bound has this name")
}

fn search(bound: Bound, fault: Option<Fault>, folder: &str, fail_fast: bool) -> Outcome {
    let oracle = |name| oracles::by_name(name, fault).expect("the name of an oracle");
    let settings = Settings {
        bounds: vec![bound],
        all_writings: false,
        campaign: campaign::Settings {
            seed: 0,
            cases: 0,
            time: None,
            generators: Vec::new(),
            oracles: oracles::NAMES.map(oracle).into(),
            fault: fault.map(Fault::name),
            findings: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("exhaustive").join(folder),
            fail_fast,
            turns: campaign::Turns::ALL,
            shard: campaign::Shard::WHOLE,
            journal: campaign::Journaling::Off,
        },
    };
    run(&settings, &AtomicBool::new(false), &|_, _| {}, &|_, _| {}).expect("findings are written")
}

#[test]
fn all_oracles_agree_about_every_section_within_a_bound() {
    // A bound that is gone through in a moment.
    let tiny = Bound { name: "tiny", numbers: 0, ..small() };
    let outcome = search(tiny, None, "none", false);
    let [Searched { sections, of }] = outcome.searched[..] else { panic!("one bound is searched") };
    assert_eq!((sections, of), (15_320, 15_320));
    assert_eq!(outcome.campaign.cases, of);
    assert_eq!(outcome.campaign.disagreeing_cases, 0);
    let statistics = &outcome.campaign.generators["tiny"];
    assert!(statistics.invalid_modules < of && statistics.invalid_modules > 0);
}

#[test]
fn e1_nullability_is_not_compared() {
    finds(Fault::E1, "Deftype_sub/refl", 2);
}

#[test]
fn e4_finality_is_not_compared() {
    finds(Fault::E4, "Deftype_sub/refl", 2);
}

#[test]
fn n10_an_empty_group_takes_an_index() {
    finds(Fault::N10, "Heaptype_sub/struct", 1);
}

#[test]
fn v1_final_supertypes_are_accepted() {
    finds(Fault::V1, "Subtype_ok", 2);
}

#[test]
fn v2_later_supertypes_are_accepted() {
    finds(Fault::V2, "Subtype_ok", 1);
}

#[test]
fn v5_mutable_fields_are_covariant() {
    finds(Fault::V5, "Fieldtype_sub/var", 2);
}

#[test]
fn r6_only_the_direct_supertype_counts() {
    // A chain of three types, and so the least bound that has one.
    let bound = Bound { types_max: 3, fields_max: 0, empty_groups_max: 0, ..small() };
    finds_within(bound, Fault::R6, "Deftype_sub/super", 3);
}

fn finds(fault: Fault, rule: &str, types: u32) {
    finds_within(small(), fault, rule, types);
}

/// The search finds the fault, explains it by the rule, and the finding has so many types.
fn finds_within(bound: Bound, fault: Fault, rule: &str, types: u32) {
    let outcome = search(bound, Some(fault), fault.name(), true);
    let (finding, folder) = outcome.campaign.findings.first().expect("the fault is found");
    assert_eq!(Some(finding.origin.case), outcome.campaign.first_disagreement);
    assert_eq!((finding.rule.as_str(), finding.types_after), (rule, types));
    assert!(folder.join("repro.wast").is_file());
}
