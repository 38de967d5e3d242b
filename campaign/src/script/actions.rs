//! What runs: actions, the assertions about them, and instantiations that are asserted to end otherwise.

use super::directive::{Act, Action, End, Source};
use super::evaluator::{Ended, invoke};
use super::report::Outcome;
use super::runner::{Instantiated, Runner, Validated, decided, without};
use super::store::Address;
use super::value::{Expected, Ref, Value};
use crate::show::absheaptype;
use subtly_model::roll::expand;
use subtly_model::syntax::{AbsHeapType, CompType, HeapType, RefType, ValType};

impl Runner {
    /// An action; without an assertion it must return.
    pub(super) fn action(&mut self, action: &Action, end: Option<&End>) -> Outcome {
        let expected = asserted(end);
        let instance = match self.instances.get(action.instance.as_deref()) {
            Ok(instance) => &self.store.instances[instance],
            Err(missing) => return without(missing, &expected, "instance"),
        };
        let export = &action.export;
        let no = |what: &str| {
            decided(
                &expected,
                "impossible",
                vec![format!("there is no exported {what} {export:?}")],
            )
        };
        let ended = match (&action.act, instance.exports.get(export)) {
            (Act::Invoke(args), Some(Address::Func(func))) => {
                let func = *func;
                if !self.takes(func, args) {
                    let why = format!("{export:?} does not take arguments of these types");
                    return decided(&expected, "impossible", vec![why]);
                }
                invoke(&self.model, &mut self.store, func, args.clone())
            }
            (Act::Get, Some(Address::Global(global))) => match &self.store.globals[*global].value {
                Some(value) => Ended::Returned(vec![value.clone()]),
                None => Ended::Unknown("the value of the global is not known"),
            },
            (Act::Invoke(_), _) => return no("function"),
            (Act::Get, _) => return no("global"),
        };
        self.outcome(&expected, ended, end)
    }

    /// The instantiation of a module, asserted to end so.
    pub(super) fn instantiation(&mut self, source: &Source, end: &End) -> Outcome {
        let expected = asserted(Some(end));
        let definition = match self.validate(source) {
            Validated::Valid(definition) => definition,
            other => return other.against(&expected),
        };
        match self.instance(&definition) {
            Instantiated::Done(_, ended, _) => self.outcome(&expected, ended, Some(end)),
            Instantiated::Unlinkable(reason) => decided(&expected, "unlinkable", reason),
            Instantiated::Open(_, missing) => without(missing, &expected, "instance"),
        }
    }

    /// `(Val_ok: s |- val : t_1)*` of `$invoke` (4.4).
    fn takes(&self, func: usize, args: &[Value]) -> bool {
        let CompType::Func(params, _) = expand(self.model.terms(), self.store.funcs[func].dt)
        else {
            return false;
        };
        let ok = |(arg, t): (&Value, &ValType)| self.val_ok(arg, *t);
        params.len() == args.len() && args.iter().zip(&params).all(ok)
    }

    /// `Val_ok`
    fn val_ok(&self, value: &Value, t: ValType) -> bool {
        let least = value.least_type(|func| self.store.funcs[func].dt);
        self.model.subtype(least, t).is_ok()
    }

    fn outcome(&self, expected: &str, ended: Ended, end: Option<&End>) -> Outcome {
        let values = match ended {
            Ended::Unknown(why) => return Outcome::NeedsExecution(why.into()),
            Ended::Trapped(why) => return decided(expected, "traps", vec![why.into()]),
            Ended::Returned(values) => values,
        };
        let verdict = match end {
            Some(End::Returns(results)) if results.len() == values.len() => {
                let mut matches = results.iter().zip(&values).map(|(r, v)| self.matches(r, v));
                match matches.try_fold(true, |all, one| Some(all && one?)) {
                    None => return Outcome::NeedsExecution("a result is a pattern".into()),
                    Some(true) => expected.into(),
                    Some(false) => returns(values.iter().map(shown)),
                }
            }
            None => expected.into(),
            Some(_) => returns(values.iter().map(shown)),
        };
        decided(expected, &verdict, Vec::new())
    }

    /// Whether a result is as expected; none if that is not decided here.
    fn matches(&self, expected: &Expected, value: &Value) -> Option<bool> {
        match (expected, value) {
            (Expected::Pattern, _) => None,
            // An object is known by its type only.
            (Expected::Value(Value::Ref(_)), Value::Ref(Ref::Object(_))) => Some(false),
            (Expected::Value(expected), value) => Some(expected == value),
            (Expected::Ref(abs), value) => {
                let ht = HeapType::Abs(*abs);
                match (self.val_ok(value, ValType::Ref(RefType { null: false, ht })), abs) {
                    (true, _) => Some(true),
                    // Runners take more for these: the reference interpreter takes null.
                    (false, AbsHeapType::Any | AbsHeapType::Extern) => None,
                    (false, _) => Some(false),
                }
            }
        }
    }
}

/// What a directive says of how something ends.
fn asserted(end: Option<&End>) -> String {
    match end {
        None => "returns".into(),
        Some(End::Returns(results)) => returns(results.iter().map(|result| match result {
            Expected::Value(value) => shown(value),
            Expected::Ref(abs) => format!("(ref.{})", absheaptype(*abs)),
            Expected::Pattern => "a pattern".into(),
        })),
        Some(End::Traps) => "traps".into(),
        Some(End::Throws) => "throws".into(),
        Some(End::Exhausts) => "exhausts".into(),
    }
}

fn returns(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    match values.is_empty() {
        true => "returns".into(),
        false => format!("returns {}", values.join(" ")),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::I32(c) => format!("(i32.const {c})"),
        Value::I64(c) => format!("(i64.const {c})"),
        Value::F32(c) => format!("(f32.const {})", f32::from_bits(*c)),
        Value::F64(c) => format!("(f64.const {})", f64::from_bits(*c)),
        Value::V128(bytes) => {
            format!("(v128.const i8x16{})", bytes.map(|b| format!(" {b}")).concat())
        }
        Value::Ref(r) => match r {
            Ref::Null => "(ref.null)".into(),
            Ref::I31(_) => "(ref.i31)".into(),
            Ref::Func(_) => "(ref.func)".into(),
            Ref::Object(_) => "an object".into(),
            Ref::Host(host) => format!("(ref.host {host})"),
            Ref::Extern(r) => match **r {
                Ref::Host(host) => format!("(ref.extern {host})"),
                _ => "(ref.extern)".into(),
            },
        },
    }
}
