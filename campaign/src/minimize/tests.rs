//! Tests of the minimizer: every fault is a small predicate, and no oracle of the campaign is used.

mod faults_of_equality;
mod faults_of_rules;
mod histories;
mod laws;
mod material;
mod raw_bytes;
mod registry;
mod run_time;
mod validity;
