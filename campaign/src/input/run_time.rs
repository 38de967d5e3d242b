//! References at run time and external types, as `;;! ask` names them: one word each.

use super::Input;
use crate::question::{Dynamic, Extern, Limits, Reference, Value};

impl Input {
    /// A reference at run time: `null`, `i31`, `exn`, `host`, `extern`, or a defined type, of which it is
    /// an object.
    ///
    /// # Errors
    ///
    /// Says which module or type is not there.
    pub fn dynamic(&self, word: &str) -> Result<Dynamic, String> {
        Ok(match word {
            "null" => Dynamic::Null,
            "i31" => Dynamic::I31,
            "exn" => Dynamic::Exn,
            "host" => Dynamic::Host,
            "extern" => Dynamic::Extern,
            _ => Dynamic::Object(self.defined(word)?),
        })
    }

    /// A reference type, as [`Input::operand`] takes it.
    ///
    /// # Errors
    ///
    /// Says which module or type is not there.
    pub fn reference(&self, word: &str) -> Result<Reference, String> {
        match self.operand(word)? {
            Value::Ref { nullable, heap } => Ok(Reference { nullable, heap }),
            _ => Err(format!("'{word}' is no reference type")),
        }
    }

    /// An external type:
    ///
    /// ```text
    /// func:$f  tag:$f                        a function or a tag of a defined type
    /// global:i32  global:null:$a             a constant global
    /// mut:i32  mut:any                       a mutable global
    /// memory:1..  memory64:1..2              a memory of at least 1, and at most 2, pages
    /// table:0..:null:func  table64:1..2:$a   a table of at least so many, and at most so many, elements
    /// ```
    ///
    /// # Errors
    ///
    /// Says what is not there, or is not written like this.
    pub fn external(&self, word: &str) -> Result<Extern, String> {
        let malformed = || {
            format!(
                "'{word}' is no external type; write for example func:$f, tag:$f, global:null:$a, \
                 mut:i32, memory:1..2 or table64:0..:null:func"
            )
        };
        let (kind, rest) = word.split_once(':').ok_or_else(malformed)?;
        let external = match kind {
            "func" => Extern::Func(self.defined(rest)?),
            "tag" => Extern::Tag(self.defined(rest)?),
            "global" => Extern::Global { mutable: false, content: self.content(rest)? },
            "mut" => Extern::Global { mutable: true, content: self.content(rest)? },
            "memory" | "memory64" => Extern::Memory {
                memory64: kind == "memory64",
                limits: limits(rest).ok_or_else(malformed)?,
            },
            "table" | "table64" => {
                let (size, element) = rest.split_once(':').ok_or_else(malformed)?;
                Extern::Table {
                    table64: kind == "table64",
                    limits: limits(size).ok_or_else(malformed)?,
                    element: self.reference(element)?,
                }
            }
            _ => return Err(malformed()),
        };
        match external.bound() {
            Some(bound) if !external.is_within_bounds() => {
                Err(format!("the sizes of '{word}' are not in order, or more than {bound}"))
            }
            _ => Ok(external),
        }
    }

    /// A value type: a number type or what [`Input::operand`] takes.
    fn content(&self, word: &str) -> Result<Value, String> {
        Ok(match word {
            "i32" => Value::I32,
            "i64" => Value::I64,
            "f32" => Value::F32,
            "f64" => Value::F64,
            "v128" => Value::V128,
            _ => self.operand(word)?,
        })
    }
}

/// `1..` or `1..2`
fn limits(text: &str) -> Option<Limits> {
    let (min, max) = text.split_once("..")?;
    let max = match max {
        "" => None,
        max => Some(max.parse().ok()?),
    };
    Some(Limits { min: min.parse().ok()?, max })
}

#[cfg(test)]
mod tests {
    use crate::input::parse;
    use crate::names::Names;

    /// The question of a note, as it is shown.
    fn shown(ask: &str) -> Result<String, String> {
        let text = format!("(module (type $a (struct)) (type $f (func)))\n;;! ask {ask} = yes");
        let input = parse(&text).map_err(|(_, message)| message)?;
        Ok(Names::short(&input.history).question(input.expected[0].question))
    }

    #[test]
    fn questions_at_run_time_are_read() {
        for (ask, expected) in [
            ("cast null null:$a", "null cast to (ref null $a)"),
            ("cast i31 eq", "an i31 cast to (ref eq)"),
            ("cast exn null:exn", "an exception cast to (ref null exn)"),
            ("cast host any", "a host reference cast to (ref any)"),
            ("cast extern extern", "an external reference cast to (ref extern)"),
            ("cast $a struct", "a value of $a cast to (ref struct)"),
            ("call $f 1", "function of $b called at $b"),
            ("link func:$f tag:$f", "(func (type $b)) imported at (tag (type $b))"),
            (
                "link global:null:$a mut:v128",
                "(global (ref null $a)) imported at (global (mut v128))",
            ),
            ("link memory:1.. memory64:1..2", "(memory 1) imported at (memory i64 1 2)"),
            (
                "link table:0..:$f table64:3..4:null:func",
                "(table 0 (ref $b)) imported at (table i64 3 4 (ref null func))",
            ),
        ] {
            assert_eq!(shown(ask).as_deref(), Ok(expected), "{ask}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (ask, expected) in [
            ("cast 7 any", "no type '7'"),
            ("cast null i32", "no type 'i32'"),
            ("link func tag:$f", "'func' is no external type"),
            ("link func:$f lamp:$f", "'lamp:$f' is no external type"),
            ("link memory:1 memory:1..", "'memory:1' is no external type"),
            ("link table:1.. memory:1..", "'table:1..' is no external type"),
            ("link memory:1.. memory:1..65537", "more than 65536"),
            ("link memory:3..2 memory:1..", "not in order"),
            ("link table:0..4294967296:func memory:1..", "more than 4294967295"),
        ] {
            let message = shown(ask).expect_err(ask);
            assert!(message.contains(expected), "{ask}: {message}");
        }
    }
}
