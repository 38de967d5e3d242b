//! `subtly oracles`

use super::{Verdict, print};
use crate::oracles::{NAMES, by_name};
use crate::question::Kind;

#[allow(clippy::unnecessary_wraps)] // All commands have the same result.
pub(super) fn run() -> Result<Verdict, String> {
    for name in NAMES {
        let oracle = by_name(name, None).expect("a listed oracle has a name");
        let identity = oracle.identity();
        let kinds: Vec<_> = Kind::ALL
            .iter()
            .filter(|kind| oracle.answers(**kind))
            .map(|kind| kind.name())
            .collect();
        print(&format!(
            "{:<12}{:<9}{:<37}{}",
            identity.name,
            identity.version,
            identity.profile,
            kinds.join(" ")
        ));
    }
    Ok(Verdict::Agreement)
}
