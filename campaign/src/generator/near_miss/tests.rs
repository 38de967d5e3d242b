//! What `near-miss` must reach: both sides of validity, and the corners that are easily forgotten.

use super::{CHAIN_MAX, NearMiss, base, edits};
use crate::choices::RandomChoices;
use crate::generator::Generator;
use crate::question::AbstractHeap;
use crate::section::{Composite, Field, HeapRef, Storage, TypeSection, Val};
use crate::shape::Shape;
use std::collections::BTreeSet;
use wasmparser::{Validator, WasmFeatures};

const CASES: u64 = 4000;

fn is_accepted(module: &[u8]) -> bool {
    Validator::new_with_features(WasmFeatures::WASM3).validate_all(module).is_ok()
}

fn modules(case: u64) -> Vec<Vec<u8>> {
    let program = NearMiss.generate(&mut RandomChoices::for_case(21, case));
    program.modules().map(|bytes| bytes.to_vec()).collect()
}

#[test]
fn modules_to_begin_with_are_valid() {
    for case in 0..CASES {
        let section = base::module(&mut RandomChoices::for_case(20, case)).into_section();
        let depth = Shape::of(&section).depth;
        assert_eq!(is_accepted(&section.encode()), depth <= 63, "case {case}");
    }
}

#[test]
fn most_edits_change_the_module() {
    let mut changed = 0;
    for case in 0..CASES {
        let mut choices = RandomChoices::for_case(22, case);
        let sketch = base::module(&mut choices);
        let mut edited = sketch.clone();
        edits::edit(&mut edited, &mut choices);
        changed += u64::from(sketch.into_section() != edited.into_section());
    }
    assert!(changed > CASES * 80 / 100, "{changed} of {CASES}");
}

/// Neighbours in one program fall on either side, and on the same side, in any order.
#[test]
fn neighbours_are_on_both_sides_of_validity() {
    let mut sides = [[0; 2]; 2];
    for case in 0..CASES {
        if let [first, second] = modules(case).as_slice() {
            sides[usize::from(is_accepted(first))][usize::from(is_accepted(second))] += 1;
        }
    }
    for (first, side) in sides.iter().enumerate() {
        for (second, count) in side.iter().enumerate() {
            assert!(*count > CASES / 20, "{first} and {second}: {count} of {CASES}");
        }
    }
}

#[test]
fn the_corners_are_reached() {
    let mut reached: BTreeSet<(&str, Option<AbstractHeap>)> = BTreeSet::new();
    let mut depths = BTreeSet::new();
    for case in 0..CASES {
        for section in modules(case).iter().filter_map(|bytes| TypeSection::decode(bytes).ok()) {
            let shape = Shape::of(&section);
            depths.insert(shape.depth);
            // An edit may break a chain, so its depth does not tell that it is one.
            assert!(shape.types <= CHAIN_MAX + 1, "case {case}");
            if shape.empty_groups > 0 {
                reached.insert(("empty group", None));
            }
            for (own, ty) in (0..).zip(section.types()) {
                note(own, &ty.composite, &mut reached);
            }
        }
    }
    let bottoms =
        [AbstractHeap::None, AbstractHeap::NoFunc, AbstractHeap::NoExtern, AbstractHeap::NoExn];
    for place in ["field", "element", "parameter", "result"] {
        for bottom in bottoms {
            assert!(reached.contains(&(place, Some(bottom))), "{bottom} as {place}");
        }
    }
    for corner in ["empty group", "uninhabited"] {
        assert!(reached.contains(&(corner, None)), "{corner}");
    }
    for depth in [61, 62, 63, 64, 65] {
        assert!(depths.contains(&depth), "no type has {depth} supertypes");
    }
}

/// Notes the references of a composite type by their places.
fn note(
    own: u32,
    composite: &Composite,
    reached: &mut BTreeSet<(&'static str, Option<AbstractHeap>)>,
) {
    let mut val = |place, val: &Val| match val {
        Val::Ref { heap: HeapRef::Abstract(heap), .. } => {
            reached.insert((place, Some(*heap)));
        }
        Val::Ref { nullable: false, heap: HeapRef::Index(index) }
            if *index == own && place != "parameter" && place != "result" =>
        {
            reached.insert(("uninhabited", None));
        }
        _ => {}
    };
    let mut field = |place, field: &Field| {
        if let Storage::Val(content) = &field.storage {
            val(place, content);
        }
    };
    match composite {
        Composite::Struct(fields) => fields.iter().for_each(|it| field("field", it)),
        Composite::Array(element) => field("element", element),
        Composite::Func { params, results } => {
            params.iter().for_each(|it| val("parameter", it));
            results.iter().for_each(|it| val("result", it));
        }
    }
}
