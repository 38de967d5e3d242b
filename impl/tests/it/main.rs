//! Tests of the implementation through its public interface, one file per subject.

mod casts;
mod declared;
mod decoding;
mod equality;
mod externs;
#[cfg(feature = "faults")]
mod faults;
#[cfg(feature = "faults")]
mod faults_at_run_time;
#[cfg(feature = "faults")]
mod faults_of_types;
mod func_ref;
mod hostile;
mod lifetime;
mod limits;
mod subtyping;
mod support;
mod threads;
