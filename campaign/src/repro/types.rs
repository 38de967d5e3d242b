//! What shows that types are subtypes, or the same.

use super::Writer;
use crate::question::{Heap, ModuleId, TypeRef, Value};
use crate::section::Composite;

impl Writer<'_> {
    /// A function that is valid exactly if the one type is a subtype of the other.
    fn returns(&self, sub: Value, sup: Value) -> String {
        let (sub, sup) = (self.names.value(sub), self.names.value(sup));
        format!("(func (param {sub}) (result {sup}) (local.get 0))")
    }

    pub(super) fn subtype_within(
        &mut self,
        module: ModuleId,
        left: Value,
        right: Value,
        holds: bool,
    ) {
        let probe = self.returns(left, right);
        self.valid_if(holds, module, &[probe]);
    }

    pub(super) fn same_type_within(
        &mut self,
        module: ModuleId,
        left: TypeRef,
        right: TypeRef,
        holds: bool,
    ) {
        self.invariant_within(module, reference(left), reference(right), holds);
    }

    /// Both directions if both hold; otherwise one that does not.
    pub(super) fn invariant_within(
        &mut self,
        module: ModuleId,
        there: Value,
        back: Value,
        holds: bool,
    ) {
        let probes = match (holds, self.is_subtype(there, back)) {
            (true, _) => vec![self.returns(there, back), self.returns(back, there)],
            (false, true) => vec![self.returns(back, there)],
            (false, false) => vec![self.returns(there, back)],
        };
        self.valid_if(holds, module, &probes);
    }

    /// A function is read from a table and tested.
    pub(super) fn test_from_table(
        &mut self,
        module: ModuleId,
        stored: TypeRef,
        expected: TypeRef,
        holds: bool,
    ) {
        let (stored, expected) = (self.names.of(stored), self.names.of(expected));
        let probes = [
            format!("(func $stored (type {stored}) (unreachable))"),
            "(table funcref (elem $stored))".into(),
            format!(
                "(func (export \"test\") (result i32)\n    \
                 (ref.test (ref {expected}) (table.get (i32.const 0))))"
            ),
        ];
        self.module(module, &probes);
        self.assert_test("", holds);
    }

    /// A function that is imported at another type.
    pub(super) fn functions_between(&mut self, from: TypeRef, to: TypeRef, holds: bool) {
        let (from_name, to_name) = (self.names.of(from), self.names.of(to));
        let export = format!("(func (export \"x\") (type {from_name}) (unreachable))");
        let import = format!("(import \"m\" \"x\" (func (type {to_name})))");
        self.imports([from.module, to.module], export, import, holds);
    }

    /// A function that is imported at another type where both are functions, else a global.
    pub(super) fn subtype_between(&mut self, left: Value, right: Value, holds: bool) {
        let (Some(from), Some(to)) = (left.defined(), right.defined()) else { return };
        // Null decides only where it can be on the left and not on the right; elsewhere references are
        // nullable, because a global needs an initial value.
        let nullable = |value| matches!(value, Value::Ref { nullable: true, .. });
        let loses_null = nullable(left) && !nullable(right);
        if self.is_func(from) && self.is_func(to) && !loses_null {
            return self.functions_between(from, to, holds);
        }
        let (from_name, to_name) = (self.names.of(from), self.names.of(to));
        let null = if loses_null { "" } else { "null " };
        let export =
            format!("(global (export \"x\") (ref null {from_name}) (ref.null {from_name}))");
        let import = format!("(import \"m\" \"x\" (global (ref {null}{to_name})))");
        self.imports([from.module, to.module], export, import, holds);
    }

    /// A mutable global, whose type is invariant.
    pub(super) fn same_type_between(&mut self, from: TypeRef, to: TypeRef, holds: bool) {
        let (from_name, to_name) = (self.names.of(from), self.names.of(to));
        let export =
            format!("(global (export \"x\") (mut (ref null {from_name})) (ref.null {from_name}))");
        let import = format!("(import \"m\" \"x\" (global (mut (ref null {to_name}))))");
        self.imports([from.module, to.module], export, import, holds);
    }

    fn imports(&mut self, [from, to]: [ModuleId; 2], export: String, import: String, holds: bool) {
        self.module(from, &[export]);
        self.register(&format!("$m{}", from.0));
        self.links_if(holds, &format!("$m{}", to.0), Some(to), &[import]);
    }

    pub(super) fn is_func(&self, ty: TypeRef) -> bool {
        let found = self.section(ty.module).get(ty.index);
        found.is_some_and(|ty| matches!(ty.composite, Composite::Func { .. }))
    }
}

/// `(ref $t)`
pub(super) fn reference(ty: TypeRef) -> Value {
    Value::Ref { nullable: false, heap: Heap::Defined(ty) }
}
