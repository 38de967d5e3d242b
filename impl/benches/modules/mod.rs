//! The modules that are measured.

fn unsigned(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn heap_index(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x40 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn module(groups: u32, content: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    unsigned(groups, &mut body);
    body.extend(content);
    let mut module = b"\0asm\x01\0\0\0\x01".to_vec();
    unsigned(body.len() as u32, &mut module);
    module.extend(body);
    module
}

/// Chains of structs of this depth; type `i` tells itself apart by its fields.
pub(crate) fn chains(depth: usize, types: usize) -> Vec<u8> {
    let mut content = Vec::new();
    for ty in 0..types {
        let (chain, above) = (ty / (depth + 1), ty % (depth + 1));
        content.push(0x50);
        if above == 0 {
            content.push(0);
        } else {
            content.push(1);
            unsigned(ty as u32 - 1, &mut content);
        }
        content.push(0x5f);
        // Twenty bits of the chain's number in mutabilities, and a field for each level.
        unsigned(20 + above as u32, &mut content);
        for bit in 0..20 {
            content.extend([0x7f, u8::from(chain >> bit & 1 == 1)]);
        }
        content.extend(std::iter::repeat_n([0x7e, 0], above).flatten());
    }
    module(types as u32, &content)
}

/// Types in groups of one size, each group `copies` times.
pub(crate) fn groups(types: usize, group: usize, copies: usize) -> Vec<u8> {
    let mut content = Vec::new();
    let count = types / group;
    let distinct = count.div_ceil(copies);
    for n in 0..count {
        let number = n % distinct;
        if group > 1 {
            content.push(0x4e);
            unsigned(group as u32, &mut content);
        }
        let first = n * group;
        for member in 0..group {
            content.extend([0x50, 0, 0x5f]);
            // The number of the group in mutabilities, and a reference to a sibling and to an early type.
            unsigned(12, &mut content);
            for bit in 0..10 {
                let code = [0x7f, 0x7e, 0x7d, 0x7c][number >> (2 * bit) & 3];
                content.extend([code, 0]);
            }
            content.extend([0x63]);
            heap_index((first + (member + 1) % group) as u32, &mut content);
            content.push(1);
            content.extend([0x64]);
            heap_index((number % (first / 2 + 1)).min(first) as u32, &mut content);
            content.push(0);
        }
    }
    module(count as u32, &content)
}
