//! Hostile bytes: no decoder panics, hangs or takes more than its input is worth, and all of them say the
//! same about it.
//!
//! Why the work is bounded: every list is read element by element, or refused because its count exceeds the
//! bytes that are left, so nothing is reserved on the word of a count. Types do not nest in the binary
//! format. What the implementation keeps is linear in the bytes, times the limit on supertype depth for
//! displays. The model takes on no more than 1,000 types a module and a fixed number of steps.

use std::fmt;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;
use subtly::answer::Answer;
use subtly::choices::{Choices, RandomChoices};
use subtly::generator;
use subtly::oracle::answer;
use subtly::oracles::Wasmparser;
use subtly::program::{Program, Step};
use subtly::question::{Batch, ModuleId};
use subtly::section::TypeSection;
use subtly_impl::{Error, Registry};
use subtly_model::{Model, TypesVerdict};

/// The number of mutated modules.
const MUTANTS: u64 = 20_000;

/// Where every mutant comes from.
const SEED: u64 = 3;

/// A decoder that takes longer over one input hangs. In a debug build on a busy machine the longest takes
/// some seconds.
const PATIENCE: Duration = Duration::from_secs(60);

const MILLION: u32 = 1_000_000;

/// What a decoder says of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Valid,
    Invalid,
    Malformed,
    Limit,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Malformed => "malformed",
            Self::Limit => "limit",
        })
    }
}

/// Modules that were changed, shortened, lengthened and crossed.
#[test]
fn mutants() {
    let mut counts = [0_u64; 4];
    for n in 0..MUTANTS {
        let bytes = mutant(n);
        let (model, implementation) = (model(&bytes), implementation(&bytes));
        counts[model as usize] += 1;
        if model != Verdict::Limit && implementation != Verdict::Limit {
            assert_eq!(model, implementation, "mutant {n}: {bytes:02x?}");
        }
        let expected = match wasmparser(&bytes) {
            Answer::Yes => [Verdict::Valid, Verdict::Limit].as_slice(),
            Answer::No => &[Verdict::Invalid, Verdict::Malformed, Verdict::Limit],
            Answer::Limit => continue,
            other => panic!("wasmparser: {other}, mutant {n}: {bytes:02x?}"),
        };
        assert!(expected.contains(&model), "the model: {model}, mutant {n}: {bytes:02x?}");
        assert!(
            expected.contains(&implementation),
            "the implementation: {implementation}, mutant {n}: {bytes:02x?}"
        );
    }
    let [valid, invalid, malformed, _] = counts;
    println!("{valid} valid, {invalid} invalid, {malformed} malformed");
    assert!(valid > MUTANTS / 50);
    assert!(invalid > MUTANTS / 50);
    assert!(malformed > MUTANTS / 50);
}

/// A generated module with a mutation, or some.
fn mutant(n: u64) -> Vec<u8> {
    let mut choices = RandomChoices::for_case(SEED, n);
    let mut bytes = generated(&mut choices);
    // The types alone, so that most mutations meet one. The section's length is then set right.
    let framed = choices.chance(3, 4);
    if framed {
        bytes = content(&bytes);
    }
    mutate(&mut bytes, &mut choices);
    while choices.chance(1, 3) {
        mutate(&mut bytes, &mut choices);
    }
    if framed { module(&bytes) } else { bytes }
}

fn generated(choices: &mut dyn Choices) -> Vec<u8> {
    let generator = generator::ALL[choices.index(generator::ALL.len())];
    let program = generator.generate(choices);
    program.modules().next().expect("a program has a module").to_vec()
}

fn content(bytes: &[u8]) -> Vec<u8> {
    TypeSection::decode(bytes).unwrap_or_default().encode_content()
}

fn mutate(bytes: &mut Vec<u8>, choices: &mut dyn Choices) {
    /// Bytes that mean much in a type section.
    const TELLING: [u8; 12] =
        [0x00, 0x01, 0x4e, 0x4f, 0x50, 0x5e, 0x5f, 0x60, 0x63, 0x64, 0x80, 0xff];
    if bytes.is_empty() {
        bytes.push(0);
    }
    let at = choices.index(bytes.len());
    // Most mutations keep the length, because most that do not leave the grammar.
    match choices.weighted(&[3, 2, 3, 6, 1, 1, 1, 2]) {
        0 => bytes[at] ^= 1 << choices.choose(8),
        1 => bytes[at] = choices.choose(256) as u8,
        2 => bytes[at] = TELLING[choices.index(TELLING.len())],
        3 => bytes[at] = bytes[choices.index(bytes.len())],
        4 => bytes.insert(at, TELLING[choices.index(TELLING.len())]),
        5 => _ = bytes.remove(at),
        6 => bytes.truncate(at),
        _ => {
            // A stretch of another module is put in place of one of its own.
            let other = content(&generated(choices));
            let from = choices.index(other.len());
            let to = other.len().min(from + choices.between(1, 16) as usize);
            let end = bytes.len().min(at + choices.choose(16) as usize);
            bytes.splice(at..end, other[from..to].iter().copied());
        }
    }
}

/// Inputs made by hand, as the content of a type section, and what the model, the implementation and
/// wasmparser say of each.
#[test]
fn made_by_hand() {
    let huge = "ff ff ff ff 0f";
    let inputs = [
        ("a million types in a group", many("01 4e", MILLION, "5f 00"), "limit, valid, yes"),
        ("a million empty groups", many("", MILLION, "4e 00"), "limit, valid, yes"),
        ("a thousand empty groups", many("", 1_000, "4e 00"), "valid, valid, yes"),
        ("a million fields", many("01 5f", MILLION, "7f 00"), "valid, limit, limit"),
        ("100,000 results", many("01 60 00", 100_000, "7f"), "valid, limit, limit"),
        (
            "100,000 parameters",
            [many("01 60", 100_000, "7f"), hex("00")].concat(),
            "valid, limit, limit",
        ),
        (
            "a million supertypes",
            [many("01 50", MILLION, "00"), hex("5f 00")].concat(),
            "invalid, invalid, limit",
        ),
        ("2^32-1 groups", hex(&format!("{huge} 5f 00")), "malformed, malformed, limit"),
        ("2^32-1 types", hex(&format!("01 4e {huge} 5f 00")), "malformed, malformed, limit"),
        ("2^32-1 supertypes", hex(&format!("01 50 {huge} 5f 00")), "malformed, malformed, limit"),
        ("2^32-1 fields", hex(&format!("01 5f {huge} 7f 00")), "malformed, malformed, limit"),
        ("2^32-1 parameters", hex(&format!("01 60 {huge} 7f 00")), "malformed, malformed, limit"),
        ("2^32-1 results", hex(&format!("01 60 00 {huge} 7f")), "malformed, malformed, limit"),
        ("a chain of 63 supertypes", chain(63), "valid, valid, yes"),
        ("a chain of 64 supertypes", chain(64), "valid, limit, limit"),
        ("a chain of 100,000 supertypes", chain(100_000), "limit, limit, limit"),
        ("a type is its own supertype", hex("01 50 01 00 5f 00"), "invalid, invalid, no"),
        (
            "the supertype comes later",
            hex("01 4e 02 50 01 01 5f 00 50 00 5f 00"),
            "invalid, invalid, no",
        ),
        (
            "supertypes in a circle",
            hex("01 4e 02 50 01 01 5f 00 50 01 00 5f 00"),
            "invalid, invalid, no",
        ),
        (
            "the supertype is in a later group",
            hex("02 50 01 01 5f 00 50 00 5f 00"),
            "invalid, invalid, no",
        ),
        ("the first index past the end", hex("01 5e 63 01 00"), "invalid, invalid, no"),
        ("the largest index", hex("01 5e 63 ff ff ff ff 0f 00"), "invalid, invalid, limit"),
        (
            "the largest supertype",
            hex(&format!("01 50 01 {huge} 5f 00")),
            "invalid, invalid, limit",
        ),
        ("a negative index", hex("01 5e 63 80 80 80 80 70 00"), "malformed, malformed, no"),
        ("a count in five bytes", hex("81 80 80 80 00 5f 00"), "valid, valid, yes"),
        ("a count in six bytes", hex("81 80 80 80 80 00 5f 00"), "malformed, malformed, no"),
        ("a count of 33 bits", hex("81 80 80 80 10 5f 00"), "malformed, malformed, no"),
        (
            "groups in groups",
            hex(&format!("01 {}", "4e 01 ".repeat(1_000_000))),
            "malformed, malformed, no",
        ),
        (
            "subtypes in subtypes",
            hex(&format!("01 {}", "50 00 ".repeat(1_000_000))),
            "malformed, malformed, no",
        ),
        ("a byte after the types", hex("01 5f 00 00"), "malformed, malformed, no"),
        ("nothing where a count is due", hex(""), "malformed, malformed, no"),
    ];
    for (what, content, expected) in inputs {
        let bytes: Arc<[u8]> = module(&content).into();
        let said = [
            in_time(what, &bytes, |bytes| model(bytes).to_string()),
            in_time(what, &bytes, |bytes| implementation(bytes).to_string()),
            in_time(what, &bytes, |bytes| wasmparser(bytes).to_string()),
        ];
        assert_eq!(said.join(", "), expected, "{what}");
    }
}

/// What a decoder says, if it says it within [`PATIENCE`].
fn in_time(what: &str, bytes: &Arc<[u8]>, ask: fn(&[u8]) -> String) -> String {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.clone();
    thread::spawn(move || sender.send(ask(&bytes)));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("{what}: {error}"))
}

/// What the model says; its offsets are in the module.
fn model(bytes: &[u8]) -> Verdict {
    match Model::new().define(bytes) {
        TypesVerdict::Valid { .. } => Verdict::Valid,
        TypesVerdict::Malformed(malformed) => {
            assert!(malformed.offset <= bytes.len(), "{malformed:?}");
            Verdict::Malformed
        }
        TypesVerdict::Invalid { offsets, .. } => {
            assert!(offsets.iter().all(|offset| *offset < bytes.len()));
            Verdict::Invalid
        }
        TypesVerdict::Limit(_) => Verdict::Limit,
    }
}

/// What the implementation says; its offsets are in the module, and what it refused leaves nothing behind.
fn implementation(bytes: &[u8]) -> Verdict {
    let registry = Registry::default();
    let (verdict, offset) = match registry.register_module(bytes) {
        Ok(_) => return Verdict::Valid,
        Err(Error::Malformed { offset, .. }) => (Verdict::Malformed, offset),
        Err(Error::Invalid { offset, .. }) => (Verdict::Invalid, offset),
        Err(Error::Limit { offset, .. }) => (Verdict::Limit, offset),
    };
    assert!(offset <= bytes.len(), "offset {offset} of {}", bytes.len());
    assert_eq!(registry.counts().types_live, 0);
    verdict
}

/// What wasmparser says, as an oracle.
fn wasmparser(bytes: &[u8]) -> Answer {
    let question = Batch::ValidTypes(ModuleId(0));
    let program = Program { steps: vec![Step::Define(bytes.into()), Step::Ask(question)] };
    answer(&Wasmparser, &program)[0]
}

/// A root type and `length` types, each a subtype of the one before it.
fn chain(length: u32) -> Vec<u8> {
    let mut content = unsigned(length + 1);
    content.extend([0x50, 0, 0x5f, 0]);
    for supertype in 0..length {
        content.extend([0x50, 1]);
        content.extend(unsigned(supertype));
        content.extend([0x5f, 0]);
    }
    content
}

/// A module with a type section of this content.
fn module(content: &[u8]) -> Vec<u8> {
    let size = unsigned(u32::try_from(content.len()).expect("a small section"));
    [b"\0asm\x01\0\0\0\x01", size.as_slice(), content].concat()
}

/// A prefix, a count, and so many times the same.
fn many(prefix: &str, count: u32, unit: &str) -> Vec<u8> {
    [hex(prefix), unsigned(count), hex(unit).repeat(count as usize)].concat()
}

/// Bytes written in hexadecimal digits.
fn hex(text: &str) -> Vec<u8> {
    let byte = |digits| u8::from_str_radix(digits, 16).expect("two hexadecimal digits");
    text.split_whitespace().map(byte).collect()
}

/// A number as unsigned LEB128.
fn unsigned(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
