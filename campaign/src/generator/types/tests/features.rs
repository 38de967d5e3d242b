//! No blind spot: every feature that history has shown to matter occurs often enough.

use super::classes::Classes;
use super::neighbours::neighbours;
use crate::choices::RandomChoices;
use crate::generator::types::section;
use crate::question::AbstractHeap;
use crate::section::{Composite, Field, HeapRef, Storage, SubType, TypeSection, Val};
use crate::shape::{Shape, for_each_reference};
use std::collections::BTreeMap;

const CASES: u64 = 6000;

/// The features, each with the least number of modules in a thousand that must have it.
const FEATURES: [(&str, u64); 75] = [
    ("references: self", 500),
    ("references: forward", 400),
    ("references: mutual", 100),
    ("references: non-null concrete", 700),
    ("references: nullable concrete", 700),
    ("references: non-null abstract", 500),
    ("references: nullable abstract", 500),
    ("references: uninhabited", 200),
    ("heap: exn", 100),
    ("heap: array", 100),
    ("heap: struct", 100),
    ("heap: i31", 100),
    ("heap: eq", 100),
    ("heap: any", 100),
    ("heap: extern", 100),
    ("heap: func", 100),
    ("heap: none", 100),
    ("heap: noextern", 100),
    ("heap: nofunc", 100),
    ("heap: noexn", 100),
    ("values: i32", 250),
    ("values: i64", 250),
    ("values: f32", 250),
    ("values: f64", 250),
    ("values: v128", 250),
    ("values: i8", 400),
    ("values: i16", 200),
    ("values: mutable", 700),
    ("forms: empty struct", 200),
    ("forms: array", 500),
    ("forms: empty function", 50),
    ("forms: several parameters", 300),
    ("forms: several results", 300),
    ("chains: 2 deep", 700),
    ("chains: 5 deep", 250),
    ("chains: 10 deep", 20),
    ("chains: 62 deep", 1),
    ("chains: 63 deep", 1),
    ("chains: 64 deep", 1),
    ("chains: 65 deep", 1),
    ("chains: supertype in the group", 500),
    ("chains: supertype in another group", 700),
    ("chains: final with supertype", 300),
    ("chains: supertype by an equal type", 200),
    ("matching: narrower constant field", 400),
    ("matching: more fields", 500),
    ("matching: wider parameter", 200),
    ("matching: narrower result", 200),
    ("matching: mutable field repeated", 400),
    ("matching: relies on a later member", 80),
    ("groups: empty first", 20),
    ("groups: empty between", 300),
    ("groups: empty last", 30),
    ("groups: explicit with one type", 350),
    ("groups: long form of a final type", 150),
    ("copies: equal groups", 600),
    ("copies: equal groups of several types", 400),
    ("copies: equal recursive groups", 400),
    ("copies: equal by closing only", 100),
    ("neighbours: finality", 120),
    ("neighbours: mutability", 40),
    ("neighbours: nullability", 80),
    ("neighbours: packed", 15),
    ("neighbours: abstract heap type", 25),
    ("neighbours: supertype", 100),
    ("neighbours: closed reference", 200),
    ("neighbours: order", 60),
    ("neighbours: one member more", 200),
    ("neighbours: split", 200),
    ("neighbours: merged", 50),
    ("slips: final supertype", 20),
    ("slips: own or later supertype", 25),
    ("slips: two supertypes", 10),
    ("slips: form differs from the supertype", 20),
    ("slips: index of no type", 20),
];

#[test]
fn every_feature_occurs() {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..CASES {
        let section = section(&mut RandomChoices::for_case(12, case));
        let mut found: Vec<&str> = Vec::new();
        references(&section, &mut |feature| found.push(feature));
        values(&section, &mut |feature| found.push(feature));
        chains(&section, &mut |feature| found.push(feature));
        matching(&section, &mut |feature| found.push(feature));
        spelling(&section, &mut |feature| found.push(feature));
        neighbours(&section, &mut |feature| found.push(feature));
        slips(&section, &mut |feature| found.push(feature));
        found.sort_unstable();
        found.dedup();
        for feature in found {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut missing = Vec::new();
    for (feature, least) in FEATURES {
        let count = counts.remove(feature).unwrap_or(0);
        println!("{feature}: {count} of {CASES}");
        if count * 1000 < least * CASES {
            missing.push((feature, count));
        }
    }
    assert!(missing.is_empty(), "too rare: {missing:?}");
    assert!(counts.is_empty(), "without a bound: {counts:?}");
}

pub(super) type Report<'a> = &'a mut dyn FnMut(&'static str);

/// Every type with its index and the indices of its group.
fn members(section: &TypeSection) -> impl Iterator<Item = (u32, std::ops::Range<u32>, &SubType)> {
    let mut start = 0;
    section.groups.iter().flat_map(move |group| {
        let span = start..start + group.types.len() as u32;
        start = span.end;
        let indices = span.clone();
        let with_span = move |(index, ty)| (index, span.clone(), ty);
        indices.zip(&group.types).map(with_span)
    })
}

pub(super) fn indices(ty: &SubType) -> Vec<u32> {
    let mut indices = Vec::new();
    for_each_reference(&ty.composite, |_, heap| {
        if let HeapRef::Index(index) = heap {
            indices.push(index);
        }
    });
    indices
}

fn references(section: &TypeSection, report: Report<'_>) {
    let types: Vec<&SubType> = section.types().collect();
    for (own, span, ty) in members(section) {
        for_each_reference(&ty.composite, |nullable, heap| {
            report(match (nullable, heap) {
                (true, HeapRef::Abstract(_)) => "references: nullable abstract",
                (false, HeapRef::Abstract(_)) => "references: non-null abstract",
                (true, HeapRef::Index(_)) => "references: nullable concrete",
                (false, HeapRef::Index(_)) => "references: non-null concrete",
            });
            if let HeapRef::Abstract(heap) = heap {
                report(heap_feature(heap));
            }
            let is_struct = matches!(ty.composite, Composite::Struct(_));
            if !nullable && heap == HeapRef::Index(own) && is_struct {
                report("references: uninhabited");
            }
        });
        for index in indices(ty) {
            if index == own {
                report("references: self");
            } else if index > own && span.contains(&index) {
                report("references: forward");
                if indices(types[index as usize]).contains(&own) {
                    report("references: mutual");
                }
            }
        }
    }
}

fn heap_feature(heap: AbstractHeap) -> &'static str {
    let is_feature = |(feature, _): &&(&'static str, u64)| {
        feature.strip_prefix("heap: ") == Some(heap.keyword())
    };
    let feature = FEATURES.iter().find(is_feature);
    feature.map_or("heap: without a feature", |(feature, _)| feature)
}

fn values(section: &TypeSection, report: Report<'_>) {
    for ty in section.types() {
        let mut fields: &[Field] = &[];
        match &ty.composite {
            Composite::Struct(all) => fields = all,
            Composite::Array(element) => {
                fields = std::slice::from_ref(element);
                report("forms: array");
            }
            Composite::Func { params, results } => {
                if params.is_empty() && results.is_empty() {
                    report("forms: empty function");
                }
                if params.len() > 1 {
                    report("forms: several parameters");
                }
                if results.len() > 1 {
                    report("forms: several results");
                }
            }
        }
        if ty.composite == Composite::Struct(Vec::new()) {
            report("forms: empty struct");
        }
        for field in fields {
            if field.mutable {
                report("values: mutable");
            }
            match field.storage {
                Storage::I8 => report("values: i8"),
                Storage::I16 => report("values: i16"),
                Storage::Val(_) => {}
            }
        }
        ty.composite.clone().for_each_val(|val| match val {
            Val::I32 => report("values: i32"),
            Val::I64 => report("values: i64"),
            Val::F32 => report("values: f32"),
            Val::F64 => report("values: f64"),
            Val::V128 => report("values: v128"),
            Val::Ref { .. } => {}
        });
    }
}

fn chains(section: &TypeSection, report: Report<'_>) {
    let depth = Shape::of(section).depth;
    for (least, feature) in [(2, "chains: 2 deep"), (5, "chains: 5 deep"), (10, "chains: 10 deep")]
    {
        if depth >= least {
            report(feature);
        }
    }
    match depth {
        62 => report("chains: 62 deep"),
        63 => report("chains: 63 deep"),
        64 => report("chains: 64 deep"),
        65 => report("chains: 65 deep"),
        _ => {}
    }
    let classes = Classes::of(section);
    let total = section.len();
    for (own, span, ty) in members(section) {
        for parent in ty.supertypes.iter().filter(|parent| **parent < total) {
            if span.contains(parent) {
                report("chains: supertype in the group");
            } else {
                report("chains: supertype in another group");
            }
            if ty.is_final {
                report("chains: final with supertype");
            }
            if *parent < own && classes.of_type(*parent) != *parent {
                report("chains: supertype by an equal type");
            }
        }
    }
}

/// The subtype's and the supertype's value types at the same places, fields that can be written
/// aside.
fn pairs(sub: &Composite, sup: &Composite) -> Vec<(Val, Val)> {
    let field = |(sub, sup): (&Field, &Field)| match (sub.storage, sup.storage) {
        (Storage::Val(low), Storage::Val(high)) if !sub.mutable => Some((low, high)),
        _ => None,
    };
    match (sub, sup) {
        (Composite::Struct(sub), Composite::Struct(sup)) => {
            sub.iter().zip(sup).filter_map(field).collect()
        }
        (Composite::Array(sub), Composite::Array(sup)) => field((sub, sup)).into_iter().collect(),
        (Composite::Func { results: sub, .. }, Composite::Func { results: sup, .. }) => {
            sub.iter().copied().zip(sup.iter().copied()).collect()
        }
        _ => Vec::new(),
    }
}

fn matching(section: &TypeSection, report: Report<'_>) {
    let types: Vec<&SubType> = section.types().collect();
    for (own, span, ty) in members(section) {
        let Some(parent) = ty.supertypes.first().filter(|parent| **parent < own) else {
            continue;
        };
        let above = &types[*parent as usize].composite;
        let differs = pairs(&ty.composite, above).iter().any(|(a, b)| a != b);
        match (&ty.composite, above) {
            (Composite::Struct(fields), Composite::Struct(above)) => {
                if fields.len() > above.len() {
                    report("matching: more fields");
                }
                if above.iter().any(|field| field.mutable) {
                    report("matching: mutable field repeated");
                }
                if differs {
                    report("matching: narrower constant field");
                }
            }
            (Composite::Func { params, .. }, Composite::Func { params: above, .. }) => {
                if params != above {
                    report("matching: wider parameter");
                }
                if differs {
                    report("matching: narrower result");
                }
            }
            _ => {}
        }
        for (low, high) in pairs(&ty.composite, above) {
            if let (HeapRef::Index(low), HeapRef::Index(high)) = (heap(low), heap(high))
                && low > own
                && span.contains(&low)
                && types[low as usize].supertypes.contains(&high)
            {
                report("matching: relies on a later member");
            }
        }
    }
}

fn heap(val: Val) -> HeapRef {
    match val {
        Val::Ref { heap, .. } => heap,
        _ => HeapRef::Abstract(AbstractHeap::Any),
    }
}

fn spelling(section: &TypeSection, report: Report<'_>) {
    let last = section.groups.len().saturating_sub(1);
    for (position, group) in section.groups.iter().enumerate() {
        if group.types.is_empty() {
            report(match position {
                0 => "groups: empty first",
                _ if position == last => "groups: empty last",
                _ => "groups: empty between",
            });
        }
        if group.types.len() == 1 && group.explicit {
            report("groups: explicit with one type");
        }
        let long = |ty: &SubType| ty.is_final && ty.spelled_out && ty.supertypes.is_empty();
        if group.types.iter().any(long) {
            report("groups: long form of a final type");
        }
    }
}

fn slips(section: &TypeSection, report: Report<'_>) {
    let types: Vec<&SubType> = section.types().collect();
    let total = types.len() as u32;
    for (own, span, ty) in members(section) {
        if ty.supertypes.len() > 1 {
            report("slips: two supertypes");
        }
        for parent in &ty.supertypes {
            if *parent >= own {
                report("slips: own or later supertype");
            }
            if let Some(parent) = types.get(*parent as usize) {
                if parent.is_final {
                    report("slips: final supertype");
                }
                if parent.composite.top() != ty.composite.top() {
                    report("slips: form differs from the supertype");
                }
            }
        }
        if indices(ty).iter().any(|index| *index >= span.end.min(total)) {
            report("slips: index of no type");
        }
    }
}
