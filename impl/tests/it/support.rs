//! What the tests share: modules from text and from bytes, and small questions about them.

use std::hash::BuildHasher;
use subtly_impl::{
    CanonicalIndex, Config, ConstantHasher, Error, InvalidReason, ModuleTypeIndex, ModuleTypes,
    Registry,
};

/// The bytes of a module with these type definitions.
pub(crate) fn wasm(types: &str) -> Vec<u8> {
    wat::parse_str(format!("(module {types})")).expect("the test's own text")
}

/// A module with these bytes as its type section, whose size is right.
pub(crate) fn type_section(content: &[u8]) -> Vec<u8> {
    let mut module = b"\0asm\x01\0\0\0\x01".to_vec();
    unsigned(content.len() as u32, &mut module);
    module.extend(content);
    module
}

/// Appends the shortest form of an unsigned integer.
pub(crate) fn unsigned(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Appends the shortest form of a type index as a heap type, which is a signed integer.
pub(crate) fn heap_index(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x40 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The verdict on a module, in a registry of its own that must be empty after a failure.
pub(crate) fn verdict(bytes: &[u8]) -> Result<usize, Error> {
    verdict_with(Config::default(), bytes)
}

pub(crate) fn verdict_with(config: Config, bytes: &[u8]) -> Result<usize, Error> {
    let registry = Registry::new(config);
    let result = registry.register_module(bytes);
    if result.is_err() {
        assert_eq!((registry.counts().groups_live, registry.counts().types_live), (0, 0));
    }
    let module = result?;
    let types = module.len();
    registry.release(module);
    assert_eq!((registry.counts().groups_live, registry.counts().types_live), (0, 0));
    Ok(types)
}

/// The reason for which these types are invalid, and the index of the type.
pub(crate) fn invalid(types: &str) -> (u32, InvalidReason) {
    match verdict(&wasm(types)) {
        Err(Error::Invalid { type_index, reason, .. }) => (type_index.get(), reason),
        other => panic!("{types}: {other:?}"),
    }
}

pub(crate) fn assert_valid(types: &str) {
    if let Err(error) = verdict(&wasm(types)) {
        panic!("{types}: {error}");
    }
}

/// A module registered alone in a registry.
pub(crate) fn register(types: &str) -> (Registry, ModuleTypes) {
    let registry = Registry::default();
    let module = add(&registry, types);
    (registry, module)
}

pub(crate) fn add<S: BuildHasher>(registry: &Registry<S>, types: &str) -> ModuleTypes {
    registry.register_module(&wasm(types)).unwrap_or_else(|error| panic!("{types}: {error}"))
}

/// The canonical index of a type that the module must have.
pub(crate) fn at(module: &ModuleTypes, index: u32) -> CanonicalIndex {
    module.get(ModuleTypeIndex::new(index)).expect("the module has the type")
}

/// For each type the first type of the module that is the same. Both hashers must agree.
pub(crate) fn partition(types: &str) -> Vec<usize> {
    let bytes = wasm(types);
    let good = partition_with(&Registry::default(), &bytes);
    let constant = Registry::with_hasher(Config::default(), ConstantHasher);
    assert_eq!(good, partition_with(&constant, &bytes));
    good.unwrap_or_else(|error| panic!("{types}: {error}"))
}

/// For each type the first type of the module that is the same.
pub(crate) fn partition_with<S: BuildHasher>(
    registry: &Registry<S>,
    bytes: &[u8],
) -> Result<Vec<usize>, Error> {
    let module = registry.register_module(bytes)?;
    let types = module.as_slice();
    let first = |index| types.iter().position(|other| other == index).expect("it is there");
    let partition = types.iter().map(first).collect();
    registry.release(module);
    Ok(partition)
}

/// A small generator of random numbers; the tests need no better one.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 16) % u64::from(bound)) as u32
    }

    /// A module of few small groups, often valid, full of near misses and repetitions.
    pub(crate) fn module(&mut self) -> Vec<u8> {
        let mut content = Vec::new();
        let groups = 1 + self.below(6);
        unsigned(groups, &mut content);
        let mut first = 0;
        let mut start = content.len();
        let mut count = 0;
        for _ in 0..groups {
            // A third of the groups repeat the bytes of the one before. They are equal to it unless
            // they refer to it, which makes them near misses.
            if self.below(3) == 0 && count != 0 {
                let group = content[start..].to_vec();
                start = content.len();
                content.extend(group);
                first += count;
                continue;
            }
            start = content.len();
            count = [1, 1, 1, 0, 2, 3][self.below(6) as usize];
            if count != 1 {
                content.extend([0x4e, count as u8]);
            }
            for member in 0..count {
                self.sub_type(first + member, first + count, &mut content);
            }
            first += count;
        }
        type_section(&content)
    }

    fn sub_type(&mut self, own: u32, end: u32, bytes: &mut Vec<u8>) {
        match self.below(4) {
            0 => {}
            1 => bytes.extend([0x50, 0]),
            2 if own > 0 => {
                let bound = if self.below(8) == 0 { end } else { own };
                bytes.extend([0x50, 1, self.below(bound) as u8]);
            }
            _ => bytes.extend([0x4f, 0]),
        }
        match self.below(4) {
            0 => {
                bytes.push(0x5e);
                self.field(end, bytes);
            }
            1 => {
                bytes.extend([0x60, 1]);
                self.value(end, bytes);
                bytes.push(1);
                self.value(end, bytes);
            }
            _ => {
                let fields = self.below(3);
                bytes.extend([0x5f, fields as u8]);
                for _ in 0..fields {
                    self.field(end, bytes);
                }
            }
        }
    }

    fn field(&mut self, end: u32, bytes: &mut Vec<u8>) {
        match self.below(5) {
            0 => bytes.push(0x77 + self.below(2) as u8),
            _ => self.value(end, bytes),
        }
        bytes.push(self.below(2) as u8);
    }

    fn value(&mut self, end: u32, bytes: &mut Vec<u8>) {
        match self.below(6) {
            0 => bytes.push(0x7f),
            1 => bytes.push([0x6b, 0x6d, 0x71][self.below(3) as usize]),
            _ => {
                bytes.push(0x63 + self.below(2) as u8);
                heap_index(self.below(end), bytes);
            }
        }
    }
}
