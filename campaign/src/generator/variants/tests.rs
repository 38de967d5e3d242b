//! What `variants` must make: in every module of a program, each type of every other one.

use super::Variants;
use crate::answer::Answer;
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::oracle::answer;
use crate::oracles::ModelOracle;
use crate::question::{ModuleId, Question};
use std::collections::BTreeSet;

#[test]
fn each_type_is_in_each_module() {
    let (mut valid, mut invalid) = (0, 0);
    for case in 0..300 {
        let program = Variants.generate(&mut RandomChoices::for_case(31, case));
        let modules = program.modules().count() as u32;
        let answers = answer(&ModelOracle, &program);
        let mut types = BTreeSet::new();
        let mut same = BTreeSet::new();
        let mut verdicts = Vec::new();
        for (n, answer) in answers.into_iter().enumerate() {
            match program.question(n) {
                Question::ValidTypes(_) => verdicts.push(answer),
                Question::SameType(left, right) => {
                    types.insert(left);
                    if answer == Answer::Yes {
                        same.insert((left, right.module));
                    }
                }
                _ => {}
            }
        }
        assert!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "case {case}");
        if verdicts[0] == Answer::Yes && modules > 1 {
            valid += 1;
            for ty in types {
                for module in (0..modules).map(ModuleId) {
                    assert!(same.contains(&(ty, module)), "case {case}: {ty:?} in {module:?}");
                }
            }
        }
        invalid += u32::from(verdicts[0] == Answer::No);
    }
    assert!(valid > 200 && invalid > 10, "{valid} valid, {invalid} invalid");
}
