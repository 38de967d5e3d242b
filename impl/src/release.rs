//! Giving back what a module held, and the end of groups that nothing keeps.

use crate::fault::Fault;
use crate::index::GroupId;
use crate::sync::lock;
use crate::{CanonicalIndex, ModuleTypes, Registry};

impl<S> Registry<S> {
    /// Gives back the types of a module.
    ///
    /// Groups that no module and no other group needs any more are removed, and their canonical
    /// indices may be given to later types. `module` must come from this registry. Linear in the
    /// bytes and displays of the groups removed and in the types of the module. Waits for other
    /// threads only if a group is removed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the module's indices must not be used again"
    )]
    pub fn release(&self, module: ModuleTypes) {
        self.release_types(&module.types);
    }

    /// Gives back one reference for each group that these types of a module are of.
    pub(crate) fn release_types(&self, types: &[CanonicalIndex]) {
        let mut rest = types;
        let groups = std::iter::from_fn(|| {
            while let [first, others @ ..] = rest {
                rest = others;
                let Some(info) = self.store.info(*first) else {
                    debug_assert!(self.store.faults.loses_types());
                    continue;
                };
                let group = self.store.group(info);
                let members = self.store.member_count(self.store.members(group)?) as usize;
                rest = rest.get(members - 1..).unwrap_or(&[]);
                return Some(group);
            }
            None
        });
        self.release_groups(groups);
    }

    /// Gives back one reference for each of these groups, and removes those without any.
    ///
    /// The groups are named before the first of them goes.
    pub(crate) fn release_groups(&self, groups: impl IntoIterator<Item = GroupId>) {
        let unreferenced: Vec<_> =
            groups.into_iter().filter(|group| self.store.lower(*group)).collect();
        if !unreferenced.is_empty() {
            self.remove_unreferenced(unreferenced);
        }
    }

    /// Removes groups whose count was lowered to 0, and those that only they kept.
    ///
    /// Counting suffices, because references between groups never form a cycle; the stack is
    /// explicit, because chains of groups can be long.
    fn remove_unreferenced(&self, mut stack: Vec<GroupId>) {
        let mut writer = lock(&self.writer);
        while let Some(id) = stack.pop() {
            let is_live = self.store.members(id).is_some();
            // Another thread may have revived or removed the group before the lock was taken.
            let unreferenced = self.store.is_unreferenced(id) || self.store.faults.has(Fault::G6);
            let (true, true, Some(hash)) = (is_live, unreferenced, self.store.hash(id)) else {
                continue;
            };
            let hash_of = |other| self.store.hash(other).unwrap_or(0);
            self.table.remove(hash, id, hash_of);
            let lower = |external| {
                if !self.store.faults.has(Fault::G4) && self.store.lower(external) {
                    stack.push(external);
                }
            };
            writer.remove_group(&self.store, id, lower, |index| {
                if let Some(removed) = &self.removed
                    && !self.store.faults.has(Fault::G5)
                {
                    removed(index);
                }
            });
        }
    }
}
