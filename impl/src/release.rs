//! Giving back what a module held: reference counts of groups, and the end of groups without any.

use crate::index::GroupId;
use crate::{ModuleTypes, Registry};

impl<S> Registry<S> {
    /// Gives back the types of a module.
    ///
    /// Groups that no module and no other group needs any more are removed, and their canonical
    /// indices may be given to later types. `module` must come from this registry. Linear in the
    /// words of the groups removed and in the groups of the module.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the module's indices must not be used again"
    )]
    pub fn release(&mut self, module: ModuleTypes) {
        self.stack.clear();
        self.stack.extend(&module.groups);
        self.drop_references();
    }

    /// Takes back one reference for each entry of the stack, and those that removed groups held.
    ///
    /// Counting suffices, because references between groups never form a cycle; the stack is
    /// explicit, because chains of groups can be long.
    fn drop_references(&mut self) {
        while let Some(id) = self.stack.pop() {
            let Some(group) = self.store.group_mut(id) else {
                continue;
            };
            debug_assert_ne!(group.references, 0);
            group.references = group.references.saturating_sub(1);
            if group.references != 0 {
                continue;
            }
            let group = *group;
            let found = self.groups.find_entry(group.hash, |other: &GroupId| *other == id);
            debug_assert!(found.is_ok());
            if let Ok(entry) = found {
                entry.remove();
            }
            self.stack.extend(self.store.external_groups(&group));
            self.store.remove_group(id);
        }
    }
}
