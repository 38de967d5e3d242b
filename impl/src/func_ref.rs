//! A table of function references that are stored as numbers and checked when they are read back.
//!
//! An engine keeps a function reference in a garbage-collected object as the number of a table
//! entry. When it is read at a static type, the entry's own type must be a subtype of that. The
//! check is a defence: it can only fail if something else went wrong before, and then it must fail
//! with a value that says what was found, never with a crash (Wasmtime #10398, #10376, #13472).

use crate::fault::Fault;
use crate::func_ref_error::{FuncRefTableFull, TypedFuncRefError};
use crate::{CanonicalIndex, Registry};
use hashbrown::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// A function reference: the function's own type, and whatever finds the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FuncRef {
    /// The type of the function itself, which may be a proper subtype of any static type it is used
    /// at.
    pub ty: CanonicalIndex,
    /// The embedder's handle of the function.
    pub function: u32,
}

/// The number of an entry of a [`FuncRefTable`]: the slot in the lower 28 bits, and above it a stamp
/// that no other entry of any table of the process ever has.
///
/// Eight bytes and not four, so that an id that is stale, forged, or of another table is always
/// recognized and not just probably.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FuncRefId(u64);

impl FuncRefId {
    const SLOT_BITS: u32 = 28;
    const SLOT_MAX: u64 = (1 << Self::SLOT_BITS) - 1;
    const STAMP_MAX: u64 = (1 << (64 - Self::SLOT_BITS)) - 1;

    const fn new(slot: u32, stamp: u64) -> Self {
        Self(stamp << Self::SLOT_BITS | slot as u64)
    }

    /// The id with this number, which may or may not be one of a table: numbers read from memory
    /// are not to be trusted.
    pub const fn from_raw(id: u64) -> Self {
        Self(id)
    }

    /// The number of this id.
    pub const fn raw(self) -> u64 {
        self.0
    }

    const fn slot(self) -> usize {
        (self.0 & Self::SLOT_MAX) as usize
    }

    const fn stamp(self) -> u64 {
        self.0 >> Self::SLOT_BITS
    }
}

impl fmt::Display for FuncRefId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.slot(), self.stamp())
    }
}

/// The stamp of the next entry of any table.
static NEXT_STAMP: AtomicU64 = AtomicU64::new(0);

/// Function references by number; equal references have equal numbers.
///
/// The table keeps no type alive: the modules whose types stand in it must outlive the entries. It
/// does not know either which ids are still stored somewhere: the collector tells it, by
/// [`Self::remove`] or [`Self::retain`].
///
/// Invariant: a legal program can never meet an error. Validation makes sure that a function
/// reference is stored only where its type, or a supertype of it, is expected; an id stays in its
/// object unchanged; and the collector removes an entry only when no object has its id. So an error
/// means that an object was read at a wrong type or after its end, not that the program is wrong.
///
/// Invariant: `slots_by_reference` has exactly the taken slots.
///
/// Invariant: an entry's type is a subtype of the type that it was last read at. A type keeps its
/// supertypes, so this stays true for as long as the entry's own type is there.
#[derive(Debug, Default)]
pub struct FuncRefTable {
    entries: Vec<Entry>,
    slots_by_reference: HashMap<FuncRef, u32>,
    free: Vec<u32>,
}

/// A slot. It takes 16 bytes, because what a read costs is mostly what of the table is in the caches.
#[derive(Debug)]
struct Entry {
    /// The stamp of the entry's id, in the id's own place, and in the place of the slot, which needs
    /// not be kept, the position of the type that the entry was last read at. So one comparison finds
    /// that the entry is the one asked for, and at the type that it was last asked for at: a reference
    /// is mostly read from fields of one type.
    mark: AtomicU64,
    func_ref: FuncRef,
}

impl Entry {
    fn new(id: FuncRefId, func_ref: FuncRef) -> Self {
        Self { mark: AtomicU64::new(Self::mark(id, func_ref.ty)), func_ref }
    }

    /// What `mark` is when the entry has this id and was last read at this type.
    #[inline]
    const fn mark(id: FuncRefId, read_at: CanonicalIndex) -> u64 {
        id.0 & !FuncRefId::SLOT_MAX | read_at.position() as u64
    }

    /// The id of the entry, which is in this slot.
    fn id(&self, slot: usize) -> FuncRefId {
        FuncRefId(self.mark.load(Ordering::Relaxed) & !FuncRefId::SLOT_MAX | slot as u64)
    }

    /// The position of the type that the entry was last read at.
    fn read_at(&self) -> u32 {
        (self.mark.load(Ordering::Relaxed) & FuncRefId::SLOT_MAX) as u32
    }

    /// Whether the slot has no entry. No entry gets this stamp.
    fn is_free(&self) -> bool {
        self.id(0).stamp() == FuncRefId::STAMP_MAX
    }

    fn free(&mut self) {
        *self.mark.get_mut() = FREE.0;
    }
}

/// The id of free slots. No entry gets its stamp, and no table has the slot that it names, so it finds
/// nothing.
const FREE: FuncRefId = FuncRefId(u64::MAX);

impl FuncRefTable {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of different references in the table.
    pub fn len(&self) -> usize {
        debug_assert_eq!(self.entries.len() - self.free.len(), self.slots_by_reference.len());
        self.slots_by_reference.len()
    }

    /// Whether the table has no references.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The slots, taken or waiting to be reused: as many as the table had references at one time.
    pub fn slots(&self) -> usize {
        self.entries.len()
    }

    /// The id of this reference, which is entered into the table if it is not there yet. Expected
    /// constant time.
    ///
    /// # Errors
    ///
    /// If the reference is new and the table has no room left.
    pub fn intern(&mut self, func_ref: FuncRef) -> Result<FuncRefId, FuncRefTableFull> {
        if let Some(slot) = self.slots_by_reference.get(&func_ref) {
            return Ok(self.entries[*slot as usize].id(*slot as usize));
        }
        let slot = self.free.last().map_or(self.entries.len(), |slot| *slot as usize);
        let stamp = NEXT_STAMP.fetch_add(1, Ordering::Relaxed);
        // The slot that the id of free slots names is never made.
        if slot >= FREE.slot() || stamp >= FuncRefId::STAMP_MAX {
            return Err(FuncRefTableFull);
        }
        let id = FuncRefId::new(slot as u32, stamp);
        let entry = Entry::new(id, func_ref);
        match self.free.pop() {
            Some(slot) => self.entries[slot as usize] = entry,
            None => self.entries.push(entry),
        }
        self.slots_by_reference.insert(func_ref, slot as u32);
        Ok(id)
    }

    /// The reference with this id, read at the static type `(ref null? expected)`, which may be a
    /// supertype of the function's own, and must be live. Constant time.
    ///
    /// # Errors
    ///
    /// If there is no such entry, or if its type is not a subtype of `expected` in `registry`.
    #[inline]
    pub fn get_typed<S>(
        &self,
        registry: &Registry<S>,
        id: FuncRefId,
        expected: CanonicalIndex,
    ) -> Result<FuncRef, TypedFuncRefError> {
        match self.entries.get(id.slot()) {
            Some(entry) if entry.mark.load(Ordering::Relaxed) == Entry::mark(id, expected) => {
                Ok(entry.func_ref)
            }
            _ => self.get_at_another_type(registry, id, expected),
        }
    }

    /// [`Self::get_typed`] of an entry that was last read at another type, or that is not there.
    /// Not inlined: next to it, the read at the type of the last time takes half as long again.
    #[inline(never)]
    fn get_at_another_type<S>(
        &self,
        registry: &Registry<S>,
        id: FuncRefId,
        expected: CanonicalIndex,
    ) -> Result<FuncRef, TypedFuncRefError> {
        let Some(entry) = self.find(id) else {
            return Err(self.missing(id, Some(expected)));
        };
        let faults = registry.store.faults;
        let found = match faults.has(Fault::T3) {
            true => CanonicalIndex::from_raw(registry.store.cells.load(entry.read_at())),
            false => entry.func_ref.ty,
        };
        if !registry.is_subtype(found, expected) && !faults.has(Fault::T8) {
            return Err(TypedFuncRefError::Mismatch { id, found, expected });
        }
        assert!(!faults.has(Fault::T5), "the entry is not of the very type expected");
        entry.mark.store(Entry::mark(id, expected), Ordering::Relaxed);
        Ok(entry.func_ref)
    }

    /// The reference with this id, read at the static type `(ref null? func)`. Constant time.
    ///
    /// # Errors
    ///
    /// If there is no such entry.
    #[inline]
    pub fn get_untyped(&self, id: FuncRefId) -> Result<FuncRef, TypedFuncRefError> {
        match self.find(id) {
            Some(entry) => Ok(entry.func_ref),
            None => Err(self.missing(id, None)),
        }
    }

    /// Removes an entry whose id is stored nowhere any more, and returns its reference. The slot may
    /// be used again; the id never is. Expected constant time.
    ///
    /// # Errors
    ///
    /// If there is no such entry.
    pub fn remove(&mut self, id: FuncRefId) -> Result<FuncRef, TypedFuncRefError> {
        let func_ref = self.get_untyped(id)?;
        self.entries[id.slot()].free();
        self.slots_by_reference.remove(&func_ref);
        self.free.push(id.slot() as u32);
        Ok(func_ref)
    }

    /// Removes all entries for which `keep` says no, as a collector does after marking. Linear in
    /// the slots.
    pub fn retain(&mut self, mut keep: impl FnMut(FuncRefId, FuncRef) -> bool) {
        for slot in 0..self.entries.len() {
            let entry = &self.entries[slot];
            let (id, func_ref) = (entry.id(slot), entry.func_ref);
            if !entry.is_free() && !keep(id, func_ref) {
                let removed = self.remove(id);
                debug_assert_eq!(removed, Ok(func_ref));
            }
        }
    }

    #[inline]
    fn find(&self, id: FuncRefId) -> Option<&Entry> {
        self.entries.get(id.slot()).filter(|entry| entry.id(id.slot()) == id)
    }

    #[cold]
    fn missing(&self, id: FuncRefId, expected: Option<CanonicalIndex>) -> TypedFuncRefError {
        let slots = self.entries.len() as u32;
        if id.slot() < self.entries.len() {
            TypedFuncRefError::StaleId { id, expected }
        } else {
            TypedFuncRefError::UnknownId { id, expected, slots }
        }
    }
}
