//! Answering a whole matrix of questions.

use crate::answer::Answer;

/// Answers every row against every column, both translated alike.
pub(super) fn matrix<T: Copy, R>(
    [rows, columns]: [&[T]; 2],
    translate: impl Fn(T) -> Option<R>,
    holds: impl Fn(&R, &R) -> bool,
    answers: &mut Vec<Answer>,
) {
    matrix_of((rows, columns), &translate, &translate, holds, answers);
}

/// Answers every row against every column.
///
/// Each operand is translated once into the oracle's own terms; a pair in which the oracle does not
/// have an operand is `Unsupported`.
pub(super) fn matrix_of<T: Copy, U: Copy, R, C>(
    (rows, columns): (&[T], &[U]),
    row: impl Fn(T) -> Option<R>,
    column: impl Fn(U) -> Option<C>,
    holds: impl Fn(&R, &C) -> bool,
    answers: &mut Vec<Answer>,
) {
    let columns: Vec<_> = columns.iter().map(|operand| column(*operand)).collect();
    for operand in rows {
        let Some(row) = row(*operand) else {
            answers.extend(std::iter::repeat_n(Answer::Unsupported, columns.len()));
            continue;
        };
        answers.extend(columns.iter().map(|column| match column {
            Some(column) => holds(&row, column).into(),
            None => Answer::Unsupported,
        }));
    }
}
