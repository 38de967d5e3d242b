//! Closed recursive types, each written down once.
//!
//! Shortcut: equality of defined types is identity of closed terms, and comparing terms written out
//! takes exponential time. Here a closed recursive type gets a place when it is first written, and
//! the same term gets the same place again; so comparing places is comparing terms. That holds by
//! induction: the terms inside a closed type have places already, and [`RecType`] compares the rest
//! symbol by symbol. [`Terms::identical_written_out`] is the long way, and a test holds them equal.

use crate::syntax::{CompType, DefType, FieldType, HeapType, RecType, RecTypeId, RefType};
use crate::syntax::{StorageType, SubType, TypeUse, ValType};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

/// Hashes a term symbol by symbol, with a multiplication each.
///
/// The hash of std withstands chosen collisions, and takes longer than all else that is done here. Here terms
/// that collide cost a comparison each, and a module has no more than a thousand groups.
#[derive(Default)]
struct Symbols(u64);

impl Symbols {
    fn add(&mut self, symbol: u64) {
        // An odd number of random bits: the fractional part of the golden ratio.
        self.0 = (self.0.rotate_left(26) ^ symbol).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Symbols {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u64::from(*byte)));
    }

    fn write_u8(&mut self, n: u8) {
        self.add(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.add(u64::from(n));
    }

    fn write_usize(&mut self, n: usize) {
        self.add(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.add(n as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes the upper and the lower bits; a product mixes into the upper ones.
        self.0 ^ (self.0 >> 32)
    }
}

/// The closed recursive types of one model.
#[derive(Debug, Default)]
pub struct Terms {
    written: Vec<Rc<RecType>>,
    places: HashMap<Rc<RecType>, RecTypeId, BuildHasherDefault<Symbols>>,
}

impl Terms {
    /// The place of a closed recursive type.
    pub(crate) fn place(&mut self, rt: RecType) -> RecTypeId {
        match self.places.entry(Rc::new(rt)) {
            Entry::Occupied(place) => *place.get(),
            Entry::Vacant(place) => {
                let id = RecTypeId(self.written.len() as u32);
                self.written.push(Rc::clone(place.key()));
                *place.insert(id)
            }
        }
    }

    /// The recursive type at a place.
    #[must_use]
    pub fn rectype(&self, id: RecTypeId) -> &RecType {
        &self.written[id.0 as usize]
    }

    /// The rolled member that a defined type projects: references to siblings are `REC j`.
    ///
    /// `None` if the recursive type has no such member.
    #[must_use]
    pub fn member(&self, dt: DefType) -> Option<&SubType> {
        self.rectype(dt.rectype).0.get(dt.i as usize)
    }

    /// Whether two defined types are the same term when everything is written out.
    ///
    /// The long way, exponential in the depth of the terms; tests compare the places with it.
    #[must_use]
    pub fn identical_written_out(&self, dt1: DefType, dt2: DefType) -> bool {
        let (RecType(sts1), RecType(sts2)) = (self.rectype(dt1.rectype), self.rectype(dt2.rectype));
        dt1.i == dt2.i
            && sts1.len() == sts2.len()
            && sts1.iter().zip(sts2).all(|(st1, st2)| self.identical_subtypes(st1, st2))
    }

    fn identical_subtypes(&self, st1: &SubType, st2: &SubType) -> bool {
        let pairwise = |fts1: &[FieldType], fts2: &[FieldType]| {
            fts1.len() == fts2.len()
                && fts1.iter().zip(fts2).all(|(ft1, ft2)| self.identical_fields(*ft1, *ft2))
        };
        let results = |ts1: &[ValType], ts2: &[ValType]| {
            ts1.len() == ts2.len()
                && ts1.iter().zip(ts2).all(|(t1, t2)| self.identical_values(*t1, *t2))
        };
        st1.fin == st2.fin
            && st1.supers.len() == st2.supers.len()
            && st1.supers.iter().zip(&st2.supers).all(|(u1, u2)| self.identical_uses(*u1, *u2))
            && match (&st1.ct, &st2.ct) {
                (CompType::Struct(fts1), CompType::Struct(fts2)) => pairwise(fts1, fts2),
                (CompType::Array(ft1), CompType::Array(ft2)) => self.identical_fields(*ft1, *ft2),
                (CompType::Func(t11, t12), CompType::Func(t21, t22)) => {
                    results(t11, t21) && results(t12, t22)
                }
                _ => false,
            }
    }

    fn identical_fields(&self, ft1: FieldType, ft2: FieldType) -> bool {
        ft1.mutable == ft2.mutable
            && match (ft1.zt, ft2.zt) {
                (StorageType::Val(t1), StorageType::Val(t2)) => self.identical_values(t1, t2),
                (zt1, zt2) => zt1 == zt2,
            }
    }

    fn identical_values(&self, t1: ValType, t2: ValType) -> bool {
        match (t1, t2) {
            (
                ValType::Ref(RefType { null: null1, ht: HeapType::Use(u1) }),
                ValType::Ref(RefType { null: null2, ht: HeapType::Use(u2) }),
            ) => null1 == null2 && self.identical_uses(u1, u2),
            _ => t1 == t2,
        }
    }

    fn identical_uses(&self, u1: TypeUse, u2: TypeUse) -> bool {
        match (u1, u2) {
            (TypeUse::Def(dt1), TypeUse::Def(dt2)) => self.identical_written_out(dt1, dt2),
            _ => u1 == u2,
        }
    }
}
