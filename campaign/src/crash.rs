//! Code of others may panic: that is caught, and told instead of printed.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

/// What the work comes to, or the message and place of its panic.
///
/// Whatever the work has changed is as the panic left it, so nothing may be concluded from it.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    remember_instead_of_printing();
    let outer = WATCHED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    WATCHED.set(outer);
    done.map_err(|_| CRASH.take().unwrap_or_else(|| "a panic without a message".into()))
}

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static CRASH: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has the panics of watched work remembered instead of printed; all others print as ever.
fn remember_instead_of_printing() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if WATCHED.get() {
                let message = info.payload_as_str().unwrap_or("a panic without a message");
                let place = info.location();
                let place = place.map(|at| format!(", {}:{}", in_crate(at.file()), at.line()));
                CRASH.set(Some(format!("{message}{}", place.unwrap_or_default())));
            } else {
                loud(info);
            }
        }));
    });
}

/// The path of a source file from its crate's folder on: where that is, is the machine's business, and a
/// finding must not depend on it.
fn in_crate(file: &str) -> &str {
    let source = file.rfind("/src/").or_else(|| file.rfind("\\src\\"));
    let folder = source.and_then(|end| file[..end].rfind(['/', '\\']));
    folder.map_or(file, |before| &file[before + 1..])
}

#[cfg(test)]
mod tests {
    use super::{caught, in_crate};

    #[test]
    fn a_panic_is_told_with_its_place() {
        assert_eq!(caught(|| 7), Ok(7));
        let crash = caught(|| panic!("out of {}", "luck")).expect_err("it panics");
        assert!(crash.starts_with("out of luck, campaign/src/crash.rs:"), "{crash}");
        assert_eq!(caught(|| caught(|| panic!("inner")).is_err()), Ok(true));
    }

    #[test]
    fn a_source_file_is_named_from_its_crate_on() {
        for (file, name) in [
            ("/home/me/registry/src/index-1f/egg-0.11.0/src/egraph.rs", "egg-0.11.0/src/egraph.rs"),
            ("/rustc/5980/library/core/src/option.rs", "core/src/option.rs"),
            ("C:\\me\\egg-0.11.0\\src\\egraph.rs", "egg-0.11.0\\src\\egraph.rs"),
            ("impl/src/intern.rs", "impl/src/intern.rs"),
            ("main.rs", "main.rs"),
        ] {
            assert_eq!(in_crate(file), name);
        }
    }
}
