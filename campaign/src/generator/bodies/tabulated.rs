//! The types of numeric, vector and memory instructions, read off their names.

use super::operators::Operator;
use crate::section::Val;

/// The operands of an instruction and its results.
pub(super) type Types = (Vec<Val>, Vec<Val>);

/// The types of a tabulated instruction; `address` is the type of addresses of its memory.
pub(super) fn types(operator: Operator, address: Val) -> Types {
    let name = operator.name;
    let (operands, results) = operator.arity.unwrap_or_default();
    let result = prefix(name).unwrap_or(Val::I32);
    let is = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if is(&["Load", "Store"]) {
        let lane = is(&["Lane"]);
        let value = (lane || is(&["Store"])).then_some(result);
        let stored = std::iter::once(address).chain(value).collect();
        return (stored, vec![result; results]);
    }
    let Some(lane) = lane(name) else {
        // A scalar instruction, or one of V128.
        if result == Val::V128 {
            let result = if is(&["AnyTrue"]) { Val::I32 } else { Val::V128 };
            return (vec![Val::V128; operands], vec![result; results]);
        }
        let operand = second(name).unwrap_or(result);
        let tests = ["Eqz", "Eq", "Ne", "Lt", "Gt", "Le", "Ge"];
        // `Nearest` and `Neg` are no tests.
        let compares = tests.iter().any(|test| {
            let rest = &name[3..];
            rest.strip_prefix(test).is_some_and(|rest| matches!(rest, "" | "S" | "U"))
        });
        let result = if compares { Val::I32 } else { result };
        return (vec![operand; operands], vec![result; results]);
    };
    if is(&["ExtractLane"]) {
        (vec![Val::V128], vec![lane])
    } else if is(&["ReplaceLane"]) {
        (vec![Val::V128, lane], vec![Val::V128])
    } else if name.ends_with("Splat") {
        (vec![lane], vec![Val::V128])
    } else if name.ends_with("Shl") || name.ends_with("ShrS") || name.ends_with("ShrU") {
        (vec![Val::V128, Val::I32], vec![Val::V128])
    } else if is(&["AllTrue", "Bitmask"]) {
        (vec![Val::V128], vec![Val::I32])
    } else {
        (vec![Val::V128; operands], vec![Val::V128; results])
    }
}

/// The largest exponent of alignment: the width of the access in bytes is two to that power.
pub(super) fn align_max(name: &str) -> u32 {
    let access = name.find("Load").or_else(|| name.find("Store"));
    let rest = access.map_or("", |at| &name[at..]).trim_start_matches(char::is_alphabetic);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let vectorized = rest[digits.len()..].starts_with('x');
    match digits.parse::<u32>() {
        // `Load8x8S` reads eight bytes, as its likes do.
        Ok(_) if vectorized => 3,
        Ok(bits) => (bits / 8).max(1).ilog2(),
        Err(_) => match prefix(name) {
            Some(Val::I64 | Val::F64) => 3,
            Some(Val::V128) => 4,
            _ => 2,
        },
    }
}

/// The number of lanes that a lane immediate counts.
pub(super) fn lanes(name: &str) -> u32 {
    match name {
        _ if name.starts_with("V128") => 16 >> align_max(name),
        _ if name.starts_with("I8x16") => 16,
        _ if name.starts_with("I16x8") => 8,
        _ if name.starts_with("I32x4") || name.starts_with("F32x4") => 4,
        _ => 2,
    }
}

fn prefix(name: &str) -> Option<Val> {
    Some(match name.get(..3)? {
        "I32" => Val::I32,
        "I64" => Val::I64,
        "F32" => Val::F32,
        "F64" => Val::F64,
        "V12" => Val::V128,
        _ => return None,
    })
}

/// The scalar that fills a lane, for instructions named after the shape of their lanes.
fn lane(name: &str) -> Option<Val> {
    let shapes = [
        ("I8x16", Val::I32),
        ("I16x8", Val::I32),
        ("I32x4", Val::I32),
        ("I64x2", Val::I64),
        ("F32x4", Val::F32),
        ("F64x2", Val::F64),
    ];
    shapes.into_iter().find(|(shape, _)| name.starts_with(shape)).map(|(_, lane)| lane)
}

/// The operand type of a conversion: `I32WrapI64` takes an `i64`.
fn second(name: &str) -> Option<Val> {
    let rest = name.get(3..)?;
    let types = [("I32", Val::I32), ("I64", Val::I64), ("F32", Val::F32), ("F64", Val::F64)];
    types.into_iter().find(|(ty, _)| rest.contains(ty)).map(|(_, ty)| ty)
}
