//! Casts: a module makes the value and tests it.

use super::Writer;
use super::types::reference;
use super::values::Values;
use crate::question::{AbstractHeap, Dynamic, Heap, ModuleId, Reference, TypeRef, Value};

/// A value, as a function makes it.
struct Operand {
    /// The parameters of the function.
    params: &'static str,
    /// The arguments with which the script calls it.
    arguments: &'static str,
    /// The expression.
    expression: String,
}

impl Writer<'_> {
    pub(super) fn cast_within(
        &mut self,
        module: ModuleId,
        dynamic: Dynamic,
        target: Reference,
        holds: bool,
    ) {
        let mut values = Values::new(self.section(module), self.names.of_module(module), false);
        let Some(Operand { params, arguments, expression }) =
            self.operand(dynamic, self.top(target.heap), &mut values)
        else {
            // The value, as its own type says, is returned at the target: valid if it belongs to it.
            return self.subtype_within(module, least(dynamic), target.into(), holds);
        };
        let mut lines = values.definitions();
        let target = self.names.value(target.into());
        lines.push(format!(
            "(func (export \"test\"){params} (result i32)\n    (ref.test {target} {expression}))"
        ));
        self.module(module, &lines);
        self.assert_test(arguments, holds);
    }

    /// The object of one module is tested by another.
    pub(super) fn cast_between(&mut self, dynamic: Dynamic, target: Reference, holds: bool) {
        let (Some(from), Some(to)) = (dynamic.defined(), target.heap.defined()) else { return };
        let top = self.top(target.heap);
        let names = self.names.of_module(from.module);
        let mut values = Values::new(self.section(from.module), names, false);
        let Some(Operand { expression, .. }) = self.operand(dynamic, top, &mut values) else {
            return self.subtype_between(least(dynamic), target.into(), holds);
        };
        let mut exporter = values.definitions();
        let made = format!("(func (export \"make\") (result (ref null {top}))");
        exporter.push(format!("{made}\n    {expression})"));
        self.module(from.module, &exporter);
        self.register(&format!("$m{}", from.module.0));
        let target = self.names.value(target.into());
        let importer = [
            format!("(import \"m\" \"make\" (func $make (result (ref null {top}))))"),
            format!("(func (export \"test\") (result i32)\n    (ref.test {target} (call $make)))"),
        ];
        self.module(to.module, &importer);
        self.assert_test("", holds);
    }

    /// The value; `None` if there is none, or `ref.test` of it at a type below `top` is not valid.
    fn operand(
        &self,
        dynamic: Dynamic,
        top: AbstractHeap,
        values: &mut Values<'_>,
    ) -> Option<Operand> {
        let own_top = match dynamic {
            Dynamic::Null => top,
            Dynamic::I31 | Dynamic::Host => AbstractHeap::Any,
            Dynamic::Object(ty) => self.top(Heap::Defined(ty)),
            Dynamic::Exn => AbstractHeap::Exn,
            Dynamic::Extern => AbstractHeap::Extern,
        };
        if own_top != top {
            return None;
        }
        let of_host = |expression: &str| Operand {
            params: " (param externref)",
            arguments: " (ref.extern 1)",
            expression: expression.into(),
        };
        let expression = match dynamic {
            Dynamic::Null => format!("(ref.null {})", bottom(top)),
            Dynamic::I31 => values.made(AbstractHeap::I31)?,
            Dynamic::Object(TypeRef { index, .. }) => values.object(index)?,
            Dynamic::Exn => values.made(AbstractHeap::Exn)?,
            Dynamic::Host => return Some(of_host("(any.convert_extern (local.get 0))")),
            Dynamic::Extern => return Some(of_host("(local.get 0)")),
        };
        Some(Operand { params: "", arguments: "", expression })
    }

    /// The top of the hierarchy that a heap type is of.
    fn top(&self, heap: Heap) -> AbstractHeap {
        use AbstractHeap as Abs;
        let heap = match heap {
            Heap::Abstract(heap) => heap,
            Heap::Defined(ty) => {
                let found = self.section(ty.module).get(ty.index);
                found.map_or(Abs::Any, |ty| ty.composite.top())
            }
        };
        match heap {
            Abs::Any | Abs::Eq | Abs::I31 | Abs::Struct | Abs::Array | Abs::None => Abs::Any,
            Abs::Func | Abs::NoFunc => Abs::Func,
            Abs::Extern | Abs::NoExtern => Abs::Extern,
            Abs::Exn | Abs::NoExn => Abs::Exn,
        }
    }
}

/// The bottom of the hierarchy below a top.
fn bottom(top: AbstractHeap) -> AbstractHeap {
    match top {
        AbstractHeap::Func => AbstractHeap::NoFunc,
        AbstractHeap::Extern => AbstractHeap::NoExtern,
        AbstractHeap::Exn => AbstractHeap::NoExn,
        _ => AbstractHeap::None,
    }
}

/// The least type that a value has. That of null is not the only one, and never asked for: null can
/// be made.
fn least(dynamic: Dynamic) -> Value {
    let (nullable, heap) = match dynamic {
        Dynamic::Object(ty) => return reference(ty),
        Dynamic::Null => (true, AbstractHeap::None),
        Dynamic::I31 => (false, AbstractHeap::I31),
        Dynamic::Exn => (false, AbstractHeap::Exn),
        Dynamic::Host => (false, AbstractHeap::Any),
        Dynamic::Extern => (false, AbstractHeap::Extern),
    };
    Value::Ref { nullable, heap: Heap::Abstract(heap) }
}
