//! Choices that count: one after the other, every sequence of choices that a generator can make.

use super::Choices;

/// A driver that goes through all sequences of choices in lexicographic order.
///
/// A generator is run once for each position. What it is not told yet is zero, the simplest choice, so
/// the first sequence is all zeros; [`Odometer::advance`] turns the last wheel that can be turned. It
/// ends if the generator is a function of its choices and asks for finitely many.
#[derive(Clone, Debug, Default)]
pub struct Odometer {
    wheels: Vec<Wheel>,
    /// How many choices were made since the last turn.
    read: usize,
}

#[derive(Clone, Copy, Debug)]
struct Wheel {
    choice: u32,
    bound: u32,
}

impl Odometer {
    /// Goes on to the next sequence; false if the last one was the last of all.
    pub fn advance(&mut self) -> bool {
        self.wheels.truncate(self.read);
        self.read = 0;
        while let Some(wheel) = self.wheels.last_mut() {
            wheel.choice += 1;
            if wheel.choice < wheel.bound {
                return true;
            }
            self.wheels.pop();
        }
        false
    }
}

impl Choices for Odometer {
    fn choose(&mut self, bound: u32) -> u32 {
        if bound <= 1 {
            return 0;
        }
        if self.read == self.wheels.len() {
            self.wheels.push(Wheel { choice: 0, bound });
        }
        let wheel = self.wheels[self.read];
        assert_eq!(wheel.bound, bound, "a generator is a function of its choices");
        self.read += 1;
        wheel.choice
    }
}

#[cfg(test)]
mod tests {
    use super::Odometer;
    use crate::choices::Choices;

    fn all<T>(make: impl Fn(&mut Odometer) -> T) -> Vec<T> {
        let mut odometer = Odometer::default();
        let mut made = vec![make(&mut odometer)];
        while odometer.advance() {
            made.push(make(&mut odometer));
        }
        made
    }

    #[test]
    fn every_sequence_comes_once_and_in_order() {
        let pairs = all(|choices| (choices.choose(2), choices.choose(3)));
        assert_eq!(pairs, [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]);
    }

    #[test]
    fn later_choices_may_depend_on_earlier_ones() {
        // Lists of at most two bits.
        let lists = all(|choices| {
            let len = choices.choose(3);
            (0..len).map(|_| choices.choose(2)).collect::<Vec<_>>()
        });
        let expected: [&[u32]; 7] = [&[], &[0], &[1], &[0, 0], &[0, 1], &[1, 0], &[1, 1]];
        assert_eq!(lists, expected);
    }

    #[test]
    fn no_choice_is_one_sequence() {
        assert_eq!(all(|choices| choices.choose(1) + choices.choose(0)), [0]);
    }
}
