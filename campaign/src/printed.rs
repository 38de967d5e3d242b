//! Modules as text, with the names that a program's types have.

use crate::layout;
use wasm_encoder::{Encode, NameMap, NameSection};
use wasmprinter::Config;

/// The module in the text format, if that says exactly these bytes.
///
/// Names such as `$a` are for the types, in order. Bytes that no text means, such as long forms of
/// numbers, and custom sections have no text here.
#[must_use]
pub(crate) fn text(bytes: &[u8], type_names: &[String]) -> Option<String> {
    let sections = layout::read(bytes);
    if sections.iter().any(|section| section.id == CUSTOM) || layout::write(&sections) != bytes {
        return None;
    }
    let text = wasmprinter::print_bytes(named(bytes, type_names)).ok()?;
    let mut parsed = layout::read(&wat::parse_str(&text).ok()?);
    parsed.retain(|section| section.id != CUSTOM);
    (parsed == sections).then_some(text)
}

/// The line that the text of a module has for the bytes at an offset.
#[must_use]
pub(crate) fn line_at(bytes: &[u8], type_names: &[String], offset: usize) -> Option<String> {
    let mut storage = String::new();
    let named = named(bytes, type_names);
    let mut lines = Config::new().offsets_and_lines(&named, &mut storage).ok()?;
    let line = lines.find_map(|(at, line)| (at == Some(offset as u64)).then_some(line))?;
    let line = line.split_once(";;").map_or(line, |(code, _)| code);
    Some(line.trim().to_string())
}

const CUSTOM: u8 = 0;

/// The module with a section that names its types.
fn named(bytes: &[u8], type_names: &[String]) -> Vec<u8> {
    let mut types = NameMap::new();
    for (index, name) in (0..).zip(type_names) {
        if let Some(name) = name.strip_prefix('$') {
            types.append(index, name);
        }
    }
    let mut names = NameSection::new();
    names.types(&types);
    let mut named = bytes.to_vec();
    named.push(CUSTOM);
    names.encode(&mut named);
    named
}

#[cfg(test)]
mod tests {
    use super::{line_at, text};

    const MODULE: &str = "(module (type (struct (field i32))) (func (param (ref 0)) (result i32) \
        local.get 0 struct.get 0 0))";

    #[test]
    fn text_says_the_same_bytes() {
        let bytes = wat::parse_str(MODULE).expect("the text is well-formed");
        let text = text(&bytes, &["$a".into(), "1".into()]).expect("the module has a text");
        assert!(text.contains("struct.get $a 0"), "{text}");
        let again = wat::parse_str(&text).expect("what is printed is well-formed");
        assert!(again.starts_with(&bytes), "{text}");
    }

    #[test]
    fn bytes_that_text_cannot_say_have_none() {
        let long = b"\0asm\x01\0\0\0\x01\x84\0\x01\x60\0\0";
        assert_eq!(text(long, &[]), None);
        let custom = b"\0asm\x01\0\0\0\0\x02\x01a";
        assert_eq!(text(custom, &[]), None);
        assert_eq!(text(b"\0asm\x01\0\0\0\x03\x02\x01", &[]), None);
    }

    #[test]
    fn a_line_is_found_by_its_offset() {
        let bytes = wat::parse_str(MODULE).expect("the text is well-formed");
        let offset = bytes.len() - 5;
        assert_eq!(line_at(&bytes, &["$a".into()], offset).as_deref(), Some("struct.get $a 0"));
        assert_eq!(line_at(&bytes, &[], 3), None);
    }
}
