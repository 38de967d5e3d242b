//! Tests of the implementation through its public interface, one file per subject.

mod declared;
mod decoding;
mod equality;
#[cfg(feature = "faults")]
mod faults;
mod func_ref;
mod hostile;
mod lifetime;
mod limits;
mod subtyping;
mod support;
