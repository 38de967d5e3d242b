//! Canaries: the campaign must find every deliberate fault of the implementation, within a stated number
//! of cases, and must find nothing where there is no fault.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use subtly::campaign::{Journaling, Outcome, Settings, Shard, Turns, run};
use subtly::fault::Fault;
use subtly::{generator, oracles};

/// A fault, and what the campaign with seed 1 must make of it.
struct Canary {
    fault: Fault,
    /// A disagreement must turn up among so many cases: four times as many as were needed when this was
    /// written.
    cases_max: u64,
    /// The rule of the first finding. It is the rule that the fault breaks.
    rule: &'static str,
}

const CANARIES: [Canary; 46] = [
    Canary { fault: Fault::E1, cases_max: 120, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E2, cases_max: 88, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E4, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E5, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E6, cases_max: 592, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E8, cases_max: 88, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E10, cases_max: 88, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::E11, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N1, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N2, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N4, cases_max: 64, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N6, cases_max: 8, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N8, cases_max: 10048, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::N10, cases_max: 8, rule: "Rectype_ok/empty" },
    Canary { fault: Fault::V1, cases_max: 56, rule: "Subtype_ok" },
    Canary { fault: Fault::V2, cases_max: 344, rule: "Subtype_ok" },
    Canary { fault: Fault::V4, cases_max: 1920, rule: "Subtype_ok" },
    Canary { fault: Fault::V5, cases_max: 680, rule: "Fieldtype_sub/var" },
    Canary { fault: Fault::V6, cases_max: 376, rule: "Fieldtype_sub/var" },
    Canary { fault: Fault::V7, cases_max: 64, rule: "Comptype_sub/func" },
    Canary { fault: Fault::R1, cases_max: 4, rule: "Heaptype_sub/none" },
    Canary { fault: Fault::R3, cases_max: 4, rule: "Heaptype_sub/trans" },
    Canary { fault: Fault::R4, cases_max: 4, rule: "Reftype_sub/nonnull" },
    Canary { fault: Fault::R5, cases_max: 4, rule: "Heaptype_sub/noexn" },
    Canary { fault: Fault::R6, cases_max: 8, rule: "Deftype_sub/super" },
    Canary { fault: Fault::R7, cases_max: 4, rule: "Deftype_sub/super" },
    Canary { fault: Fault::D1, cases_max: 8, rule: "Deftype_sub/super" },
    Canary { fault: Fault::D3, cases_max: 8, rule: "Deftype_sub/super" },
    Canary { fault: Fault::D4, cases_max: 8, rule: "Deftype_sub/super" },
    Canary { fault: Fault::D5, cases_max: 4, rule: "Reftype_sub/nonnull" },
    Canary { fault: Fault::D7, cases_max: 8, rule: "Deftype_sub/super" },
    Canary { fault: Fault::D9, cases_max: 16, rule: "Heaptype_sub/trans" },
    Canary { fault: Fault::T1, cases_max: 12, rule: "Deftype_sub/super" },
    Canary { fault: Fault::T2, cases_max: 12, rule: "Deftype_sub/super" },
    Canary { fault: Fault::T3, cases_max: 12, rule: "Deftype_sub/refl" },
    Canary { fault: Fault::T5, cases_max: 12, rule: "Deftype_sub/super" },
    Canary { fault: Fault::T8, cases_max: 4, rule: "Deftype_sub/super" },
    Canary { fault: Fault::L1, cases_max: 40, rule: "Deftype_sub/super" },
    Canary { fault: Fault::L2, cases_max: 40, rule: "Deftype_sub/super" },
    Canary { fault: Fault::L4, cases_max: 112, rule: "Tagtype_sub" },
    Canary { fault: Fault::L5, cases_max: 96, rule: "Globaltype_sub/const" },
    Canary { fault: Fault::L6, cases_max: 12, rule: "Globaltype_sub/var" },
    Canary { fault: Fault::L7, cases_max: 84, rule: "Tabletype_sub" },
    Canary { fault: Fault::L8, cases_max: 80, rule: "Limits_sub/max" },
    Canary { fault: Fault::G5, cases_max: 424, rule: "Deftype_sub/super" },
    Canary { fault: Fault::G7, cases_max: 104, rule: "Deftype_sub/super" },
];

/// A finding that a person is to read has no more types than this.
const TYPES_MAX: u32 = 5;

#[test]
fn every_fault_has_a_canary() {
    assert_eq!(CANARIES.map(|canary| canary.fault), Fault::ALL);
}

#[test]
fn e1_nullability_is_not_compared() {
    check(Fault::E1);
}

#[test]
fn e2_abstract_heap_types_equal_everything() {
    check(Fault::E2);
}

#[test]
fn e4_finality_is_not_compared() {
    check(Fault::E4);
}

#[test]
fn e5_supertypes_are_not_compared() {
    check(Fault::E5);
}

#[test]
fn e6_members_are_taken_for_types_of_the_registry() {
    check(Fault::E6);
}

#[test]
fn e8_packed_types_are_unpacked() {
    check(Fault::E8);
}

#[test]
fn e10_fields_are_compared_up_to_the_shorter_end() {
    check(Fault::E10);
}

#[test]
fn e11_only_the_first_member_is_compared() {
    check(Fault::E11);
}

#[test]
fn n1_groups_are_not_deduplicated() {
    check(Fault::N1);
}

#[test]
fn n2_supertypes_are_left_as_they_were_written() {
    check(Fault::N2);
}

#[test]
fn n4_members_are_replaced_while_hashing() {
    check(Fault::N4);
}

#[test]
fn n6_provisional_numbers_are_kept() {
    check(Fault::N6);
}

#[test]
fn n8_numbers_are_truncated() {
    check(Fault::N8);
}

#[test]
fn n10_an_empty_group_takes_an_index() {
    check(Fault::N10);
}

#[test]
fn v1_final_supertypes_are_accepted() {
    check(Fault::V1);
}

#[test]
fn v2_later_supertypes_are_accepted() {
    check(Fault::V2);
}

#[test]
fn v4_single_types_are_not_checked() {
    check(Fault::V4);
}

#[test]
fn v5_mutable_fields_are_covariant() {
    check(Fault::V5);
}

#[test]
fn v6_constant_and_mutable_fields_match() {
    check(Fault::V6);
}

#[test]
fn v7_parameters_are_covariant() {
    check(Fault::V7);
}

#[test]
fn r1_none_is_not_below_i31() {
    check(Fault::R1);
}

#[test]
fn r3_functions_are_below_any() {
    check(Fault::R3);
}

#[test]
fn r4_nullability_does_not_matter() {
    check(Fault::R4);
}

#[test]
fn r5_noexn_is_not_below_exn() {
    check(Fault::R5);
}

#[test]
fn r6_only_the_direct_supertype_counts() {
    check(Fault::R6);
}

#[test]
fn r7_subtypes_need_not_be_declared() {
    check(Fault::R7);
}

#[test]
fn d1_the_display_is_read_past_its_end() {
    check(Fault::D1);
}

#[test]
fn d3_a_type_is_absent_from_its_display() {
    check(Fault::D3);
}

#[test]
fn d4_displays_have_numbers_of_the_module() {
    check(Fault::D4);
}

#[test]
fn d5_null_belongs_to_every_type() {
    check(Fault::D5);
}

#[test]
fn d7_casts_compare_for_equality() {
    check(Fault::D7);
}

#[test]
fn d9_any_holds_everything() {
    check(Fault::D9);
}

#[test]
fn t1_calls_compare_for_equality() {
    check(Fault::T1);
}

#[test]
fn t2_calls_are_reversed() {
    check(Fault::T2);
}

#[test]
fn t3_functions_are_of_the_type_they_were_read_at() {
    check(Fault::T3);
}

#[test]
fn t5_the_first_read_asserts_equality() {
    check(Fault::T5);
}

#[test]
fn t8_typed_reads_are_not_checked() {
    check(Fault::T8);
}

#[test]
fn l1_functions_are_imported_at_equal_types_only() {
    check(Fault::L1);
}

#[test]
fn l2_functions_are_imported_at_subtypes() {
    check(Fault::L2);
}

#[test]
fn l4_tags_are_covariant() {
    check(Fault::L4);
}

#[test]
fn l5_constant_globals_are_invariant() {
    check(Fault::L5);
}

#[test]
fn l6_mutable_globals_are_covariant() {
    check(Fault::L6);
}

#[test]
fn l7_tables_are_covariant() {
    check(Fault::L7);
}

#[test]
fn l8_an_absent_maximum_matches() {
    check(Fault::L8);
}

#[test]
fn g5_removals_are_not_announced() {
    check(Fault::G5);
}

#[test]
fn g7_members_stand_side_by_side() {
    check(Fault::G7);
}

/// The fault is found in time, made small and explained by the right rule.
fn check(fault: Fault) {
    let canary =
        CANARIES.iter().find(|canary| canary.fault == fault).expect("every fault is listed");
    let name = fault.name();
    let outcome = campaign(Some(fault), canary.cases_max, &oracles::NAMES, name);
    let first = outcome.first_disagreement.unwrap_or_else(|| {
        panic!("{name} was not found in {} cases: {}", canary.cases_max, fault.summary())
    });
    println!("{name} was found after {} cases", first + 1);
    let (finding, folder) = outcome.findings.first().expect("a disagreement becomes a finding");
    assert_eq!(finding.origin.case, first);
    assert_eq!(finding.fault.as_deref(), Some(name));
    assert_eq!(finding.rule, canary.rule);
    assert_eq!(fault.rule(), Some(canary.rule));
    let types_max = match fault {
        // A member's number must be one of the registry; two numbers must be 16 apart.
        Fault::E6 => 7,
        Fault::N8 => 18,
        // A type that goes, with its supertype, and others that come at their places.
        Fault::G5 => 7,
        _ => TYPES_MAX,
    };
    assert!(finding.types_after <= types_max, "{} types are left", finding.types_after);
    assert!(folder.join("repro.wast").is_file());
    for (finding, _) in &outcome.findings {
        assert!(
            finding.disagrees(),
            "the oracles agree about what was minimized:\n{}",
            finding.summary()
        );
    }
    let script = finding.script.as_ref().expect("a finding has a reproducer");
    let text = format!("{}\n\n{}", without_lines(&finding.summary()), script.text);
    insta::with_settings!({
        snapshot_path => "../snapshots",
        description => fault.summary(),
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

/// The place of a panic without its line, which moves whenever the file is edited.
fn without_lines(text: &str) -> String {
    let mut parts = text.split(".rs:");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| {
        text + ".rs" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// With a good hash a wrong equality is never asked about the groups that it gets wrong: the hash finds
/// them different before. That is why the oracle `impl-const` exists.
#[test]
fn e1_hides_behind_a_good_hash() {
    let hidden = campaign(Some(Fault::E1), 20_000, &["model", "impl"], "E1-hidden");
    assert_eq!((hidden.cases, hidden.disagreeing_cases), (20_000, 0));
    let seen = campaign(Some(Fault::E1), 120, &["model", "impl-const"], "E1-seen");
    assert!(seen.disagreeing_cases > 0);
}

/// What finds the faults finds nothing without one.
#[test]
fn no_fault_no_finding() {
    let outcome = campaign(None, 5_000, &oracles::NAMES, "none");
    assert_eq!(outcome.cases, 5_000);
    assert_eq!(outcome.disagreeing_cases, 0);
    assert!(outcome.findings.is_empty());
}

/// The generators of programs that ask about types: the faults are in types, and more generators that take
/// turns would only find them later.
const OF_TYPES: [&str; 2] = ["smith", "types"];

/// A campaign as `subtly verify --seed 1 --fail-fast` runs it; with a fault, of the generators of types.
fn campaign(fault: Option<Fault>, cases: u64, names: &[&str], folder: &str) -> Outcome {
    let oracle = |name: &&str| oracles::by_name(name, fault).expect("the name of an oracle");
    let named = |name| generator::by_name(name).expect("the name of a generator");
    let generators = match fault {
        Some(_) => OF_TYPES.map(named).to_vec(),
        None => generator::ALL.to_vec(),
    };
    let settings = Settings {
        seed: 1,
        cases,
        time: None,
        generators,
        oracles: names.iter().map(oracle).collect(),
        fault: fault.map(Fault::name),
        findings: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("faults").join(folder),
        fail_fast: true,
        turns: Turns::ALL,
        shard: Shard::WHOLE,
        journal: Journaling::Off,
    };
    run(&settings, &AtomicBool::new(false), &|_, _| {}, &|_, _| {}).expect("findings are written")
}
