//! Modules that are valid or refused as they are.

use super::{Verdict, Writer};
use crate::answer::Answer;
use crate::question::ModuleId;
use crate::section_reader::up_to_types;
use std::fmt::Write;
use subtly_model::TypesVerdict;

impl Writer<'_> {
    /// A module that is there for what it does to an engine's registry, valid or not.
    pub(super) fn mere(&mut self, module: ModuleId, bytes: &[u8]) {
        let verdict = match self.session.verdicts().get(module.0 as usize) {
            Some(TypesVerdict::Malformed(_)) => Verdict::new(Answer::No, "binary grammar"),
            Some(TypesVerdict::Invalid { .. }) => Verdict::new(Answer::No, ""),
            _ => Verdict::new(Answer::Yes, ""),
        };
        self.validity(module, bytes, verdict);
    }

    /// A module that is valid, or is asserted to be refused.
    pub(super) fn validity(&mut self, module: ModuleId, bytes: &[u8], verdict: Verdict) {
        let lines = self.body(Some(module), &[]);
        let text = format!("(module {})", lines.join(" "));
        // Text says it if it means the same bytes: an encoding that text does not choose is a point itself.
        let says_it = wat::parse_str(&text)
            .is_ok_and(|written| up_to_types(&written).ok() == up_to_types(bytes).ok());
        let (lines, kind) = if says_it { (lines, "") } else { (vec![quoted(bytes)], " binary") };
        let (m, message) = (module.0, verdict.message);
        match verdict {
            Verdict { holds: true, .. } => self.write(&format!("(module $m{m}{kind}"), &lines, ")"),
            Verdict { malformed: true, .. } => {
                let close = ")\n  \"malformed\")";
                self.write(
                    &format!("(assert_malformed (module $m{m} binary"),
                    &[quoted(bytes)],
                    close,
                );
            }
            Verdict { .. } => {
                let close = format!(")\n  \"{message}\")");
                self.write(&format!("(assert_invalid (module $m{m}{kind}"), &lines, &close);
            }
        }
    }
}

/// Bytes as a string of the text format.
pub(super) fn quoted(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b'_' | b'-' => {
                text.push(char::from(*byte));
            }
            _ => write!(text, "\\{byte:02x}").expect("a string takes text"),
        }
    }
    text + "\""
}
