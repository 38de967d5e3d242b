//! The immediates of instructions, each drawn by the name of its field.
//!
//! Most fit: an index is drawn among those whose use is well-typed. Where there is none, the draw says so,
//! and another instruction is taken.

use super::body::Body;
use super::encode;
use super::matching::{abstract_reference, bottom, defined, unpacked};
use super::tabulated;
use crate::section::{Composite, Field, HeapRef, Storage, Val};
use wasm_encoder::{HeapType, Ieee32, Ieee64, MemArg, MemArgTarget, RefType, ValType};

/// A number that instructions have as an immediate.
pub(super) trait Number {
    fn from_bits(bits: u64) -> Self;
}

impl Number for i32 {
    fn from_bits(bits: u64) -> Self {
        bits as Self
    }
}

impl Number for i64 {
    fn from_bits(bits: u64) -> Self {
        bits as Self
    }
}

impl Number for i128 {
    fn from_bits(bits: u64) -> Self {
        (Self::from(bits) << 64) | Self::from(bits)
    }
}

impl Number for Ieee32 {
    fn from_bits(bits: u64) -> Self {
        Self::new(bits as u32)
    }
}

impl Number for Ieee64 {
    fn from_bits(bits: u64) -> Self {
        Self::new(bits)
    }
}

const fn is_packed(field: Field) -> bool {
    matches!(field.storage, Storage::I8 | Storage::I16)
}

impl Body<'_, '_> {
    /// Notes that nothing fits.
    fn or_unfit<T: Default>(&mut self, drawn: Option<T>) -> T {
        self.unfit |= drawn.is_none();
        drawn.unwrap_or_default()
    }

    fn index(&mut self, count: usize, fits: impl Fn(u32) -> bool) -> u32 {
        let drawn = self.draw.index(count as u32, fits);
        self.or_unfit(drawn)
    }

    pub(super) fn value<T: Number>(&mut self) -> T {
        let small = u64::from(self.draw.below(5)).wrapping_sub(2);
        let bits = match self.draw.weighted(&[6, 1, 1]) {
            0 => small,
            1 => 1 << self.draw.below(64),
            _ => {
                (u64::from(self.draw.below(u32::MAX)) << 32) | u64::from(self.draw.below(u32::MAX))
            }
        };
        T::from_bits(bits)
    }

    pub(super) fn lane(&mut self) -> u8 {
        let lanes = tabulated::lanes(self.op);
        let slip = self.draw.slip();
        if slip { lanes as u8 } else { self.draw.below(lanes) as u8 }
    }

    pub(super) fn lanes(&mut self) -> [u8; 16] {
        let mut lanes = [0; 16];
        for lane in &mut lanes {
            *lane = self.draw.below(32) as u8;
        }
        if self.draw.slip() {
            lanes[self.draw.below(16) as usize] = 32;
        }
        lanes
    }

    pub(super) fn memarg(&mut self) -> MemArg {
        let memory = self.mem();
        self.memory = memory;
        let most = tabulated::align_max(self.op);
        let slip = self.draw.slip();
        let align = if slip { most + 1 } else { self.draw.below(most + 1) };
        let is_64 = self.plan.memory_address(memory) == Val::I64;
        let offset = match self.draw.weighted(&[8, 1]) {
            0 => u64::from(self.draw.below(16)),
            _ if is_64 || self.draw.slip() => 1 << self.draw.below(64),
            _ => 1 << self.draw.below(32),
        };
        MemArg { offset, align, target: MemArgTarget::Memory(memory), ordering: None }
    }

    pub(super) fn mem(&mut self) -> u32 {
        self.index(self.plan.memories.len(), |_| true)
    }

    pub(super) fn dst_mem(&mut self) -> u32 {
        self.mem()
    }

    pub(super) fn src_mem(&mut self) -> u32 {
        self.mem()
    }

    pub(super) fn data_index(&mut self) -> u32 {
        self.index(self.plan.datas.len(), |_| true)
    }

    pub(super) fn array_data_index(&mut self) -> u32 {
        if self.draw.rare_slip() {
            return self.plan.datas.len() as u32;
        }
        self.data_index()
    }

    /// Drawn before the table that it is copied to.
    pub(super) fn elem_index(&mut self) -> u32 {
        let index = self.index(self.plan.elems.len(), |_| true);
        let elem = self.plan.elems.get(index as usize);
        self.source = elem.map(|elem| elem.element);
        index
    }

    /// Drawn after the array.
    pub(super) fn array_elem_index(&mut self) -> u32 {
        let (plan, target) = (self.plan, self.target);
        self.index(plan.elems.len(), |index| {
            target.is_none_or(|target| plan.fits(plan.elems[index as usize].element, target))
        })
    }

    pub(super) fn table(&mut self) -> u32 {
        let (plan, source) = (self.plan, self.source);
        self.index(plan.tables.len(), |index| {
            source.is_none_or(|source| plan.fits(source, plan.tables[index as usize].element))
        })
    }

    /// Drawn before the table that is copied.
    pub(super) fn dst_table(&mut self) -> u32 {
        let index = self.index(self.plan.tables.len(), |_| true);
        self.target = self.plan.tables.get(index as usize).map(|table| table.element);
        index
    }

    pub(super) fn src_table(&mut self) -> u32 {
        let (plan, target) = (self.plan, self.target);
        self.index(plan.tables.len(), |index| {
            target.is_none_or(|target| plan.fits(plan.tables[index as usize].element, target))
        })
    }

    /// The table of an indirect call.
    pub(super) fn table_index(&mut self) -> u32 {
        let plan = self.plan;
        let func = abstract_reference(true, crate::question::AbstractHeap::Func);
        self.index(plan.tables.len(), |index| plan.fits(plan.tables[index as usize].element, func))
    }

    pub(super) fn local_index(&mut self) -> u32 {
        let (set, reads) = (self.set.clone(), self.op == "LocalGet");
        self.index(set.len(), |index| !reads || set[index as usize])
    }

    pub(super) fn global_index(&mut self) -> u32 {
        let (plan, writes) = (self.plan, self.op == "GlobalSet");
        self.index(plan.globals.len(), |index| !writes || plan.globals[index as usize].mutable)
    }

    pub(super) fn tag_index(&mut self) -> u32 {
        self.index(self.plan.tags.len(), |_| true)
    }

    /// Whether a tail call may return what the callee returns.
    fn returns(&self, results: &[Val]) -> bool {
        !self.op.starts_with("Return") || self.plan.all_fit(results, &self.results)
    }

    pub(super) fn function_index(&mut self) -> u32 {
        let plan = self.plan;
        let fitting: Vec<bool> = (0..plan.funcs.len() as u32)
            .map(|index| match self.op {
                "RefFunc" => plan.declared[index as usize],
                _ => self.returns(plan.func(index).1),
            })
            .collect();
        self.index(fitting.len(), |index| fitting[index as usize])
    }

    /// The function type of a call.
    pub(super) fn type_index(&mut self) -> u32 {
        let plan = self.plan;
        // By a slip, a tail call returns what this function does not.
        let right = !(self.op.starts_with("Return") && self.draw.rare_slip());
        let fitting: Vec<bool> = (0..plan.types.len() as u32)
            .map(|index| {
                plan.signature(index).is_some_and(|(_, results)| self.returns(results) == right)
            })
            .collect();
        self.index(fitting.len(), |index| fitting[index as usize])
    }

    /// Whether the instruction at hand may use a field as it does.
    fn uses(&self, field: Field) -> bool {
        let writes = ["StructSet", "ArraySet", "ArrayFill", "ArrayInitData", "ArrayInitElem"];
        match self.op {
            "StructGet" | "ArrayGet" => !is_packed(field),
            "StructGetS" | "StructGetU" | "ArrayGetS" | "ArrayGetU" => is_packed(field),
            op => field.mutable || !writes.contains(&op),
        }
    }

    pub(super) fn struct_type_index(&mut self) -> u32 {
        let plan = self.plan;
        let default = self.op == "StructNewDefault";
        let without = default && self.draw.rare_slip();
        let by_field = self.op.starts_with("StructGet") || self.op == "StructSet";
        let fitting: Vec<bool> = plan
            .types
            .iter()
            .map(|ty| match &ty.composite {
                Composite::Struct(fields) if by_field => fields.iter().any(|f| self.uses(*f)),
                Composite::Struct(fields) => {
                    let has = fields.iter().all(|f| plan.has_default(unpacked(f.storage)));
                    !default || has != without
                }
                Composite::Array(_) | Composite::Func { .. } => false,
            })
            .collect();
        let index = self.index(fitting.len(), |index| fitting[index as usize]);
        self.structure = index;
        index
    }

    /// Drawn after the struct.
    pub(super) fn field_index(&mut self) -> u32 {
        let (plan, structure) = (self.plan, self.structure);
        let count = (0..).find(|n| plan.field(structure, *n).is_none()).unwrap_or(0);
        let fitting: Vec<bool> =
            (0..count).map(|n| plan.field(structure, n).is_some_and(|f| self.uses(f))).collect();
        // A slip of the struct leaves a field of nothing.
        if fitting.is_empty() && !self.unfit {
            return 0;
        }
        self.index(fitting.len(), |index| fitting[index as usize])
    }

    pub(super) fn array_type_index(&mut self) -> u32 {
        let plan = self.plan;
        let numeric = |field: Field| !matches!(unpacked(field.storage), Val::Ref { .. });
        // By a slip, an array whose elements are not what this instruction needs.
        let right = match self.op {
            "ArrayNewDefault" | "ArrayNewData" | "ArrayInitData" => {
                !(self.draw.rare_slip() || self.draw.rare_slip())
            }
            _ => true,
        };
        let fitting: Vec<bool> = (0..plan.types.len() as u32)
            .map(|index| {
                plan.element(index).is_some_and(|element| {
                    self.uses(element)
                        && match self.op {
                            "ArrayNewDefault" => {
                                plan.has_default(unpacked(element.storage)) == right
                            }
                            "ArrayNewData" | "ArrayInitData" => numeric(element) == right,
                            "ArrayNewElem" | "ArrayInitElem" => !numeric(element),
                            _ => true,
                        }
                })
            })
            .collect();
        let index = self.index(fitting.len(), |index| fitting[index as usize]);
        self.target = plan.element(index).map(|element| unpacked(element.storage));
        index
    }

    /// Drawn before the array that is copied.
    pub(super) fn array_type_index_dst(&mut self) -> u32 {
        let plan = self.plan;
        let mutable = |index| plan.element(index).is_some_and(|element| element.mutable);
        let index = self.index(plan.types.len(), mutable);
        self.structure = index;
        index
    }

    pub(super) fn array_type_index_src(&mut self) -> u32 {
        let (plan, target) = (self.plan, self.plan.element(self.structure));
        self.index(plan.types.len(), |index| {
            plan.element(index).is_some_and(|element| {
                target.is_none_or(|target| plan.storage_fits(element.storage, target.storage))
            })
        })
    }

    pub(super) fn array_size(&mut self) -> u32 {
        // wasmparser takes 10,000 operands, which no body has.
        self.draw.below(4)
    }

    pub(super) fn hty(&mut self) -> HeapType {
        match self.draw.reference(self.plan.types.len() as u32) {
            Val::Ref { heap, .. } => {
                self.heap = heap;
                encode::heap(heap)
            }
            _ => HeapType::ANY,
        }
    }

    pub(super) fn ty(&mut self) -> ValType {
        let ty = self.draw.val(self.plan.types.len() as u32);
        self.target = Some(ty);
        encode::val_type(ty)
    }

    /// Types of a `select` that has not one type: never valid.
    pub(super) fn tys(&mut self) -> Vec<ValType> {
        if !self.draw.slip() {
            self.unfit = true;
            return Vec::new();
        }
        let count = self.draw.of(&[0, 2, 3]).unwrap_or(0);
        (0..count).map(|_| self.ty()).collect()
    }

    pub(super) fn relative_depth(&mut self) -> u32 {
        let last_is_reference = matches!(self.op, "BrOnNonNull" | "BrOnCast" | "BrOnCastFail");
        let labels = self.labels.clone();
        let label = |depth: u32| &labels[labels.len() - 1 - depth as usize];
        let depth = self.index(labels.len(), |depth| {
            !last_is_reference || matches!(label(depth).last(), Some(Val::Ref { .. }))
        });
        let last = labels.len().checked_sub(1 + depth as usize).and_then(|n| labels[n].last());
        self.target = last.copied();
        depth
    }

    /// The labels of a `br_table`: all of one type.
    pub(super) fn targets(&mut self) -> (Vec<u32>, u32) {
        let default = self.relative_depth();
        let labels = self.labels.clone();
        let at = |depth: u32| labels.len().checked_sub(1 + depth as usize).map(|n| &labels[n]);
        let mut targets = Vec::new();
        for _ in 0..self.draw.below(4) {
            targets.push(self.index(labels.len(), |depth| at(depth) == at(default)));
        }
        (targets, default)
    }

    /// Drawn after the label and before the type that is cast to. What a failed cast leaves goes to the
    /// label of `br_on_cast_fail`, what a cast leaves to that of `br_on_cast`.
    #[expect(clippy::wrong_self_convention, reason = "named after the field")]
    pub(super) fn from_ref_type(&mut self) -> RefType {
        let label = self.target.unwrap_or(Val::I32);
        let from = match self.op {
            "BrOnCast" => {
                self.cast = self.lower(label);
                self.higher(self.cast)
            }
            _ => {
                let from = self.lower(label);
                self.cast = self.lower(from);
                from
            }
        };
        self.from = if self.draw.rare_slip() { self.unknown_type() } else { from };
        encode::ref_type(self.from)
    }

    #[expect(clippy::wrong_self_convention, reason = "named after the field")]
    pub(super) fn to_ref_type(&mut self) -> RefType {
        if self.draw.slip() {
            self.cast = self.draw.reference(self.plan.types.len() as u32);
        }
        if self.draw.rare_slip() {
            self.cast = self.unknown_type();
        }
        encode::ref_type(self.cast)
    }

    /// A reference to a type that there is not.
    fn unknown_type(&self) -> Val {
        defined(true, self.plan.types.len() as u32)
    }

    /// A type that matches this one.
    pub(super) fn lower(&mut self, ty: Val) -> Val {
        let Val::Ref { nullable, heap } = ty else { return ty };
        let null = nullable && self.draw.chance(1, 2);
        let plan = self.plan;
        let fitting: Vec<Val> = (0..plan.types.len() as u32)
            .map(|index| defined(null, index))
            .filter(|sub| plan.fits(*sub, ty))
            .collect();
        match self.draw.weighted(&[4, 4, 1]) {
            1 => self.draw.of(&fitting).unwrap_or(ty),
            2 => abstract_reference(null, bottom(plan.top(heap))),
            _ => Val::Ref { nullable: null, heap },
        }
    }

    /// A type that this one matches.
    fn higher(&mut self, ty: Val) -> Val {
        let Val::Ref { nullable, heap } = ty else { return ty };
        let nullable = nullable || self.draw.chance(1, 2);
        match self.draw.weighted(&[2, 2, 1]) {
            0 => Val::Ref { nullable, heap },
            1 => abstract_reference(nullable, self.plan.top(heap)),
            _ => {
                let above = match heap {
                    HeapRef::Index(index) => {
                        self.plan.types.get(index as usize).and_then(|ty| ty.supertypes.first())
                    }
                    HeapRef::Abstract(_) => None,
                };
                above.map_or(Val::Ref { nullable, heap }, |above| defined(nullable, *above))
            }
        }
    }
}
