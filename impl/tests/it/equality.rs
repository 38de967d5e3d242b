//! Equality of types: edge cases E1 to E9 of the rule book.

use crate::support::{Random, add, at, partition, partition_with};
use subtly_impl::{Config, ConstantHasher, Registry};

#[test]
fn position_and_siblings_matter() {
    // E1: same body, other group.
    assert_eq!(partition("(type (struct)) (rec (type (struct)) (type (func)))"), [0, 1, 2]);
    assert_eq!(
        partition("(rec (type (struct)) (type (func))) (rec (type (struct)) (type (struct)))"),
        [0, 1, 2, 3]
    );
    // Two members with the same body are two types.
    assert_eq!(partition("(rec (type (struct)) (type (struct)))"), [0, 1]);
    // E2: a permutation is another group.
    assert_eq!(
        partition("(rec (type (struct)) (type (func))) (rec (type (func)) (type (struct)))"),
        [0, 1, 2, 3]
    );
}

#[test]
fn finality_and_supertype_matter() {
    assert_eq!(partition("(type (struct)) (type (sub (struct)))"), [0, 1]);
    assert_eq!(
        partition("(type $a (sub (struct))) (type (sub $a (struct))) (type (sub (struct)))"),
        [0, 1, 0]
    );
    // Equal bodies under two unequal parents.
    assert_eq!(
        partition(
            "(type $a (sub (struct))) (type $b (sub (struct (field i32))))
             (type (sub $a (struct (field i32)))) (type (sub $b (struct (field i32))))"
        ),
        [0, 1, 2, 3]
    );
}

#[test]
fn internal_and_external_references_differ() {
    // E4: equi-recursively equal, iso-recursively not.
    assert_eq!(
        partition("(type $a (struct (field (ref $a)))) (type (struct (field (ref $a))))"),
        [0, 1]
    );
    // Member 0 of the own group is not the registry's type 0.
    assert_eq!(
        partition(
            "(type $a (sub (struct))) (type $b (struct (field (ref $b))))
             (type (struct (field (ref $a))))"
        ),
        [0, 1, 2]
    );
}

#[test]
fn one_group_is_not_many_singletons() {
    // E5.
    assert_eq!(
        partition("(rec (type (struct)) (type (func))) (type (struct)) (type (func))"),
        [0, 1, 2, 3]
    );
}

#[test]
fn equal_definitions_collapse() {
    // E6 and E7: an explicit group of one type is that type alone, and names do not matter.
    assert_eq!(
        partition("(type $a (struct)) (rec (type $b (struct))) (type (sub final (struct)))"),
        [0, 0, 0]
    );
    let group = "(rec (type $f (func (param (ref $g)))) (type $g (struct (field (ref null $f)))))";
    let again = group.replace("$f", "$x").replace("$g", "$y");
    assert_eq!(partition(&format!("{group} (rec) {again}")), [0, 1, 0, 1]);
    // References to equal types are equal references.
    assert_eq!(
        partition(
            "(type $a (struct)) (type $b (struct))
             (type (array (ref $a))) (type (array (ref $b)))"
        ),
        [0, 0, 2, 2]
    );
}

#[test]
fn every_detail_matters() {
    // E8: all different.
    let fields = [
        "i32",
        "i64",
        "f32",
        "f64",
        "v128",
        "i8",
        "i16",
        "anyref",
        "(ref any)",
        "(ref none)",
        "nullref",
        "eqref",
        "(ref $t)",
        "(ref null $t)",
        "externref",
        "funcref",
        "exnref",
        "(mut i32)",
        "(mut i8)",
        "(mut i16)",
        "(mut anyref)",
        "(mut (ref any))",
        "(mut (ref $t))",
        "(mut (ref null $t))",
        "(ref $u)",
        "i32 i32",
        "",
    ];
    let mut types = "(type $t (func)) (type $u (array i8))".to_owned();
    for field in fields {
        types += &format!("(type (struct (field {field})))");
    }
    assert_eq!(partition(&types), (0..fields.len() + 2).collect::<Vec<_>>());
    assert_eq!(
        partition(
            "(type (func (param i32))) (type (func (result i32))) (type (func))
             (type (func (param i32 i32))) (type (array i32)) (type (struct (field i32)))
             (type (func (param i32) (result i32)))"
        ),
        [0, 1, 2, 3, 4, 5, 6]
    );
    // A shorthand is the same as what it stands for.
    assert_eq!(partition("(type (array anyref)) (type (array (ref null any)))"), [0, 0]);
}

#[test]
fn sharing_is_not_expanded() {
    // E9: the closed form of the last type has 2^200 nodes.
    let mut types = "(type (struct))".to_owned();
    for index in 0..200 {
        types += &format!("(type (struct (field (ref {index}) (ref {index}))))");
    }
    let registry = Registry::default();
    let first = add(&registry, &types);
    let second = add(&registry, &types);
    assert_eq!(first.as_slice(), second.as_slice());
    assert_eq!(registry.counts().types_live, 201);
}

#[test]
fn modules_share_types_at_other_indices() {
    let registry = Registry::default();
    let group = "(rec (type $a (sub (struct (field (ref $b))))) (type $b (func (param (ref $a)))))";
    let first = add(&registry, &format!("{group} (type (array (ref $a)))"));
    let second = add(&registry, &format!("(type (func)) (rec) {group} (type (array (ref $a)))"));
    assert_eq!(first.as_slice(), &second.as_slice()[1..]);
    assert_eq!(registry.counts().types_live, 4);
    assert_ne!(at(&second, 0), at(&first, 1));
}

/// A wrong equality cannot hide behind the hash, nor a wrong hash behind the equality.
#[test]
fn both_hashers_give_the_same_partition() {
    let mut random = Random(7);
    let good = Registry::default();
    let constant = Registry::with_hasher(Config::default(), ConstantHasher);
    let (mut valid, mut merged) = (0, 0);
    let mut kept = Vec::new();
    for _ in 0..4_000 {
        let module = random.module();
        let partition = partition_with(&good, &module);
        assert_eq!(partition, partition_with(&constant, &module), "{module:02x?}");
        let Ok(partition) = partition else { continue };
        valid += 1;
        merged += usize::from(partition.iter().enumerate().any(|(index, first)| index != *first));
        // Some modules stay, so that the next ones meet them, and other canonical indices.
        if valid % 50 == 0 {
            let both = (good.register_module(&module), constant.register_module(&module));
            kept.push((both.0.expect("valid"), both.1.expect("valid")));
        }
    }
    assert!(valid > 500 && merged > 100, "{valid} valid, {merged} with equal types");
    assert_eq!(good.counts().groups_live, constant.counts().groups_live);
    // Across modules the two agree as well.
    for (left, twin) in &kept {
        for (other, other_twin) in &kept {
            let shares = left.as_slice() == other.as_slice();
            assert_eq!(shares, twin.as_slice() == other_twin.as_slice());
        }
    }
}

#[test]
fn empty_groups_consume_no_index() {
    let types = "(rec) (rec) (rec) (rec) (type $f (func)) (rec) (type (array (ref $f)))";
    assert_eq!(partition(types), [0, 1]);
    assert!(partition("(rec)").is_empty());
}
