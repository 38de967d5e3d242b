//! Input made to break the registry: large, nested, random. No panic, no time, no memory.

use crate::support::{Random, heap_index, type_section, unsigned, verdict};
use subtly_impl::{Config, ConstantHasher, Registry};

const MANY: u32 = 1_000_000;

/// Bytes that mean much in a type section.
const TELLING_BYTES: [u8; 7] = [0x4e, 0x4f, 0x50, 0x63, 0x64, 0x80, 0xff];

#[test]
fn a_million_types_in_a_group() {
    let mut content = vec![1, 0x4e];
    unsigned(MANY, &mut content);
    let small = content.clone();
    content.extend([0x5f, 0].repeat(MANY as usize));
    assert_eq!(verdict(&type_section(&content)), Ok(MANY as usize));
    // Each refers to the last, which is far ahead.
    let mut content = small;
    for _ in 0..MANY {
        content.extend([0x5e, 0x63]);
        heap_index(MANY - 1, &mut content);
        content.push(1);
    }
    assert_eq!(verdict(&type_section(&content)), Ok(MANY as usize));
}

#[test]
fn a_million_equal_groups() {
    let mut content = Vec::new();
    unsigned(MANY, &mut content);
    content.extend([0x5f, 0].repeat(MANY as usize));
    let registry = Registry::with_hasher(Config::default(), ConstantHasher);
    let module = registry.register_module(&type_section(&content)).expect("valid");
    assert_eq!((module.len(), registry.counts().types_live), (MANY as usize, 1));
    let mut content = Vec::new();
    unsigned(MANY, &mut content);
    content.extend([0x4e, 0].repeat(MANY as usize));
    assert_eq!(verdict(&type_section(&content)), Ok(0));
}

#[test]
fn many_deep_types() {
    // A chain of 63 types and many types at its end.
    let count = 100_000;
    let mut content = vec![1, 0x4e];
    unsigned(count, &mut content);
    content.extend([0x50, 0, 0x5f, 0]);
    for index in 1..count {
        content.extend([0x50, 1]);
        unsigned((index - 1).min(62), &mut content);
        content.extend([0x5f, 0]);
    }
    assert_eq!(verdict(&type_section(&content)), Ok(count as usize));
}

/// A module of a million groups that fails in the last leaves nothing behind, and soon.
#[test]
fn late_failures_are_undone() {
    let count = 200_000;
    let mut content = Vec::new();
    unsigned(count + 1, &mut content);
    content.extend([0x50, 0, 0x5f, 0]);
    for index in 1..count {
        content.extend([0x5e, 0x63]);
        heap_index(index - 1, &mut content);
        content.push(0);
    }
    content.extend([0x50, 1, 0, 0x60, 0, 0]);
    assert!(verdict(&type_section(&content)).is_err());
}

/// Bytes of good modules are changed, lost, repeated and moved.
#[test]
fn random_mutations() {
    let mut random = Random(11);
    let registry = Registry::default();
    let mut accepted = 0;
    for _ in 0..40_000 {
        let mut bytes = random.module();
        for _ in 0..=random.below(3) {
            let position = random.below(bytes.len().max(1) as u32) as usize;
            bytes.resize(bytes.len().max(1), 0);
            match random.below(6) {
                0 => bytes.truncate(position.max(1)),
                1 => _ = bytes.remove(position),
                2 => bytes.insert(position, random.below(256) as u8),
                3 => bytes[position] = TELLING_BYTES[random.below(7) as usize],
                4 => bytes[position] ^= 1 << random.below(8),
                _ => bytes[position] = random.below(256) as u8,
            }
            // Mutations inside the section are more telling if the section's size is right.
            if bytes.len() > 10 && random.below(2) == 0 {
                bytes = type_section(&bytes[10..]);
            }
        }
        match registry.register_module(&bytes) {
            Ok(module) => {
                accepted += 1;
                registry.release(module);
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        assert_eq!(registry.counts().types_live, 0);
    }
    assert!(accepted > 1_000, "{accepted}");
}

#[test]
fn random_bytes() {
    let mut random = Random(13);
    for _ in 0..20_000 {
        let length = random.below(40);
        let bytes: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
        assert!(length < 8 || verdict(&bytes).is_err());
        let _ = verdict(&type_section(&bytes));
    }
}
