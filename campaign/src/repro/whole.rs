//! Reproducers for `Valid`: the module as it is, and what is asserted of it.
//!
//! The module is written as text where the text says exactly its bytes, or else as bytes.

use super::validity::quoted;
use super::{Verdict, Writer};
use crate::printed;
use crate::question::ModuleId;
use subtly_model::ModuleVerdict;
use subtly_model::judgment::{Cause, Refutation};
use wasmparser::{Parser, Payload};

impl Writer<'_> {
    /// A module, or the assertion that it is invalid or malformed.
    pub(super) fn whole(&mut self, module: ModuleId, bytes: &[u8], verdict: Verdict) {
        let text = printed::text(bytes, self.names.of_module(module));
        let (kind, lines) = match text.as_deref().and_then(contents) {
            Some(lines) if !verdict.malformed => ("", lines),
            _ => (" binary", vec![quoted(bytes)]),
        };
        let head = format!("(module $m{}{kind}", module.0);
        if verdict.holds {
            // What is asserted is that it is valid, not that it can be instantiated.
            let definition = if instantiates(bytes) { "" } else { "definition " };
            self.write(&head.replacen("$m", &format!("{definition}$m"), 1), &lines, ")");
        } else if verdict.malformed {
            self.write(&format!("(assert_malformed {head}"), &lines, ")\n  \"malformed\")");
        } else {
            let message = match self.session.whole(module) {
                Some(ModuleVerdict::Invalid { refutation, .. }) => message(refutation),
                _ => verdict.message,
            };
            let close = format!(")\n  \"{message}\")");
            self.write(&format!("(assert_invalid {head}"), &lines, &close);
        }
    }
}

/// Whether a valid module certainly has an instance: nothing is imported, and nothing runs.
fn instantiates(bytes: &[u8]) -> bool {
    Parser::new(0).parse_all(bytes).all(|payload| match payload {
        Ok(Payload::ImportSection(imports)) => imports.count() == 0,
        Ok(Payload::ElementSection(segments)) => segments.count() == 0,
        Ok(Payload::DataSection(segments)) => segments.count() == 0,
        Ok(Payload::StartSection { .. }) => false,
        _ => true,
    })
}

/// The lines between the first and the last of a printed module, less indented.
fn contents(text: &str) -> Option<Vec<String>> {
    if text.trim() == "(module)" {
        return Some(Vec::new());
    }
    let inner = text.trim_end().strip_prefix("(module\n")?.strip_suffix("\n)")?;
    Some(inner.lines().map(|line| line.strip_prefix("  ").unwrap_or(line).into()).collect())
}

/// The words that the official tests have for such a refusal, as far as there are some.
fn message(refutation: &Refutation) -> &'static str {
    const BY_PREMISE: [(&str, &str); 19] = [
        ("C.LOCALS", "unknown local"),
        ("C.FUNCS", "unknown function"),
        ("C.TABLES", "unknown table"),
        ("C.MEMS", "unknown memory"),
        ("C.GLOBALS[x] = MUT", "immutable global"),
        ("C.GLOBALS", "unknown global"),
        ("C.TAGS", "unknown tag"),
        ("C.DATAS", "unknown data segment"),
        ("C.ELEMS[y] = ", "unknown elem segment"),
        ("C.ELEMS[x] = ", "unknown elem segment"),
        ("C.LABELS[l] = ", "unknown label"),
        ("C.TYPES[x] = ", "unknown type"),
        ("C.REFS", "undeclared function reference"),
        ("ft*[i] = MUT", "immutable field"),
        ("ft*[i] = ", "unknown field"),
        ("(n <= m <= k)?", "size minimum must not be greater than maximum"),
        ("i < 128/N", "invalid lane index"),
        ("disjoint", "duplicate export name"),
        ("CONST", "constant expression required"),
    ];
    let premise = last_premise(refutation);
    let found = BY_PREMISE.iter().find(|(part, _)| premise.contains(part));
    found.map_or("type mismatch", |(_, message)| message)
}

/// The premise that failed itself, not by another judgment.
fn last_premise(refutation: &Refutation) -> &'static str {
    let Some(attempt) = refutation.attempts.last() else { return "" };
    match &attempt.failure.cause {
        Cause::Refuted(inner) if !inner.attempts.is_empty() => last_premise(inner),
        _ => attempt.failure.premise,
    }
}
