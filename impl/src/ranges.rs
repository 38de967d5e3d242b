//! Which ranges of an array are taken, and which wait to be taken again.
//!
//! Facts and decisions:
//!
//! 1. Groups come and go, and compacting would change the numbers of types that compiled code
//!    holds. So released ranges are kept on free lists and reused where they stand.
//! 2. With one list per exact length, groups of ever new lengths would grow the array without end.
//!    So lengths are rounded up to classes: exact up to 128, then eight classes per doubling, which
//!    wastes an eighth at most. There are few hundred classes, and the ranges of one class never
//!    take more than that class once had live: the array is bounded by the live peak of each class,
//!    however long the program runs.
//! 3. The last released range of a class is the first to be reused, so its cache lines are warm,
//!    and so mistakes with reused numbers show early.

/// The longest range whose class holds its exact length, as a power of two.
const EXACT_BITS: u32 = 7;

/// The taken and the free ranges of an array.
#[derive(Debug)]
pub(crate) struct Ranges {
    /// The end of the part of the array that was ever taken.
    length: u32,
    length_max: u32,
    /// For each class the starts of its free ranges.
    free: Vec<Vec<u32>>,
}

impl Ranges {
    /// No ranges, in an array that never has more than `length_max` items, and whose first
    /// `reserved` items are never given away.
    pub(crate) const fn new(reserved: u32, length_max: u32) -> Self {
        Self { length: reserved, length_max, free: Vec::new() }
    }

    /// The start of a range of `length` items, or nothing if the array is full.
    ///
    /// The items may be those of an earlier owner of the range.
    pub(crate) fn allocate(&mut self, length: u32) -> Option<u32> {
        let (class, capacity) = class(length);
        if let Some(start) = self.free.get_mut(class).and_then(Vec::pop) {
            return Some(start);
        }
        let start = self.length;
        let end = u64::from(start) + capacity;
        if end > self.length_max.into() {
            return None;
        }
        self.length = end as u32;
        Some(start)
    }

    /// Takes the one item at `position`, if neither it nor any behind it was ever taken.
    pub(crate) fn extend(&mut self, position: u32) -> bool {
        let is_next = position == self.length && position < self.length_max;
        self.length += u32::from(is_next);
        is_next
    }

    /// Gives back a range that was allocated with the same length.
    pub(crate) fn release(&mut self, start: u32, length: u32) {
        let (class, capacity) = class(length);
        debug_assert!(u64::from(start) + capacity <= self.length.into());
        if self.free.len() <= class {
            self.free.resize_with(class + 1, Vec::new);
        }
        debug_assert!(!self.free[class].ends_with(&[start]));
        self.free[class].push(start);
    }

    /// The items that were ever taken; all later positions are unused.
    pub(crate) fn length(&self) -> u32 {
        self.length
    }

    /// The items of the free ranges, with what rounding up adds to the ranges.
    pub(crate) fn free(&self) -> u64 {
        let lists = self.free.iter().enumerate();
        lists.map(|(class, starts)| capacity(class) * starts.len() as u64).sum()
    }

    /// The bytes reserved by the free lists.
    pub(crate) fn bytes(&self) -> usize {
        let lists: usize = self.free.iter().map(|starts| starts.capacity() * 4).sum();
        lists + self.free.capacity() * size_of::<Vec<u32>>()
    }
}

/// The class of ranges of this length, and the number of items that such a range has room for.
fn class(length: u32) -> (usize, u64) {
    if length <= 1 << EXACT_BITS {
        return (length as usize, length.into());
    }
    // The power of two below the length, and the steps of an eighth of it on the way to the next.
    let power = (length - 1).ilog2();
    let step = 1u64 << (power - 3);
    let steps = (u64::from(length) - (1 << power)).div_ceil(step);
    let class = (1 << EXACT_BITS) + (power - EXACT_BITS) as usize * 8 + steps as usize;
    (class, (1 << power) + steps * step)
}

/// The number of items that a range of this class has room for.
fn capacity(class: usize) -> u64 {
    match class.checked_sub((1 << EXACT_BITS) + 1) {
        None => class as u64,
        Some(step) => (8 + step as u64 % 8 + 1) << (EXACT_BITS as usize + step / 8 - 3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_roomy_enough_and_not_too_roomy() {
        for length in (0..70_000).chain([u32::MAX - 1, u32::MAX]) {
            let (class, room) = class(length);
            assert!(room >= length.into());
            assert!(room <= u64::from(length) + u64::from(length / 8));
            assert_eq!(capacity(class), room, "{length}");
            assert!(class < 340);
        }
        assert!((1..300).is_sorted_by_key(capacity));
    }

    #[test]
    fn ranges_are_reused_and_bounded() {
        let mut ranges = Ranges::new(0, 100);
        let first = ranges.allocate(10).unwrap();
        let second = ranges.allocate(10).unwrap();
        assert_ne!(first, second);
        ranges.release(first, 10);
        assert_eq!((ranges.free(), ranges.length()), (10, 20));
        assert_eq!(ranges.allocate(10), Some(first));
        assert_eq!(ranges.allocate(81), None);
        assert_eq!((ranges.free(), ranges.length()), (0, 20));
        assert_eq!(ranges.allocate(80), Some(20));
        assert_eq!(ranges.allocate(1), None);
        assert!(!ranges.extend(100));
    }

    #[test]
    fn the_end_is_extended_and_nothing_else() {
        let mut ranges = Ranges::new(1, 4);
        assert_eq!(ranges.allocate(1), Some(1));
        assert!(!ranges.extend(1) && !ranges.extend(3));
        assert!(ranges.extend(2));
        ranges.release(2, 1);
        assert!(!ranges.extend(2) && ranges.extend(3) && !ranges.extend(4));
        assert_eq!((ranges.free(), ranges.length()), (1, 4));
    }
}
