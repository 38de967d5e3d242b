//! Types that come and go: reference counts, reuse of canonical indices, failed registrations.

use crate::support::{Random, add, at, wasm};
use subtly_impl::{CanonicalIndex, Config, ConstantHasher, ModuleTypes, Registry};

fn live(registry: &Registry) -> (usize, usize) {
    (registry.counts().groups_live, registry.counts().types_live)
}

#[test]
fn equal_groups_are_kept_until_the_last_is_released() {
    let registry = Registry::default();
    let first = add(&registry, "(type (struct)) (type (struct))");
    let second = add(&registry, "(type (func)) (type (struct))");
    assert_eq!(live(&registry), (2, 2));
    let shared = at(&second, 1);
    registry.release(first);
    assert_eq!(live(&registry), (2, 2));
    assert!(registry.kind(shared).is_some());
    registry.release(second);
    assert_eq!(live(&registry), (0, 0));
    assert_eq!(registry.kind(shared), None);
    assert_eq!(registry.display(shared).len(), 0);
}

#[test]
fn a_group_keeps_the_groups_it_refers_to() {
    let registry = Registry::default();
    let base = add(&registry, "(type (sub (struct))) (type (func)) (type (array i8))");
    let (root, used) = (at(&base, 0), at(&base, 1));
    let user = add(
        &registry,
        "(type $a (sub (struct))) (type $f (func))
         (type (sub $a (struct (field (ref $f) (ref null $f)))))",
    );
    registry.release(base);
    // The array is gone; the supertype and the field's type are not.
    assert_eq!(live(&registry), (3, 3));
    let again = add(&registry, "(type (func)) (type (sub (struct)))");
    assert_eq!((at(&again, 0), at(&again, 1)), (used, root));
    assert!(registry.is_subtype(at(&user, 2), at(&again, 1)));
    registry.release(again);
    registry.release(user);
    assert_eq!(live(&registry), (0, 0));
}

/// A long chain of groups, each kept by the next, falls without recursion.
#[test]
fn long_chains_fall_at_once() {
    let mut types = "(type (struct))".to_owned();
    for index in 0..50_000 {
        types += &format!("(type (struct (field (ref {index}))))");
    }
    let registry = Registry::default();
    let module = add(&registry, &types);
    assert_eq!(live(&registry), (50_001, 50_001));
    registry.release(module);
    assert_eq!(live(&registry), (0, 0));
}

const LEAVES: &str = "(type $base (sub (struct (field (ref null $base)))))
     (type $other (sub (struct)))
     (rec (type $mid (sub $base (struct (field (ref null $leaf)))))
          (type $leaf (sub $mid (struct (field (ref null $leaf) i8)))))
     (type $end (sub final $leaf (struct (field (ref null $leaf) i8 i8))))
     (type $last (sub final $other (struct)))";

/// The shape of Wasmtime #10435: members of a new group stand in recycled slots, in any order.
#[test]
fn recycled_indices_give_right_answers() {
    let registry = Registry::default();
    // Groups of the same shapes, so that they need the same cells.
    let others = "(type $a (sub (func (param i32)))) (type $x (sub (func (param i64))))
         (rec (type $b (sub $a (func (param i32)))) (type $c (sub $b (func (param i32)))))
         (type (sub $c (func (param i32)))) (type (sub $x (func (param i64))))";
    // At first types share the displays of their supertypes. Where no cell is new, all are copies.
    let mut dropped = add(&registry, others);
    let mut slots = 0;
    while slots != registry.counts().cell_slots {
        slots = registry.counts().cell_slots;
        registry.release(dropped);
        dropped = add(&registry, others);
    }
    let mut old = dropped.as_slice().to_vec();
    registry.release(dropped);
    let module = add(&registry, LEAVES);
    // The same six slots, none left.
    assert_eq!(registry.counts().cell_slots, slots);
    let mut new = module.as_slice().to_vec();
    old.sort();
    new.sort();
    assert_eq!(old, new);
    let above: [&[u32]; 6] = [&[0], &[1], &[0, 2], &[0, 2, 3], &[0, 2, 3, 4], &[1, 5]];
    for (sub, above) in (0..).zip(above) {
        for sup in 0..6 {
            let found = registry.is_subtype(at(&module, sub), at(&module, sup));
            assert_eq!(found, above.contains(&sup), "{sub} <: {sup}");
        }
    }
    assert_eq!(module.as_slice(), add(&registry, LEAVES).as_slice());
}

#[test]
fn a_failed_registration_leaves_nothing() {
    let registry = Registry::default();
    let kept = add(&registry, "(type (sub (struct (field i32))))");
    let before = live(&registry);
    // Each fails at its last group, after others came in, some shared with `kept`, some new.
    for last in [
        "(type (sub 0 (struct)))",
        "(type (sub 1 (func)))",
        "(rec (type (sub 0 (struct (field i32) (field (ref 3))))) (type (sub 2 (array i8))))",
        "(type (struct (field (ref 77))))",
    ] {
        let types = format!("(type (sub (struct (field i32)))) (type (sub final (func))) {last}");
        for _ in 0..50 {
            assert!(registry.register_module(&wasm(&types)).is_err());
            assert_eq!(live(&registry), before);
        }
    }
    // At most three groups were there at a time: two of one root type, and one of a type of depth 1
    // or of two types of the depths 1 and 2, of which one continued the display of the other.
    let counts = registry.counts();
    assert_eq!((counts.group_slots, counts.list_slots), (3, 1 + 2 * 3));
    assert_eq!(counts.cell_slots - counts.cell_slots_free, 1);
    assert!(counts.cell_slots <= 1 + 3 + 3 + 3, "{counts:?}");
    let again = add(&registry, "(type (sub (struct (field i32)))) (type (func))");
    assert_eq!(at(&again, 0), at(&kept, 0));
    registry.release(kept);
    registry.release(again);
    assert_eq!(live(&registry), (0, 0));
}

/// Random modules come and go for a long time: in the end nothing is live, and slots stay few.
#[test]
fn churn_is_bounded() {
    let mut random = Random(3);
    let registry = Registry::default();
    let mut held: Vec<(Vec<u8>, ModuleTypes)> = Vec::new();
    let mut early = registry.counts();
    for round in 0..20_000 {
        if held.len() == 20 {
            let (_, module) = held.swap_remove(random.below(20) as usize);
            registry.release(module);
        }
        let bytes = random.module();
        if let Ok(module) = registry.register_module(&bytes) {
            held.push((bytes, module));
        }
        if round == 5_000 {
            early = registry.counts();
        }
        // What is registered again is what it was, whatever happened in between.
        if round % 100 == 0 && !held.is_empty() {
            let (bytes, module) = &held[random.below(held.len() as u32) as usize];
            let again = registry.register_module(bytes).expect("valid before");
            assert_eq!(again.as_slice(), module.as_slice());
            registry.release(again);
        }
    }
    let late = registry.counts();
    assert!(late.cell_slots <= early.cell_slots * 2, "{early:?} {late:?}");
    assert!(late.word_slots <= early.word_slots * 2, "{early:?} {late:?}");
    for (_, module) in held {
        registry.release(module);
    }
    assert_eq!(live(&registry), (0, 0));
}

/// A registry with a history answers like a fresh one, under both hashers.
#[test]
fn history_does_not_matter() {
    let mut random = Random(5);
    let old = Registry::with_hasher(Config::default(), ConstantHasher);
    for _ in 0..2_000 {
        let bytes = random.module();
        let fresh = Registry::default();
        match (old.register_module(&bytes), fresh.register_module(&bytes)) {
            (Ok(left), Ok(right)) => {
                for (a, x) in left.as_slice().iter().zip(right.as_slice()) {
                    for (b, y) in left.as_slice().iter().zip(right.as_slice()) {
                        assert_eq!(a == b, x == y);
                        assert_eq!(old.is_subtype(*a, *b), fresh.is_subtype(*x, *y));
                    }
                }
                // Every third module stays, up to a few.
                if random.below(3) > 0 || old.counts().groups_live > 60 {
                    old.release(left);
                }
            }
            (left, right) => assert_eq!(left.err(), right.err()),
        }
    }
}

/// What is kept under an index hears of its end before the index is given away again.
#[test]
fn removals_are_announced() {
    use std::collections::HashSet;
    use std::sync::{Arc, Mutex};
    let kept = Arc::new(Mutex::new(HashSet::<CanonicalIndex>::new()));
    let side_table = kept.clone();
    let registry = Registry::default().on_removal(move |index| {
        side_table.lock().unwrap().remove(&index);
    });
    let mut random = Random(7);
    let mut held = Vec::new();
    for _ in 0..3_000 {
        // A module that is not valid leaves groups that were valid, which go again.
        let before = registry.counts().types_live;
        if let Ok(module) = registry.register_module(&random.module()) {
            kept.lock().unwrap().extend(module.as_slice());
            held.push(module);
        } else {
            assert_eq!(registry.counts().types_live, before);
        }
        if held.len() == 8 {
            registry.release(held.swap_remove(random.below(8) as usize));
        }
        assert_eq!(kept.lock().unwrap().len(), registry.counts().types_live);
    }
    held.into_iter().for_each(|module| registry.release(module));
    assert!(kept.lock().unwrap().is_empty());
}

/// With the fault G5 nothing hears of removals: what is kept under an index is then another type's.
#[cfg(feature = "faults")]
#[test]
fn removals_that_are_not_announced_show() {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex};
    use subtly_impl::{Fault, TypeKind};
    // Whether the kind that a side table keeps for an index is that of the type that has it.
    let is_right = |config: Config| {
        let kept = Arc::new(Mutex::new(HashMap::<CanonicalIndex, TypeKind>::new()));
        let side_table = kept.clone();
        let registry = Registry::new(config).on_removal(move |index| {
            side_table.lock().unwrap().remove(&index);
        });
        let kind = |types| {
            let module = add(&registry, types);
            let index = at(&module, 0);
            let now = registry.kind(index).expect("live");
            let then = *kept.lock().unwrap().entry(index).or_insert(now);
            registry.release(module);
            then == now
        };
        kind("(type (func))") && kind("(type (struct))")
    };
    assert!(is_right(Config::default()));
    assert!(!is_right(Config::default().with_fault(Fault::G5)));
}
