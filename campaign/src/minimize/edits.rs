//! The edits, in families from coarse to fine.
//!
//! A family lists edits for a draft; an edit builds a candidate from that draft, or nothing where
//! it does not apply. Neither looks at costs: the search drops every candidate that is not simpler.

mod bodies;
mod components;
mod grouping;
mod questions;
mod raw;
mod raw_lists;
mod redirect;
mod steps;
mod types;
mod whole;

use super::draft::Draft;
use std::ops::Range;

/// One edit: a pure function of the draft for which it was listed.
pub(super) type Edit = Box<dyn Fn(&Draft) -> Option<Draft>>;

/// Lists edits for a draft.
pub(super) type Family = fn(&Draft) -> Vec<Edit>;

/// Every family, in the order in which a round tries them.
pub(super) const FAMILIES: [Family; 22] = [
    raw::read,
    steps::drop_steps,
    steps::use_one_module,
    types::keep_few,
    types::drop_groups,
    types::drop_types,
    types::drop_members,
    questions::simplify,
    steps::merge_modules,
    redirect::redirect,
    redirect::ask_siblings,
    bodies::simplify,
    components::simplify,
    grouping::regroup,
    grouping::reorder,
    whole::drop_sections,
    whole::shorten_bodies,
    whole::drop_definitions,
    whole::drop_entries,
    whole::drop_types,
    whole::simplify_types,
    raw::shorten,
];

/// The most ranges of one size; beyond it only larger ranges are tried.
const RANGES_MAX: usize = 512;

/// Ranges that cover `0..count`: the whole, then halves, quarters, down to single things.
///
/// There are O(`count`) of them.
pub(super) fn ranges(count: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut size = count;
    while size > 0 && count.div_ceil(size) <= RANGES_MAX {
        let starts = (0..count).step_by(size);
        ranges.extend(starts.map(|start| start..count.min(start + size)));
        size = if size == 1 { 0 } else { size.div_ceil(2) };
    }
    ranges
}
