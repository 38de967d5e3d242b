//! Expressions that make a value of a type.
//!
//! A type without values has none: `(ref none)`, or a structure that must contain itself. Others have an
//! expression as long as it stays small.

use crate::question::{AbstractHeap, Heap, Value};
use crate::section::{Composite, Field, HeapRef, Storage, TypeSection, Val};
use std::collections::BTreeSet;

/// The most values that one module makes, the parts of others included.
const VALUES_MAX: usize = 60;

/// Makes values in a module.
pub(super) struct Values<'a> {
    section: &'a TypeSection,
    names: &'a [String],
    /// Whether the expressions are to be constant.
    constant: bool,
    /// The function types of which there is to be a function.
    functions: BTreeSet<u32>,
    /// Whether there is to be a function of any type, and a tag.
    function: bool,
    tag: bool,
    /// The structures that are being made.
    open: Vec<u32>,
    left: usize,
}

impl<'a> Values<'a> {
    pub(super) fn new(section: &'a TypeSection, names: &'a [String], constant: bool) -> Self {
        Self {
            section,
            names,
            constant,
            functions: BTreeSet::new(),
            function: false,
            tag: false,
            open: Vec::new(),
            left: VALUES_MAX,
        }
    }

    /// What the module must define for the expressions that were made.
    pub(super) fn definitions(&self) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(self.tag.then(|| "(tag $thrown)".to_string()));
        let mut declared = Vec::new();
        for index in &self.functions {
            let name = &self.names[*index as usize];
            lines.push(format!("(func $f{index} (type {name}) (unreachable))"));
            declared.push(format!(" $f{index}"));
        }
        if self.function {
            lines.push("(func $f)".into());
            declared.push(" $f".into());
        }
        if !declared.is_empty() {
            lines.push(format!("(elem declare func{})", declared.concat()));
        }
        lines
    }

    /// A value of a type of a question, whose defined types are of this module.
    pub(super) fn value(&mut self, value: Value) -> Option<String> {
        let val = match value {
            Value::I32 => Val::I32,
            Value::I64 => Val::I64,
            Value::F32 => Val::F32,
            Value::F64 => Val::F64,
            Value::V128 => Val::V128,
            Value::Ref { nullable, heap } => {
                let heap = match heap {
                    Heap::Abstract(heap) => HeapRef::Abstract(heap),
                    Heap::Defined(ty) => HeapRef::Index(ty.index),
                };
                Val::Ref { nullable, heap }
            }
        };
        self.val(val)
    }

    /// A value of a value type: zero, null, or a reference that is made.
    pub(super) fn val(&mut self, val: Val) -> Option<String> {
        Some(match val {
            Val::I32 => "(i32.const 0)".into(),
            Val::I64 => "(i64.const 0)".into(),
            Val::F32 => "(f32.const 0)".into(),
            Val::F64 => "(f64.const 0)".into(),
            Val::V128 => "(v128.const i64x2 0 0)".into(),
            Val::Ref { nullable: true, heap: HeapRef::Abstract(heap) } => {
                format!("(ref.null {heap})")
            }
            Val::Ref { nullable: true, heap: HeapRef::Index(index) } => {
                format!("(ref.null {})", self.names.get(index as usize)?)
            }
            Val::Ref { nullable: false, heap: HeapRef::Abstract(heap) } => self.made(heap)?,
            Val::Ref { nullable: false, heap: HeapRef::Index(index) } => self.object(index)?,
        })
    }

    /// A reference of an abstract type that is not null.
    pub(super) fn made(&mut self, heap: AbstractHeap) -> Option<String> {
        use AbstractHeap as Abs;
        match heap {
            Abs::Any | Abs::Eq | Abs::I31 => Some("(ref.i31 (i32.const 0))".into()),
            Abs::Struct | Abs::Array => (0..self.section.len()).find_map(|index| {
                let is_of = self.section.get(index)?.composite.top() == heap;
                if is_of { self.object(index) } else { None }
            }),
            Abs::Func => {
                self.function = true;
                Some("(ref.func $f)".into())
            }
            Abs::Exn if !self.constant => {
                self.tag = true;
                let thrown = "(try_table (catch_all_ref $caught) (throw $thrown))";
                Some(format!("(block $caught (result (ref exn)) {thrown} (unreachable))"))
            }
            Abs::Exn => None,
            Abs::Extern => Some("(extern.convert_any (ref.i31 (i32.const 0)))".into()),
            Abs::None | Abs::NoFunc | Abs::NoExtern | Abs::NoExn => None,
        }
    }

    /// An object that is made at a defined type.
    pub(super) fn object(&mut self, index: u32) -> Option<String> {
        let ty = self.section.get(index)?;
        let name = self.names.get(index as usize)?;
        self.left = self.left.checked_sub(1)?;
        match &ty.composite {
            // Without elements any array can be made.
            Composite::Array(_) => Some(format!("(array.new_fixed {name} 0)")),
            Composite::Func { .. } => {
                self.functions.insert(index);
                Some(format!("(ref.func $f{index})"))
            }
            Composite::Struct(fields) if fields.iter().all(is_defaultable) => {
                Some(format!("(struct.new_default {name})"))
            }
            Composite::Struct(fields) => {
                if self.open.contains(&index) {
                    return None;
                }
                self.open.push(index);
                let fields: Option<Vec<String>> =
                    fields.iter().map(|field| self.val(unpacked(*field))).collect();
                self.open.pop();
                Some(format!("(struct.new {name} {})", fields?.join(" ")))
            }
        }
    }
}

fn unpacked(field: Field) -> Val {
    match field.storage {
        Storage::I8 | Storage::I16 => Val::I32,
        Storage::Val(val) => val,
    }
}

fn is_defaultable(field: &Field) -> bool {
    !matches!(field.storage, Storage::Val(Val::Ref { nullable: false, .. }))
}
