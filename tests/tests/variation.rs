//! That an oracle which is asked about other writings of the same types gives itself away: faults that are
//! found without a second oracle.

use subtly::choices::RandomChoices;
use subtly::fault::Fault;
use subtly::generator::variants::original;
use subtly::oracles;
use subtly::variation::{Variations, differences};

const SECTIONS: u64 = 300;

/// The faults that show: those of equality and of what an index refers to, most of all.
const SHOWN: [&str; 12] =
    ["E4", "E5", "E8", "E10", "E11", "N1", "N2", "N4", "N6", "N10", "D1", "D4"];

/// Whether the implementation answers a question about one of some sections otherwise than about a variant.
fn gives_itself_away(fault: Option<Fault>) -> bool {
    let oracle = oracles::by_name("impl", fault).expect("the implementation is an oracle");
    (0..SECTIONS).any(|case| {
        let mut choices = RandomChoices::for_case(17, case);
        let section = original(&mut choices);
        Variations::of(&section).is_some_and(|variations| {
            !differences(&*oracle, &section, &variations.choose(&mut choices)).is_empty()
        })
    })
}

#[test]
fn without_a_fault_there_is_no_difference() {
    assert!(!gives_itself_away(None));
}

#[test]
fn faults_show_without_a_second_oracle() {
    let shown = Fault::ALL.into_iter().filter(|fault| gives_itself_away(Some(*fault)));
    assert_eq!(shown.map(Fault::name).collect::<Vec<_>>(), SHOWN);
}
