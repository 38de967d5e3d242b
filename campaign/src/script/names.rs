//! The names of a script: what they stand for, or why they stand for nothing.

use std::collections::HashMap;

/// What a name stands for.
pub(super) type Binding<T> = Result<T, Missing>;

/// Why something is not there, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// No directive makes it.
    Never,
    /// The directive at this line should have made it, and is wrong.
    Refused(usize),
    /// The model does not take on the module that makes it.
    Limit(&'static str),
    /// The size of a memory or table: a function may have grown it.
    Size,
}

impl Missing {
    /// Why what the directive at this line should have made of it is not there either.
    pub(super) fn at(self, line: usize) -> Self {
        if self == Self::Never { Self::Refused(line) } else { self }
    }
}

/// Modules or instances by their names. The last one that was made needs no name.
#[derive(Debug)]
pub(super) struct Names<T> {
    named: HashMap<String, Binding<T>>,
    last: Binding<T>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { named: HashMap::new(), last: Err(Missing::Never) }
    }
}

impl<T: Clone> Names<T> {
    /// Binds the last one, and a name if it has one. A name that is used again stands for the new one.
    pub(super) fn bind(&mut self, name: Option<&str>, to: Binding<T>) {
        if let Some(name) = name {
            self.named.insert(name.into(), to.clone());
        }
        self.last = to;
    }

    /// What has this name, or else the last one.
    pub(super) fn get(&self, name: Option<&str>) -> Binding<T> {
        match name {
            None => self.last.clone(),
            Some(name) => self.named.get(name).cloned().unwrap_or(Err(Missing::Never)),
        }
    }
}
