//! Indirect calls: the callee says that it was reached, and traps.

use super::Writer;
use super::values::Values;
use crate::question::{ModuleId, TypeRef};
use crate::section::Composite;

impl Writer<'_> {
    pub(super) fn call_within(
        &mut self,
        module: ModuleId,
        callee: TypeRef,
        expected: TypeRef,
        holds: bool,
    ) {
        let Some((definitions, call)) = self.call(expected) else {
            return self.test_from_table(module, callee, expected, holds);
        };
        let table = "(table funcref (elem $callee))".to_string();
        let lines = [self.callee(callee), vec![table], definitions, vec![call]].concat();
        self.module(module, &lines);
        self.assert_call("", holds);
    }

    /// The table is of one module, the call of another.
    pub(super) fn call_between(&mut self, callee: TypeRef, expected: TypeRef, holds: bool) {
        let Some((definitions, call)) = self.call(expected) else {
            return self.functions_between(callee, expected, holds);
        };
        let exporter = format!("$m{}", callee.module.0);
        let table = "(table (export \"table\") funcref (elem $callee))".to_string();
        let lines = [self.callee(callee), vec![table]].concat();
        self.module(callee.module, &lines);
        self.register(&exporter);
        let import = "(import \"m\" \"table\" (table 1 funcref))".to_string();
        let lines = [vec![import], definitions, vec![call]].concat();
        self.module(expected.module, &lines);
        self.assert_call(&format!("{exporter} "), holds);
    }

    fn callee(&self, callee: TypeRef) -> Vec<String> {
        let ty = self.names.of(callee);
        vec![
            "(global $reached (export \"reached\") (mut i32) (i32.const 0))".into(),
            format!(
                "(func $callee (type {ty})\n    \
                 (global.set $reached (i32.const 1)) (unreachable))"
            ),
        ]
    }

    /// A function that calls what is in the table, and what it needs; `None` if there are no arguments
    /// for the call.
    fn call(&self, expected: TypeRef) -> Option<(Vec<String>, String)> {
        let section = self.section(expected.module);
        let names = self.names.of_module(expected.module);
        let mut values = Values::new(section, names, false);
        let Composite::Func { params, .. } = &section.get(expected.index)?.composite else {
            return None;
        };
        let arguments: Option<Vec<String>> =
            params.iter().map(|param| values.val(*param).map(|text| text + " ")).collect();
        let arguments = arguments?.concat();
        let ty = self.names.of(expected);
        let call = format!(
            "(func (export \"call\")\n    \
             (call_indirect (type {ty}) {arguments}(i32.const 0)) (unreachable))"
        );
        Some((values.definitions(), call))
    }

    /// The call traps in any case: in the callee, or before.
    fn assert_call(&mut self, exporter: &str, holds: bool) {
        self.mark();
        let message = if holds { "unreachable" } else { "indirect call type mismatch" };
        self.write(&format!("(assert_trap (invoke \"call\") \"{message}\")"), &[], "");
        let reached = format!("(get {exporter}\"reached\")");
        self.write(&format!("(assert_return {reached} (i32.const {}))", i32::from(holds)), &[], "");
    }
}
