//! Two modules share their types: register, check, cast, call indirectly, keep a function reference,
//! release.
//!
//! Run with `cargo run -p subtly-impl --example two_modules`.

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::thread;
use subtly_impl::{FuncRef, FuncRefTable, HeapType, ModuleTypeIndex, RefType, Reference, Registry};

const SHAPES: &str = "(module
    (type $shape (sub (struct (field i32))))
    (type $circle (sub final $shape (struct (field i32) (field f64))))
    (type $action (sub (func (param (ref $shape))))))";

/// The same types at other indices, and a function type below `$action`.
const USER: &str = "(module
    (type $unrelated (array i8))
    (type $shape (sub (struct (field i32))))
    (type $action (sub (func (param (ref $shape)))))
    (type $broader (sub final $action (func (param (ref struct))))))";

fn main() -> Result<(), Box<dyn Error>> {
    // What is kept under the index of a type must go when the type goes.
    let layouts = Arc::new(Mutex::new(HashMap::new()));
    let kept = layouts.clone();
    let registry = Registry::default().on_removal(move |index| {
        kept.lock().expect("no panic").remove(&index);
    });
    // Modules may be registered by any number of threads.
    let (shapes, user) = thread::scope(|scope| {
        let register = |text| registry.register_module(&wat::parse_str(text).expect("valid text"));
        let shapes = scope.spawn(move || register(SHAPES));
        (shapes.join().expect("no panic"), register(USER))
    });
    let (shapes, user) = (shapes?, user?);
    let of_shapes = |index| shapes.get(ModuleTypeIndex::new(index)).expect("it has three types");
    let of_user = |index| user.get(ModuleTypeIndex::new(index)).expect("it has four types");
    let [shape, circle, action] = [0, 1, 2].map(of_shapes);
    let broader = of_user(3);
    layouts.lock().expect("no panic").insert(circle, "one field");

    // Equal types have equal canonical indices, across modules.
    assert_eq!((shape, action), (of_user(1), of_user(2)));
    assert!(registry.is_subtype(circle, shape) && !registry.is_subtype(shape, circle));
    println!("{circle} is a subtype of {shape}");

    // `ref.test` of an object that was made as a `$circle`.
    let target = RefType { nullable: false, heap: HeapType::Concrete(shape) };
    assert!(registry.ref_test(Reference::Object(circle), target));

    // `call_indirect` at `$action` of a function of the type `$broader`.
    assert!(registry.signature_matches(broader, action));

    // A function reference goes into the garbage-collected heap as a number, and comes back.
    let mut table = FuncRefTable::new();
    let id = table.intern(FuncRef { ty: broader, function: 7 })?;
    assert_eq!(table.get_typed(&registry, id, action)?.function, 7);
    table.remove(id)?;
    let error = table.get_typed(&registry, id, action).expect_err("it was removed");
    println!("{error}");

    registry.release(shapes);
    assert!(registry.kind(shape).is_some(), "the other module has it");
    registry.release(user);
    assert_eq!(registry.counts().types_live, 0);
    assert!(layouts.lock().expect("no panic").is_empty());
    Ok(())
}
