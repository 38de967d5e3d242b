//! One vector in which ranges are allocated, released and allocated again.
//!
//! Facts and decisions:
//!
//! 1. Groups come and go, and compacting would change the numbers of types that compiled code
//!    holds. So released ranges are kept on free lists and reused where they stand.
//! 2. With one list per exact length, groups of ever new lengths would grow the vector without end.
//!    So lengths are rounded up to classes: exact up to 16, then eight classes per doubling, which
//!    wastes an eighth at most. There are fewer than 256 classes, and the ranges of one class never
//!    take more than that class once had live: the vector is bounded by the live peak of each
//!    class, however long the program runs.
//! 3. The last released range of a class is the first to be reused, so its cache lines are warm,
//!    and so mistakes with reused numbers show early.

/// The longest an arena can be, in items.
pub(crate) const LENGTH_MAX: u32 = u32::MAX;

/// The longest range whose class holds its exact length.
const EXACT_MAX: u32 = 16;

/// A vector of items with free lists.
#[derive(Debug)]
pub(crate) struct Arena<T> {
    items: Vec<T>,
    /// For each class the starts of its free ranges.
    free: Vec<Vec<u32>>,
    length_max: u32,
}

impl<T: Copy + Default> Arena<T> {
    /// An empty arena that never holds more than `length_max` items.
    pub(crate) fn new(length_max: u32) -> Self {
        Self { items: Vec::new(), free: Vec::new(), length_max }
    }

    /// The start of a range of `length` items, or nothing if the arena is full.
    ///
    /// The items may be those of an earlier owner of the range.
    pub(crate) fn allocate(&mut self, length: u32) -> Option<u32> {
        let (class, capacity) = class(length);
        if let Some(start) = self.free.get_mut(class).and_then(Vec::pop) {
            return Some(start);
        }
        let start = self.items.len();
        let end = start as u64 + capacity;
        if end > u64::from(self.length_max) {
            return None;
        }
        self.items.resize(end as usize, T::default());
        Some(start as u32)
    }

    /// Gives back a range that was allocated with the same length.
    pub(crate) fn release(&mut self, start: u32, length: u32) {
        let (class, capacity) = class(length);
        debug_assert!(u64::from(start) + capacity <= self.items.len() as u64);
        if capacity == 0 {
            return;
        }
        if self.free.len() <= class {
            self.free.resize_with(class + 1, Vec::new);
        }
        debug_assert!(!self.free[class].ends_with(&[start]));
        self.free[class].push(start);
    }

    /// All items, whether or not they are in an allocated range.
    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }

    pub(crate) fn get(&self, position: usize) -> Option<&T> {
        self.items.get(position)
    }

    /// The items of an allocated range.
    pub(crate) fn range(&self, start: u32, length: u32) -> &[T] {
        &self.items[start as usize..][..length as usize]
    }

    /// The items of an allocated range.
    pub(crate) fn range_mut(&mut self, start: u32, length: u32) -> &mut [T] {
        &mut self.items[start as usize..][..length as usize]
    }

    /// Copies `length` items within the arena.
    pub(crate) fn copy(&mut self, from: u32, to: u32, length: u32) {
        let from = from as usize;
        self.items.copy_within(from..from + length as usize, to as usize);
    }
}

/// The class of ranges of this length, and the number of items that such a range has room for.
fn class(length: u32) -> (usize, u64) {
    if length <= EXACT_MAX {
        return (length as usize, length.into());
    }
    // The power of two below the length, and the steps of an eighth of it on the way to the next.
    let power = (length - 1).ilog2();
    let step = 1u64 << (power - 3);
    let steps = (u64::from(length) - (1 << power)).div_ceil(step);
    let class = EXACT_MAX as usize + (power as usize - 4) * 8 + steps as usize;
    (class, (1 << power) + steps * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_roomy_enough_and_not_too_roomy() {
        let mut capacities = std::collections::BTreeMap::new();
        for length in (0..70_000).chain([u32::MAX - 1, u32::MAX]) {
            let (class, capacity) = class(length);
            assert!(capacity >= length.into());
            assert!(capacity <= u64::from(length) + u64::from(length / 8));
            assert_eq!(*capacities.entry(class).or_insert(capacity), capacity);
            assert!(class < 256);
        }
        assert!(capacities.iter().is_sorted_by_key(|(_, capacity)| *capacity));
    }

    #[test]
    fn ranges_are_reused_and_bounded() {
        let mut arena = Arena::<u32>::new(100);
        let first = arena.allocate(10).unwrap();
        let second = arena.allocate(10).unwrap();
        assert_ne!(first, second);
        arena.release(first, 10);
        assert_eq!(arena.allocate(10), Some(first));
        assert_eq!(arena.allocate(81), None);
        assert_eq!(arena.items().len(), 20);
        assert_eq!(arena.allocate(80), Some(20));
        assert_eq!(arena.allocate(1), None);
        assert!(arena.allocate(0).is_some());
    }
}
