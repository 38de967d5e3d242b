//! Limits are met exactly, and only blamed for what is their own.

use crate::support::{type_section, unsigned, verdict, verdict_with, wasm};
use subtly_impl::{Config, Error, LimitName, Limits, Malformation};

fn limit(result: Result<usize, Error>) -> (LimitName, u64, u64) {
    match result {
        Err(Error::Limit { limit, value, bound, .. }) => (limit, value, bound),
        other => panic!("{other:?}"),
    }
}

/// `count` types in a chain, each the subtype of the one before.
fn chain(count: u32) -> String {
    let mut types = "(type (sub (struct)))".to_owned();
    for index in 1..count {
        types += &format!("(type (sub {} (struct)))", index - 1);
    }
    types
}

#[test]
fn depth() {
    assert_eq!(verdict(&wasm(&chain(64))), Ok(64));
    assert_eq!(limit(verdict(&wasm(&chain(65)))), (LimitName::SupertypeDepth, 64, 63));
    // The same within one group.
    assert_eq!(verdict(&wasm(&format!("(rec {})", chain(64)))), Ok(64));
    let result = verdict(&wasm(&format!("(rec {})", chain(65))));
    assert_eq!(limit(result), (LimitName::SupertypeDepth, 64, 63));
    let shallow = Limits { supertype_depth: 0, ..Limits::default() };
    let config = Config::default().with_limits(shallow);
    assert_eq!(verdict_with(config.clone(), &wasm(&chain(1))), Ok(1));
    assert_eq!(limit(verdict_with(config, &wasm(&chain(2)))), (LimitName::SupertypeDepth, 1, 0));
}

#[test]
fn parts() {
    let struct_of = |count: u32| {
        let mut content = vec![1, 0x5f];
        unsigned(count, &mut content);
        content.extend([0x7f, 0].repeat(count as usize));
        type_section(&content)
    };
    assert_eq!(verdict(&struct_of(10_000)), Ok(1));
    assert_eq!(limit(verdict(&struct_of(10_001))), (LimitName::Fields, 10_001, 10_000));
    let func_of = |params: u32, results: u32| {
        let mut content = vec![1, 0x60];
        for count in [params, results] {
            unsigned(count, &mut content);
            content.extend([0x7f].repeat(count as usize));
        }
        type_section(&content)
    };
    assert_eq!(verdict(&func_of(1_000, 1_000)), Ok(1));
    assert_eq!(limit(verdict(&func_of(1_001, 0))), (LimitName::Params, 1_001, 1_000));
    assert_eq!(limit(verdict(&func_of(0, 1_001))), (LimitName::Results, 1_001, 1_000));
}

#[test]
fn types_and_groups() {
    let limits = Limits { types: 4, groups: 3, group_types: 2, ..Limits::default() };
    let verdict = |types: &str| verdict_with(Config::default().with_limits(limits), &wasm(types));
    let pair = "(rec (type (struct)) (type (struct)))";
    assert_eq!(verdict(&pair.repeat(2)), Ok(4));
    assert_eq!(limit(verdict(&pair.repeat(3))), (LimitName::Types, 6, 4));
    assert_eq!(verdict("(rec) (rec) (type (struct))"), Ok(1));
    assert_eq!(limit(verdict("(rec) (rec) (rec) (rec)")), (LimitName::Groups, 4, 3));
    let triple = "(rec (type (struct)) (type (struct)) (type (struct)))";
    assert_eq!(limit(verdict(triple)), (LimitName::GroupTypes, 3, 2));
    let bytes = wasm("(type (struct))");
    let limits = |module_bytes| Limits { module_bytes, ..Limits::default() };
    let config = |module_bytes| Config::default().with_limits(limits(module_bytes));
    assert_eq!(verdict_with(config(bytes.len()), &bytes), Ok(1));
    let size = bytes.len() as u64;
    let result = verdict_with(config(bytes.len() - 1), &bytes);
    assert_eq!(limit(result), (LimitName::ModuleBytes, size, size - 1));
}

/// A count that the bytes cannot hold is a broken count, however large.
#[test]
fn broken_counts_are_malformed() {
    for prefix in [&[1, 0x5f][..], &[1, 0x60], &[1, 0x60, 0], &[1, 0x4e], &[1, 0x50], &[]] {
        for count in [20_000, 2_000_000, u32::MAX] {
            let mut content = prefix.to_vec();
            unsigned(count, &mut content);
            content.extend([0; 9]);
            let what = Malformation::CountOutOfBounds { count, remaining: 9 };
            let offset = 10 + prefix.len();
            let result = verdict(&type_section(&content));
            assert_eq!(result, Err(Error::Malformed { offset, what }));
        }
    }
}

/// The faults of limits answer otherwise at the boundary, and nowhere else.
#[cfg(feature = "faults")]
#[test]
fn faults_of_limits_show() {
    use subtly_impl::Fault;
    let limits = Limits { types: 4, supertype_depth: 3, ..Limits::default() };
    let verdict = |fault, types: &str| {
        verdict_with(Config::default().with_limits(limits).with_fault(fault), &wasm(types))
    };
    let single = "(type (struct))";
    assert_eq!(verdict(Fault::N9, &single.repeat(5)), Ok(5));
    let pair = "(rec (type (struct)) (type (func)))";
    assert_eq!(limit(verdict(Fault::N9, &pair.repeat(3))), (LimitName::Types, 6, 4));
    assert_eq!(limit(verdict(Fault::V9, &chain(4))), (LimitName::SupertypeDepth, 3, 2));
    assert_eq!(verdict(Fault::V9, &chain(3)), Ok(3));
}
