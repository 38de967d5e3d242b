//! Only tests live in this crate.
