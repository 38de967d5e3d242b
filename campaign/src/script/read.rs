//! The text of a script, read with the crate `wast`.

use super::directive::{Act, Action, Directive, End, Form, Refusal, Run, Says, Source};
use super::value::{Expected, Ref, Value};
use subtly_model::syntax::AbsHeapType;
use wast::core::{ModuleKind, NanPattern, WastArgCore, WastRetCore};
use wast::lexer::Lexer;
use wast::parser::{self, ParseBuffer};
use wast::token::{Id, Span};
use wast::{QuoteWat, QuoteWatTest, Wast, WastArg, WastDirective, WastExecute, WastInvoke};
use wast::{WastRet, Wat};

/// Reads a script, or the text of one module.
///
/// Modules are assembled here, and what the assembler refuses is kept with its message: a script may assert
/// that. Characters that confuse people are allowed, for the specification allows them.
///
/// # Errors
///
/// The place where the text is no script, and what is wrong there.
pub fn read(text: &str) -> Result<Vec<Directive>, Refusal> {
    let lines = Lines::of(text);
    let buffer = buffer(text).map_err(|error| lines.refusal(&error))?;
    let script: Wast<'_> = parser::parse(&buffer).map_err(|error| lines.refusal(&error))?;
    let directives = script.directives.into_iter();
    Ok(directives.map(|directive| lines.directive(directive)).collect())
}

fn buffer(text: &str) -> Result<ParseBuffer<'_>, wast::Error> {
    let mut lexer = Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    ParseBuffer::new_with_lexer(lexer)
}

/// The offsets at which the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(offset, _)| offset + 1)).collect())
    }

    /// The line of a place, counted from 1.
    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    fn refusal(&self, error: &wast::Error) -> Refusal {
        let offset = error.span().offset();
        let line = self.line(offset);
        let column = offset - self.0[line - 1] + 1;
        Refusal { line, message: format!("column {column}: {}", first_line(error)) }
    }

    fn directive(&self, directive: WastDirective<'_>) -> Directive {
        let offset = directive.span().offset();
        Directive { line: self.line(offset), offset, says: self.says(directive) }
    }

    fn says(&self, directive: WastDirective<'_>) -> Says {
        match directive {
            WastDirective::Module(module) => {
                let name = named(module.name());
                Says::Module { name, source: self.source(module) }
            }
            WastDirective::ModuleDefinition(module) => {
                let name = named(module.name());
                Says::Definition { name, source: self.source(module) }
            }
            WastDirective::ModuleInstance { instance, module, .. } => {
                Says::Instance { name: named(instance), definition: named(module) }
            }
            WastDirective::Register { name, module, .. } => {
                Says::Register { name: name.into(), instance: named(module) }
            }
            WastDirective::AssertInvalid { module, .. } => Says::Invalid(self.source(module)),
            WastDirective::AssertMalformed { module, .. } => Says::Malformed(self.source(module)),
            WastDirective::AssertUnlinkable { module, .. } => {
                Says::Unlinkable(self.source(QuoteWat::Wat(module)))
            }
            WastDirective::Invoke(invoke) => {
                invoked(&invoke).map_or(Says::Other("invoke"), Says::Action)
            }
            WastDirective::AssertReturn { exec, results, .. } => {
                let results = results.iter().map(expected).collect();
                self.ends(exec, End::Returns(results), "assert_return")
            }
            WastDirective::AssertTrap { exec, .. } => self.ends(exec, End::Traps, "assert_trap"),
            WastDirective::AssertException { exec, .. } => {
                self.ends(exec, End::Throws, "assert_exception")
            }
            WastDirective::AssertExhaustion { call, .. } => {
                self.ends(WastExecute::Invoke(call), End::Exhausts, "assert_exhaustion")
            }
            WastDirective::AssertInvalidCustom { .. } => Says::Other("assert_invalid_custom"),
            WastDirective::AssertMalformedCustom { .. } => Says::Other("assert_malformed_custom"),
            WastDirective::AssertSuspension { .. } => Says::Other("assert_suspension"),
            WastDirective::Thread(_) => Says::Other("thread"),
            WastDirective::Wait { .. } => Says::Other("wait"),
        }
    }

    fn ends(&self, run: WastExecute<'_>, end: End, keyword: &'static str) -> Says {
        let run = match run {
            WastExecute::Invoke(invoke) => match invoked(&invoke) {
                Some(action) => Run::Action(action),
                None => return Says::Other(keyword),
            },
            WastExecute::Wat(module) => Run::Module(self.source(QuoteWat::Wat(module))),
            WastExecute::Get { module, global, .. } => Run::Action(Action {
                instance: named(module),
                export: global.into(),
                act: Act::Get,
            }),
        };
        Says::Ends(run, end)
    }

    fn source(&self, mut module: QuoteWat<'_>) -> Source {
        let form = match &module {
            QuoteWat::Wat(Wat::Module(module)) if matches!(module.kind, ModuleKind::Binary(_)) => {
                Form::Binary
            }
            QuoteWat::Wat(_) => Form::Text,
            QuoteWat::QuoteModule(..) | QuoteWat::QuoteComponent(..) => Form::Quote,
        };
        let span = module.span();
        let bytes = match module.to_test() {
            Ok(QuoteWatTest::Binary(bytes)) => Ok(bytes),
            Ok(QuoteWatTest::Text(text)) => self.quoted(span, &text),
            Err(error) => Err(self.refusal(&error)),
        };
        Source { form, bytes: bytes.map(Into::into) }
    }

    /// A quoted module; what is said of its own lines means nothing in the script.
    fn quoted(&self, span: Span, text: &[u8]) -> Result<Vec<u8>, Refusal> {
        let refusal = |message| Refusal { line: self.line(span.offset()), message };
        let text = str::from_utf8(text).map_err(|_| refusal("the text is no UTF-8".into()))?;
        let assembled = buffer(text).and_then(|buffer| {
            let mut module: Wat<'_> = parser::parse(&buffer)?;
            module.encode()
        });
        assembled.map_err(|error| refusal(first_line(&error)))
    }
}

fn first_line(error: &wast::Error) -> String {
    error.message().lines().next().unwrap_or("unreadable").into()
}

fn named(id: Option<Id<'_>>) -> Option<String> {
    id.map(|id| id.name().into())
}

/// A call; none if an argument is no value of WebAssembly 3.0.
fn invoked(invoke: &WastInvoke<'_>) -> Option<Action> {
    let arguments = invoke.args.iter().map(argument).collect::<Option<_>>()?;
    Some(Action {
        instance: named(invoke.module),
        export: invoke.name.into(),
        act: Act::Invoke(arguments),
    })
}

fn argument(argument: &WastArg<'_>) -> Option<Value> {
    let WastArg::Core(argument) = argument else {
        return None;
    };
    Some(match argument {
        WastArgCore::I32(c) => Value::I32(*c),
        WastArgCore::I64(c) => Value::I64(*c),
        WastArgCore::F32(c) => Value::F32(c.bits),
        WastArgCore::F64(c) => Value::F64(c.bits),
        WastArgCore::V128(c) => Value::V128(c.to_le_bytes()),
        WastArgCore::RefNull(_) => Value::Ref(Ref::Null),
        WastArgCore::RefExtern(host) => external(*host),
        WastArgCore::RefHost(host) => Value::Ref(Ref::Host(*host)),
    })
}

fn external(host: u32) -> Value {
    Value::Ref(Ref::Extern(Box::new(Ref::Host(host))))
}

fn expected(result: &WastRet<'_>) -> Expected {
    let WastRet::Core(result) = result else {
        return Expected::Pattern;
    };
    Expected::Value(match result {
        WastRetCore::I32(c) => Value::I32(*c),
        WastRetCore::I64(c) => Value::I64(*c),
        WastRetCore::F32(NanPattern::Value(c)) => Value::F32(c.bits),
        WastRetCore::F64(NanPattern::Value(c)) => Value::F64(c.bits),
        WastRetCore::RefNull(_) => Value::Ref(Ref::Null),
        WastRetCore::RefExtern(Some(host)) => external(*host),
        WastRetCore::RefHost(host) => Value::Ref(Ref::Host(*host)),
        WastRetCore::RefExtern(None) => return Expected::Ref(AbsHeapType::Extern),
        WastRetCore::RefFunc(None) => return Expected::Ref(AbsHeapType::Func),
        WastRetCore::RefAny => return Expected::Ref(AbsHeapType::Any),
        WastRetCore::RefEq => return Expected::Ref(AbsHeapType::Eq),
        WastRetCore::RefArray => return Expected::Ref(AbsHeapType::Array),
        WastRetCore::RefStruct => return Expected::Ref(AbsHeapType::Struct),
        WastRetCore::RefI31 => return Expected::Ref(AbsHeapType::I31),
        _ => return Expected::Pattern,
    })
}
