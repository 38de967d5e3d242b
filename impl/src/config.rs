//! How a registry is set up.

#[cfg(feature = "faults")]
use crate::Fault;
use crate::{Limits, fault::Faults};

/// How a registry is set up. The default has the limits of the JavaScript interface and no fault.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub(crate) limits: Limits,
    pub(crate) faults: Faults,
}

impl Config {
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
