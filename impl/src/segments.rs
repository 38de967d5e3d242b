//! An array that grows without moving, so that readers need no lock.
//!
//! Facts and decisions:
//!
//! 1. Items are reached through shared references only; those that change are atomics. Growing adds
//!    a segment and leaves the others where they are, so a reader never sees an item move.
//! 2. A doubling is spread over four segments, so that at most a fifth of the array is reserved in
//!    advance, and so that an empty array is a small one.
//! 3. A program asks about few types most of the time, and they were registered early. So an array
//!    may have a first part, made with the array, that is reached with one comparison.
//! 4. The number of a segment is the exponent of the position and the two bits below its highest
//!    bit, as in a floating-point number: no search, no branch.

use crate::sync::{AtomicU32, Ordering};
use std::sync::OnceLock;

/// The number of segments: enough for positions of 30 bits, or of the few that fit on the small
/// stacks of threads under `loom`.
const SEGMENTS: usize =
    4 + 4 * (if cfg!(feature = "loom") { 10 } else { 30 } - SMALL_BITS as usize);

/// Positions below two to this share the four smallest segments.
const SMALL_BITS: u32 = 8;

/// An array of at most 2³⁰ items, whose segments are made when they are first needed.
pub(crate) struct Segments<T> {
    /// The positions from 0 on. The segments of these positions are never made.
    first: Box<[T]>,
    segments: [OnceLock<Box<[T]>>; SEGMENTS],
}

/// The segment that has this position, and the place of the position in it.
#[inline]
fn locate(position: u32) -> (usize, usize) {
    let exponent = (position | 1 << SMALL_BITS).ilog2();
    let shift = exponent - 2;
    let segment = (position >> shift) + 4 * (exponent - SMALL_BITS);
    (segment as usize, (position & ((1 << shift) - 1)) as usize)
}

/// The first position and the number of items of a segment.
fn extent(segment: usize) -> (u32, u32) {
    let (doubling, quarter) = (segment as u32 / 4, segment as u32 % 4);
    match doubling {
        0 => (quarter << (SMALL_BITS - 2), 1 << (SMALL_BITS - 2)),
        _ => ((4 + quarter) << (SMALL_BITS - 3 + doubling), 1 << (SMALL_BITS - 3 + doubling)),
    }
}

impl<T: Default> Segments<T> {
    pub(crate) fn new() -> Self {
        // `loom` does not know that what is made inside a `OnceLock` was made before it is found.
        Self::with_first(if cfg!(feature = "loom") { 1 } else { 0 })
    }

    /// An array whose first `length` positions are made at once. Segments begin at powers of two, so
    /// the length is rounded up to one, but for 0.
    pub(crate) fn with_first(length: u32) -> Self {
        let rounded = length.clamp(1 << SMALL_BITS, 1 << 30).next_power_of_two();
        let first = zeroes(if length == 0 { 0 } else { rounded });
        Self { first, segments: [const { OnceLock::new() }; SEGMENTS] }
    }

    /// Makes room for all positions below `end`. For one thread at a time, which is the writer.
    pub(crate) fn reserve(&self, end: u32) {
        let Some(last) = end.checked_sub(1).filter(|last| *last as usize >= self.first.len())
        else {
            return;
        };
        for segment in (0..=locate(last).0).rev() {
            let is_first = extent(segment).0 < self.first.len() as u32;
            if is_first || self.segments[segment].get().is_some() {
                return;
            }
            let made = self.segments[segment].set(zeroes(extent(segment).1));
            debug_assert!(made.is_ok(), "two writers at a time");
        }
    }

    /// The item at a position, if there is room for it yet.
    #[inline]
    pub(crate) fn get(&self, position: u32) -> Option<&T> {
        match self.first.get(position as usize) {
            None => self.get_later(position),
            item => item,
        }
    }

    #[inline]
    fn get_later(&self, position: u32) -> Option<&T> {
        let (segment, place) = locate(position);
        self.segments.get(segment)?.get()?.get(place)
    }

    /// The items from a position to the end of its segment.
    #[inline]
    pub(crate) fn run(&self, position: u32) -> &[T] {
        if (position as usize) < self.first.len() {
            return &self.first[position as usize..];
        }
        let (segment, place) = locate(position);
        let segment = self.segments.get(segment).and_then(OnceLock::get);
        segment.and_then(|segment| segment.get(place..)).unwrap_or(&[])
    }

    /// The items reserved so far.
    pub(crate) fn reserved(&self) -> usize {
        let segments = self.segments.iter().filter_map(OnceLock::get);
        self.first.len() + segments.map(|segment| segment.len()).sum::<usize>()
    }
}

impl Segments<AtomicU32> {
    /// The value at a position; 0 where there is no room yet.
    ///
    /// Relaxed: a position travels from the thread that wrote there to the one that reads by means
    /// that synchronize them.
    #[inline]
    pub(crate) fn load(&self, position: u32) -> u32 {
        self.get(position).map_or(0, |item| item.load(Ordering::Relaxed))
    }

    /// Changes the value at a position for which there is room.
    #[inline]
    pub(crate) fn store(&self, position: u32, value: u32) {
        debug_assert!(self.get(position).is_some());
        if let Some(item) = self.get(position) {
            item.store(value, Ordering::Relaxed);
        }
    }

    /// Writes values at consecutive positions for which there is room.
    pub(crate) fn write(&self, position: u32, values: impl ExactSizeIterator<Item = u32>) {
        let mut values = values;
        let mut position = position;
        while values.len() != 0 {
            let run = self.run(position);
            debug_assert!(!run.is_empty());
            if run.is_empty() {
                return;
            }
            let length = run.len().min(values.len());
            for (item, value) in run.iter().zip(values.by_ref().take(length)) {
                item.store(value, Ordering::Relaxed);
            }
            position += length as u32;
        }
    }

    /// Whether these values stand at consecutive positions.
    pub(crate) fn holds(&self, position: u32, values: impl ExactSizeIterator<Item = u32>) -> bool {
        let mut values = values;
        let mut position = position;
        while values.len() != 0 {
            let run = self.run(position);
            if run.is_empty() {
                return false;
            }
            let length = run.len().min(values.len());
            let mut pairs = run.iter().zip(values.by_ref().take(length));
            if pairs.any(|(item, value)| item.load(Ordering::Relaxed) != value) {
                return false;
            }
            position += length as u32;
        }
        true
    }
}

fn zeroes<T: Default>(length: u32) -> Box<[T]> {
    (0..length).map(|_| T::default()).collect()
}

#[cfg(all(test, not(any(feature = "shuttle", feature = "loom"))))]
mod tests {
    use super::*;

    #[test]
    fn positions_fill_segments_in_order() {
        let mut next = (0, 0);
        for position in (0..100_000).chain([(1 << 26) - 1, (1 << 30) - 1]) {
            let (segment, place) = locate(position);
            let (start, length) = extent(segment);
            assert_eq!(start + place as u32, position);
            assert!(place < length as usize && segment < SEGMENTS);
            if position < 100_000 {
                assert_eq!((segment, place), next);
                next = if place + 1 == length as usize {
                    (segment + 1, 0)
                } else {
                    (segment, place + 1)
                };
            }
        }
    }

    #[test]
    fn a_first_part_takes_the_place_of_segments() {
        for (asked, first) in [(1, 256), (300, 512), (4096, 4096)] {
            let array = Segments::<AtomicU32>::with_first(asked);
            assert_eq!((array.reserved(), array.run(0).len()), (first, first));
            array.reserve(first as u32);
            assert_eq!(array.reserved(), first);
            array.reserve(first as u32 + 1);
            assert_eq!(array.reserved(), first + first / 4);
            array.write(first as u32 - 5, 1..10);
            assert!(array.holds(first as u32 - 5, 1..10));
            assert_eq!((array.load(first as u32 - 1), array.load(first as u32)), (5, 6));
        }
    }

    #[test]
    fn room_is_made_as_it_is_needed() {
        let array = Segments::<AtomicU32>::new();
        assert_eq!((array.reserved(), array.load(0)), (0, 0));
        assert!(array.run(u32::MAX).is_empty() && array.get(u32::MAX).is_none());
        for end in [1, 64, 65, 1000, 70_000] {
            array.reserve(end);
            assert!(array.get(end - 1).is_some());
            assert!(array.reserved() <= end as usize + end as usize / 4 + 64);
        }
        array.write(200, 1..1000);
        assert!(array.holds(200, 1..1000));
        assert!(!array.holds(200, 2..1001) && !array.holds(199, 1..1000));
        assert_eq!((array.load(199), array.load(200), array.load(1198)), (0, 1, 999));
    }
}
