//! How many sections there are within a bound, by formulas: nothing is enumerated here.
//!
//! Let c(s, p, q) be the number of ways to write a group of s types when p types stand before it and q
//! after it. All writings of n types in groups of sizes s₁ … sₘ are
//!
//! ```text
//! c(s₁, 0, n - s₁) · c(s₂, s₁, n - s₁ - s₂) · … · c(sₘ, n - sₘ, 0)
//! ```
//!
//! and e empty groups stand among m others in as many ways as e can be the sum of m + 1 numbers.
//!
//! Up to renaming, groups have no order but where one mentions another. Give m such groups names, and count
//! what is written with names in place of indices, together with a partial order that compares exactly those
//! groups of which one mentions the other, and what follows from that. Then
//!
//! ```text
//! named(m groups) = Σ over their ordered partitions into k blocks  (-1)^(m-k) Π c(s, p, q)
//! ```
//!
//! where p counts the types in earlier blocks and q those in later ones: a group mentions no other
//! group of its block. Each order P is counted by all its strict maps onto a chain of k blocks, with signs,
//! and their sum is 1: by Stanley's reciprocity it is the number of maps from P to one point.
//!
//! Names of groups and of numeric types mean nothing. By Burnside's lemma the classes are the mean, over all
//! pairs of a permutation of groups and one of numeric types, of what the pair leaves as it is. There the
//! groups of a cycle of length d are copies of one, which mentions, of a cycle of length c, one of c groups
//! if c divides d and none otherwise, and which uses those numeric types that the d-th power of the second
//! permutation leaves alone. So the same sum over blocks counts them, with cycles in place of groups.

use super::bound::{Bound, Reach};
use std::collections::BTreeMap;

/// The number of sections within the bound.
pub(super) fn all(bound: &Bound) -> i128 {
    (0..=bound.types_max).map(|types| writings(bound, 0, types, 0)).sum()
}

/// The number of ways to write on, behind `groups` groups with `before` types, with `after` to come.
/// The empty groups are placed at the end, when it is known how many places there are.
fn writings(bound: &Bound, before: u32, after: u32, groups: u32) -> i128 {
    if after == 0 {
        return (0..=bound.empty_groups_max).map(|empty| choose(groups + empty, empty)).sum();
    }
    let first = |size| {
        ways(bound, size, before, after - size, bound.numbers)
            * writings(bound, before + size, after - size, groups + 1)
    };
    (1..=after).map(first).sum()
}

/// The number of classes of sections within the bound, up to renaming.
pub(super) fn classes(bound: &Bound) -> i128 {
    let mut total = 0;
    for types in 0..=bound.types_max {
        for groups in 0..=types {
            let order = factorial(groups) * factorial(bound.numbers);
            let mut fixed = 0;
            for (cycles, arrangements) in cycle_types(groups) {
                for (numbers, renamings) in cycle_types(bound.numbers) {
                    fixed += arrangements * renamings * fixed_by(bound, types, &cycles, &numbers);
                }
            }
            assert_eq!(fixed % order, 0, "Burnside's mean is a whole number");
            total += fixed / order;
        }
    }
    total * i128::from(bound.empty_groups_max + 1)
}

/// A cycle of groups: all are copies of one with so many types.
#[derive(Clone, Copy)]
struct Cycle {
    length: u32,
    size: u32,
}

/// What permutations with these lengths of cycles, of groups and of numeric types, leave as it is.
fn fixed_by(bound: &Bound, types: u32, lengths: &[u32], numbers: &[u32]) -> i128 {
    let mut total = 0;
    for_each_size(types, lengths, &mut Vec::new(), &mut |cycles| {
        let left: Vec<usize> = (0..cycles.len()).collect();
        total += blocks(bound, cycles, numbers, &mut Vec::new(), &left);
    });
    total
}

/// Calls `visit` with every choice of sizes so that there are `types` types.
fn for_each_size(
    types: u32,
    lengths: &[u32],
    cycles: &mut Vec<Cycle>,
    visit: &mut impl FnMut(&[Cycle]),
) {
    let Some(length) = lengths.get(cycles.len()).copied() else {
        if types == 0 {
            visit(cycles);
        }
        return;
    };
    for size in 1..=types / length {
        cycles.push(Cycle { length, size });
        for_each_size(types - length * size, lengths, cycles, visit);
        cycles.pop();
    }
}

/// The signed sum over all ways to put the cycles that are `left` into blocks behind those in `block`,
/// which says of each cycle in what block it is.
fn blocks(
    bound: &Bound,
    cycles: &[Cycle],
    numbers: &[u32],
    earlier: &mut Vec<Vec<usize>>,
    left: &[usize],
) -> i128 {
    if left.is_empty() {
        let sign = if (cycles.len() - earlier.len()).is_multiple_of(2) { 1 } else { -1 };
        return sign * product(bound, cycles, numbers, earlier);
    }
    let mut total = 0;
    for chosen in 1..1_u32 << left.len() {
        let (block, rest): (Vec<_>, Vec<_>) =
            (0..left.len()).partition(|place| chosen >> place & 1 == 1);
        earlier.push(block.iter().map(|place| left[*place]).collect());
        let rest: Vec<usize> = rest.iter().map(|place| left[*place]).collect();
        total += blocks(bound, cycles, numbers, earlier, &rest);
        earlier.pop();
    }
    total
}

fn product(bound: &Bound, cycles: &[Cycle], numbers: &[u32], blocks: &[Vec<usize>]) -> i128 {
    let one = |at: usize, Cycle { length, size }: Cycle| {
        let mentioned = |others: &[Vec<usize>]| -> u32 {
            let others = others.iter().flatten().map(|other| cycles[*other]);
            others.filter(|c| length.is_multiple_of(c.length)).map(|c| c.length * c.size).sum()
        };
        let unmoved = numbers.iter().filter(|cycle| length.is_multiple_of(**cycle)).sum();
        ways(bound, size, mentioned(&blocks[..at]), mentioned(&blocks[at + 1..]), unmoved)
    };
    let block = |(at, block): (usize, &Vec<usize>)| -> i128 {
        block.iter().map(|cycle| one(at, cycles[*cycle])).product()
    };
    blocks.iter().enumerate().map(block).product()
}

/// c(s, p, q), with so many numeric types.
fn ways(bound: &Bound, size: u32, before: u32, after: u32, numbers: u32) -> i128 {
    let indices = |reach| {
        i128::from(match reach {
            Reach::Scope => before + size,
            Reach::Anywhere => before + size + after + 1,
        })
    };
    let heaps = bound.heaps.len() as i128 + indices(bound.references);
    let vals = i128::from(numbers) + 2 * heaps;
    let fields = (vals + i128::from(bound.packed)) * if bound.mutable { 2 } else { 1 };
    let lists = |letters: i128, most: u32| (0..=most).map(|len| letters.pow(len)).sum::<i128>();
    let structs = lists(fields, bound.fields_max);
    let arrays = if bound.arrays { fields } else { 0 };
    let functions = bound.values_max.map_or(0, |most| lists(vals, most).pow(2));
    let types = 2 * (1 + indices(bound.supertypes)) * (structs + arrays + functions);
    types.pow(size)
}

/// The lengths of the cycles of permutations of n things, and how many permutations have these.
fn cycle_types(n: u32) -> BTreeMap<Vec<u32>, i128> {
    let mut types = BTreeMap::from([(Vec::new(), 1)]);
    // The next thing is a cycle of its own, or is put behind one of those in a cycle.
    for _ in 0..n {
        let mut next = BTreeMap::new();
        for (lengths, count) in types {
            let mut add = |mut lengths: Vec<u32>, count: i128| {
                lengths.sort_unstable();
                *next.entry(lengths).or_insert(0) += count;
            };
            for place in 0..lengths.len() {
                let mut longer = lengths.clone();
                longer[place] += 1;
                add(longer, count * i128::from(lengths[place]));
            }
            let mut more = lengths;
            more.push(1);
            add(more, count);
        }
        types = next;
    }
    types
}

fn factorial(n: u32) -> i128 {
    (1..=i128::from(n)).product()
}

fn choose(n: u32, k: u32) -> i128 {
    factorial(n) / factorial(k) / factorial(n - k)
}
