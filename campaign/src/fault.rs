//! The deliberate faults of the implementation, as far as this build has them.

/// A fault that can be switched on; without the feature `faults` there is none.
#[cfg(feature = "faults")]
pub use subtly_impl::Fault;

/// A fault that can be switched on: this build, without the feature `faults`, has none.
#[cfg(not(feature = "faults"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {}

/// The fault with this name.
///
/// # Errors
///
/// One line that says what is wrong with the name, or with the build, and the cure.
pub fn by_name(name: &str) -> Result<Fault, String> {
    #[cfg(feature = "faults")]
    return Fault::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
        format!("no fault is called '{name}'; the faults are {}", names.join(", "))
    });
    #[cfg(not(feature = "faults"))]
    Err(format!(
        "this build has no faults, so '{name}' cannot be switched on; \
         build with `cargo run --release --features faults -- ...`"
    ))
}

/// The name of a fault, as `--fault` takes it.
#[must_use]
pub fn name(fault: Fault) -> &'static str {
    #[cfg(feature = "faults")]
    return fault.name();
    #[cfg(not(feature = "faults"))]
    match fault {}
}
