//! That variants are what they are meant to be, that oracles see no difference, and that a rule which makes
//! one is noticed.

use super::{Variant, Variations, bodies, differences, rules};
use crate::choices::RandomChoices;
use crate::generator::variants::original;
use crate::oracles::{ModelOracle, NAMES, by_name};
use crate::section::TypeSection;

/// Sections, each with some variants.
fn variants(
    cases: u64,
    make: impl Fn(&TypeSection) -> Option<Variations>,
) -> Vec<(TypeSection, Variant)> {
    let mut variants = Vec::new();
    for case in 0..cases {
        let mut choices = RandomChoices::for_case(11, case);
        let section = original(&mut choices);
        let Some(variations) = make(&section) else { continue };
        for _ in 0..3 {
            variants.push((section.clone(), variations.choose(&mut choices)));
        }
    }
    variants
}

#[test]
fn no_oracle_sees_a_difference() {
    let variants = variants(60, Variations::of);
    for name in NAMES {
        let oracle = by_name(name, None).expect("a listed oracle has a name");
        for (section, variant) in &variants {
            let differences = differences(&*oracle, section, variant);
            assert_eq!(differences, [], "{name}: {section:?} {variant:?}");
        }
    }
}

/// A type of the original is at one place or, with its copy, at two; and nothing else is written.
#[test]
fn every_type_has_its_places() {
    for (section, variant) in variants(300, Variations::of) {
        let mut places: Vec<u32> = variant.places.concat();
        places.sort_unstable();
        assert_eq!(places, Vec::from_iter(0..variant.section.len()));
        assert_eq!(variant.places.len(), section.len() as usize);
        assert!(variant.places.iter().all(|places| (1..=2).contains(&places.len())));
    }
}

/// What the rules are for turns up: reordered, repeated and spelled out groups, and mentions of other types.
#[test]
fn every_rule_is_used() {
    let variants = variants(100, Variations::of);
    let all = variants.len();
    let (mut reordered, mut repeated, mut spelled_out, mut aliased) = (0, 0, 0, 0);
    for (_, variant) in &variants {
        let originals: Vec<u32> = variant.places.iter().map(|places| places[0]).collect();
        let copies: Vec<u32> =
            variant.places.iter().filter_map(|places| places.get(1).copied()).collect();
        reordered += usize::from(!originals.is_sorted());
        repeated += usize::from(!copies.is_empty());
        spelled_out += usize::from(variant.section.types().any(|ty| ty.spelled_out));
        // Mentioned by another group than its own.
        let mut start = 0;
        aliased += usize::from(variant.section.clone().groups.iter_mut().any(|group| {
            let before = start;
            start += group.types.len() as u32;
            let mut found = false;
            for ty in &mut group.types {
                ty.for_each_index(|index| found |= *index < before && copies.contains(index));
            }
            found
        }));
    }
    for count in [reordered, repeated, spelled_out, aliased] {
        assert!(count * 5 > all, "{reordered} {repeated} {spelled_out} {aliased} of {all}");
    }
}

#[test]
fn a_variant_is_a_function_of_its_choices() {
    assert!(variants(40, Variations::of) == variants(40, Variations::of));
}

#[test]
fn a_section_with_an_index_out_of_scope_has_no_variants() {
    let text = "(module (type (sub (struct))) (type (sub 0 (struct))))";
    let mut section =
        TypeSection::decode(&wat::parse_str(text).expect("text")).expect("a type section");
    assert!(Variations::of(&section).is_some());
    section.for_each_index(|index| *index = 2);
    assert!(Variations::of(&section).is_none());
}

/// With a rule that changes what a section means, the check sees what it is there to see.
#[test]
fn a_wrong_rule_is_noticed() {
    for wrong in 0..2 {
        let variants = variants(100, |section| {
            let bodies = bodies::of(section)?;
            let mut rules = rules::sound(&bodies);
            let [one, other] = rules::unsound(&bodies);
            rules.extend(if wrong == 0 { one } else { other });
            Some(Variations::by(bodies, &rules))
        });
        let noticed = variants
            .iter()
            .filter(|(section, variant)| !differences(&ModelOracle, section, variant).is_empty())
            .count();
        assert!(noticed * 20 > variants.len(), "{wrong}: {noticed} of {}", variants.len());
    }
}
