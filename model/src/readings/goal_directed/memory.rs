//! What was found about pairs.

use std::cell::Cell;

/// For each pair of numbers below a bound, whether a goal about it holds, once that was found out.
///
/// The cells lie in shells: those of the pairs of which the larger number is 0, then 1, and so on. So the
/// bound can grow and shrink, and no cell moves.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Cell<Option<bool>>>);

impl Memory {
    /// Raises the bound.
    pub(super) fn widen(&mut self, bound: usize) {
        self.0.resize(bound * bound, Cell::new(None));
    }

    /// Lowers the bound, and forgets the pairs beyond it.
    pub(super) fn narrow(&mut self, bound: usize) {
        self.0.truncate(bound * bound);
    }

    /// Whether the goal holds: remembered, or else found out now.
    pub(super) fn recall(&self, left: u32, right: u32, goal: impl FnOnce() -> bool) -> bool {
        let cell = &self.0[index(left as usize, right as usize)];
        if let Some(known) = cell.get() {
            return known;
        }
        let holds = goal();
        cell.set(Some(holds));
        holds
    }
}

/// The cell of a pair: shell n begins at n^2, and has 2n + 1 cells.
fn index(left: usize, right: usize) -> usize {
    if left < right { right * right + left } else { left * left + left + right }
}

#[cfg(test)]
mod tests {
    use super::{Memory, index};

    #[test]
    fn every_pair_has_a_cell_of_its_own_at_any_bound() {
        for bound in 0..20 {
            let pairs = (0..bound).flat_map(|left| (0..bound).map(move |right| (left, right)));
            let mut cells: Vec<usize> = pairs.map(|(left, right)| index(left, right)).collect();
            cells.sort_unstable();
            assert_eq!(cells, (0..bound * bound).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_goal_is_asked_once_until_it_is_forgotten() {
        let mut memory = Memory::default();
        memory.widen(3);
        for holds in [true, false] {
            assert_eq!(memory.recall(1, 2, || holds), holds);
            assert_eq!(memory.recall(1, 2, || panic!("it is known")), holds);
            assert_eq!(memory.recall(2, 1, || !holds), !holds);
            memory.widen(4);
            assert_eq!(memory.recall(1, 2, || panic!("it is known")), holds);
            memory.narrow(2);
            memory.widen(3);
        }
    }
}
