//! Types as modules write them: groups, with references to siblings and to earlier types.

use crate::syntax::{CompType, FieldType, HeapType, RecType, RefType, StorageType, SubType};
use crate::syntax::{TypeUse, ValType};

/// A defined type: the module it is written in, and its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The module, in the order of definition.
    pub module: u32,
    /// The type index.
    pub index: u32,
}

/// A group, as its module writes it.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// Its members. A reference to a sibling is `REC j`; one to an earlier type is `_IDX n`, where n
    /// counts the group's external references.
    pub(crate) members: Vec<SubType>,
    /// The targets of the external references, in reading order; numbers of types.
    pub(crate) external: Vec<u32>,
}

/// A defined type: its group, and its position there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    pub(crate) group: u32,
    pub(crate) position: u32,
}

/// The types of some modules.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub(crate) groups: Vec<Group>,
    /// Every type of every module, in order.
    pub(crate) types: Vec<Member>,
    /// The number of each module's first type, and of the first type that is not its.
    modules: Vec<(u32, u32)>,
}

impl Written {
    /// Adds the types of the next module, and says whether each reference leads to the own group or to an
    /// earlier type; one that does not is left as it is and equals only the same index.
    pub fn define(&mut self, rectypes: &[RecType]) -> bool {
        let first = self.types.len() as u32;
        let mut leads_somewhere = true;
        for RecType(members) in rectypes {
            let group = self.groups.len() as u32;
            let x = self.types.len() as u32 - first;
            let positions = 0..members.len() as u32;
            self.types.extend(positions.map(|position| Member { group, position }));
            let mut external = Vec::new();
            let mut place = |tu| match tu {
                TypeUse::Idx(y) if y >= x && ((y - x) as usize) < members.len() => {
                    TypeUse::Rec(y - x)
                }
                TypeUse::Idx(y) if y < x => {
                    external.push(first + y);
                    TypeUse::Idx(external.len() as u32 - 1)
                }
                other => {
                    leads_somewhere = false;
                    other
                }
            };
            let members = members.iter().map(|st| with_uses(st, &mut place)).collect();
            self.groups.push(Group { members, external });
        }
        self.modules.push((first, self.types.len() as u32));
        leads_somewhere
    }

    /// The number of a type among all types.
    pub(crate) fn number(&self, Place { module, index }: Place) -> Option<u32> {
        let (first, end) = *self.modules.get(module as usize)?;
        first.checked_add(index).filter(|number| *number < end)
    }

    /// Where the type with this number is written.
    pub(crate) fn place(&self, number: u32) -> Option<Place> {
        let holds = |(first, end): &(u32, u32)| (*first..*end).contains(&number);
        let module = self.modules.iter().position(holds)?;
        Some(Place { module: module as u32, index: number - self.modules[module].0 })
    }
}

/// The same type with other type uses, visited in reading order.
fn with_uses(st: &SubType, place: &mut impl FnMut(TypeUse) -> TypeUse) -> SubType {
    let supers = st.supers.iter().map(|tu| place(*tu)).collect();
    let mut value = |t: &ValType| match *t {
        ValType::Ref(RefType { null, ht: HeapType::Use(tu) }) => {
            ValType::Ref(RefType { null, ht: HeapType::Use(place(tu)) })
        }
        other => other,
    };
    let mut field = |ft: &FieldType| match ft.zt {
        StorageType::Val(t) => FieldType { zt: StorageType::Val(value(&t)), ..*ft },
        StorageType::Pack(_) => *ft,
    };
    let ct = match &st.ct {
        CompType::Struct(fts) => CompType::Struct(fts.iter().map(field).collect()),
        CompType::Array(ft) => CompType::Array(field(ft)),
        CompType::Func(t1, t2) => {
            let t1 = t1.iter().map(&mut value).collect();
            CompType::Func(t1, t2.iter().map(&mut value).collect())
        }
    };
    SubType { fin: st.fin, supers, ct }
}
