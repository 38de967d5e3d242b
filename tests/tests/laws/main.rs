//! Laws of types and subtyping that need no rule, on programs that proptest shrinks.
//!
//! A law is a function of a subject, the model or a mutant of it, and a case. A case is a list of choices:
//! the project's own generator makes modules of it, so shrinking the choices shrinks the modules. Each law
//! has a mutant that breaks it, so a law that cannot fail is noticed.
//!
//! The cases are the same in every run. `PROPTEST_CASES=10000` runs more of them, and `PROPTEST_RNG_SEED=7`
//! others. A failure prints the modules, and the line that replays it.

mod case;
mod choices;
mod hierarchies;
mod invariance;
mod judge;
mod order;
mod rearranged;
mod rolling;
mod ways;

use case::Case;
use choices::Cases;
use judge::Subject;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

/// The number of cases for each law.
const CASES: u32 = 40;

/// The number of cases in which a mutant has to be noticed.
const CASES_FOR_MUTANTS: u32 = 400;

const SEED: u64 = 1;

/// The most types of a case that was shrunk; the smallest cases have two modules of one type each.
const TYPES_OF_SMALL: u32 = 10;

/// The environment variable that has the choices of one case.
const REPLAY: &str = "SUBTLY_LAWS_CASE";

/// Something that holds for all cases.
struct Law {
    /// The name of its test.
    name: &'static str,
    /// What is wrong, if it does not hold of a subject.
    check: fn(Subject, &Case) -> Result<(), String>,
    /// What breaks it.
    mutants: &'static [Subject],
}

const LAWS: [Law; 8] = [
    Law {
        name: "subtyping_is_a_partial_order",
        check: order::check,
        mutants: &[
            Subject::WithoutBottomPremise,
            Subject::WithoutReflexivity,
            Subject::WithoutTransitivity,
        ],
    },
    Law {
        name: "types_lie_in_four_hierarchies",
        check: hierarchies::check,
        mutants: &[Subject::WithoutBottomPremise, Subject::WithoutTransitivity],
    },
    Law {
        name: "rolling_and_unrolling_are_inverse",
        check: rolling::check,
        mutants: &[
            Subject::RollsOneMemberLess,
            Subject::UnrollsNothing,
            Subject::ClosesOneTypeLess,
        ],
    },
    Law {
        name: "the_order_of_independent_groups_does_not_matter",
        check: invariance::permuted,
        mutants: &[Subject::LaterTypesUnseen],
    },
    Law {
        name: "a_copy_of_a_group_is_as_good",
        check: invariance::copied,
        mutants: &[Subject::EqualAsWritten],
    },
    Law {
        name: "the_order_of_modules_does_not_matter",
        check: invariance::reversed,
        mutants: &[Subject::LaterTypesUnseen],
    },
    Law {
        name: "other_modules_do_not_matter",
        check: invariance::in_company,
        mutants: &[Subject::WithoutForgetting],
    },
    Law {
        name: "what_matches_can_be_read_and_linked",
        check: ways::check,
        mutants: &[Subject::ReadsExactly, Subject::LinksForgetMutability],
    },
];

/// Runs a law on a subject; returns the smallest case that breaks it, with what is wrong there.
fn run(law: &Law, subject: Subject, cases: u32, seed: u64) -> Result<(), (String, Case)> {
    let config = Config {
        cases,
        max_shrink_iters: 3_000,
        // Nothing is written: cases are the same in every run, and a failure prints its own.
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let test = |case| (law.check)(subject, &case).map_err(TestCaseError::fail);
    match TestRunner::new(config).run(&Cases, test) {
        Ok(()) => Ok(()),
        Err(TestError::Fail(reason, case)) => Err((reason.to_string(), case)),
        Err(TestError::Abort(reason)) => panic!("{}: {reason}", law.name),
    }
}

/// A number that the environment has.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is not a number: {text}")))
}

/// A law holds of the model.
fn holds(name: &str) {
    let law = LAWS.iter().find(|law| law.name == name).expect("the law is listed");
    let found = match std::env::var(REPLAY) {
        Ok(text) => {
            let case: Case = text.parse().expect("the variable has the choices of a case");
            (law.check)(Subject::Model, &case).map_err(|reason| (reason, case))
        }
        Err(_) => {
            let cases = number("PROPTEST_CASES").unwrap_or(CASES.into());
            let seed = number("PROPTEST_RNG_SEED").unwrap_or(SEED);
            run(law, Subject::Model, u32::try_from(cases).unwrap_or(u32::MAX), seed)
        }
    };
    if let Err((reason, case)) = found {
        let replay = format!("{REPLAY}='{case}' cargo test -p subtly-tests --test laws {name}");
        panic!("{reason}\n{}\nreplay: {replay}\n", case.text());
    }
}

#[test]
fn subtyping_is_a_partial_order() {
    holds("subtyping_is_a_partial_order");
}

#[test]
fn types_lie_in_four_hierarchies() {
    holds("types_lie_in_four_hierarchies");
}

#[test]
fn rolling_and_unrolling_are_inverse() {
    holds("rolling_and_unrolling_are_inverse");
}

#[test]
fn the_order_of_independent_groups_does_not_matter() {
    holds("the_order_of_independent_groups_does_not_matter");
}

#[test]
fn a_copy_of_a_group_is_as_good() {
    holds("a_copy_of_a_group_is_as_good");
}

#[test]
fn the_order_of_modules_does_not_matter() {
    holds("the_order_of_modules_does_not_matter");
}

#[test]
fn other_modules_do_not_matter() {
    holds("other_modules_do_not_matter");
}

#[test]
fn what_matches_can_be_read_and_linked() {
    holds("what_matches_can_be_read_and_linked");
}

/// Each law notices its mutants, with modules that fit on a screen.
#[test]
fn mutants_are_noticed() {
    for law in &LAWS {
        assert!(!law.mutants.is_empty(), "{} cannot fail", law.name);
        for mutant in law.mutants {
            let Err((reason, case)) = run(law, *mutant, CASES_FOR_MUTANTS, SEED) else {
                panic!("{} holds of {mutant:?}", law.name);
            };
            let text = case.text();
            let small = case.types() <= TYPES_OF_SMALL;
            assert!(small, "{} of {mutant:?} is not small:\n{text}", law.name);
            // What is printed replays: the same choices break the law again, and the model keeps it.
            let again: Case = case.to_string().parse().expect("a case is printed as it is read");
            assert_eq!((law.check)(*mutant, &again), Err(reason), "{mutant:?}:\n{text}");
            assert_eq!((law.check)(Subject::Model, &again), Ok(()), "{mutant:?}:\n{text}");
        }
    }
}
