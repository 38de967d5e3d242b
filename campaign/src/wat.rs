//! Type sections in the text format.

use crate::section::{Composite, Field, Group, HeapRef, Storage, SubType, TypeSection, Val};
use std::fmt::Write;

/// The lines of a type section; `names` has a name, with its `$`, for each type.
#[must_use]
pub fn type_lines(section: &TypeSection, names: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut first = 0;
    for group in &section.groups {
        group_lines(group, first, names, &mut lines);
        first += group.types.len();
    }
    lines
}

fn group_lines(group: &Group, first: usize, names: &[String], lines: &mut Vec<String>) {
    let types = group.types.iter().zip(first..).map(|(ty, index)| {
        let name = names.get(index).map_or_else(String::new, |name| format!("{name} "));
        format!("(type {name}{})", subtype(ty, names))
    });
    match (group.explicit, group.types.len()) {
        (_, 0) => lines.push("(rec)".into()),
        (false, 1) => lines.extend(types),
        _ => {
            lines.push("(rec".into());
            lines.extend(types.map(|line| format!("  {line}")));
            lines.last_mut().expect("a line was pushed").push(')');
        }
    }
}

fn subtype(ty: &SubType, names: &[String]) -> String {
    let composite = composite(&ty.composite, names);
    if ty.is_final && ty.supertypes.is_empty() && !ty.spelled_out {
        return composite;
    }
    let mut text = String::from(if ty.is_final { "(sub final " } else { "(sub " });
    for sup in &ty.supertypes {
        write!(text, "{} ", index(*sup, names)).expect("a string takes text");
    }
    text + &composite + ")"
}

fn composite(composite: &Composite, names: &[String]) -> String {
    let list = |keyword, types: &[Val]| match types {
        [] => String::new(),
        types => {
            let types: Vec<_> = types.iter().map(|ty| val(*ty, names)).collect();
            format!(" ({keyword} {})", types.join(" "))
        }
    };
    match composite {
        Composite::Struct(fields) => {
            let fields = fields.iter().map(|ty| format!(" (field {})", field(*ty, names)));
            format!("(struct{})", fields.collect::<String>())
        }
        Composite::Array(element) => format!("(array {})", field(*element, names)),
        Composite::Func { params, results } => {
            format!("(func{}{})", list("param", params), list("result", results))
        }
    }
}

fn field(field: Field, names: &[String]) -> String {
    let storage = match field.storage {
        Storage::I8 => "i8".into(),
        Storage::I16 => "i16".into(),
        Storage::Val(ty) => val(ty, names),
    };
    if field.mutable { format!("(mut {storage})") } else { storage }
}

fn val(ty: Val, names: &[String]) -> String {
    match ty {
        Val::I32 => "i32".into(),
        Val::I64 => "i64".into(),
        Val::F32 => "f32".into(),
        Val::F64 => "f64".into(),
        Val::V128 => "v128".into(),
        Val::Ref { nullable, heap } => {
            let heap = match heap {
                HeapRef::Abstract(heap) => heap.keyword().into(),
                HeapRef::Index(sup) => index(sup, names),
            };
            format!("(ref {}{heap})", if nullable { "null " } else { "" })
        }
    }
}

fn index(index: u32, names: &[String]) -> String {
    names.get(index as usize).cloned().unwrap_or_else(|| index.to_string())
}
