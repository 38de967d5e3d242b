//! How a registry is set up.

#[cfg(feature = "faults")]
use crate::Fault;
use crate::{Limits, fault::Faults};

/// How a registry is set up. The default has the limits of the JavaScript interface, room for the
/// 16,384 types that are registered first, and no fault.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) limits: Limits,
    pub(crate) reserved_types: u32,
    pub(crate) faults: Faults,
}

impl Default for Config {
    fn default() -> Self {
        Self { limits: Limits::default(), reserved_types: 1 << 14, faults: Faults::default() }
    }
}

impl Config {
    /// The same configuration with room for the displays of so many types from the start, which are
    /// then the ones reached fastest. It takes eight bytes for each; more types are no error.
    #[must_use]
    pub fn with_reserved_types(mut self, types: u32) -> Self {
        self.reserved_types = types;
        self
    }

    /// The types that there is room for from the start.
    pub fn reserved_types(&self) -> u32 {
        self.reserved_types
    }

    /// The same configuration with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The same configuration with a deliberate fault.
    #[cfg(feature = "faults")]
    #[must_use]
    pub fn with_fault(mut self, fault: Fault) -> Self {
        self.faults.chosen = Some(fault);
        self
    }

    /// The deliberate fault, if there is one.
    #[cfg(feature = "faults")]
    pub fn fault(&self) -> Option<Fault> {
        self.faults.chosen
    }
}
