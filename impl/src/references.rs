//! Reference counts of groups.
//!
//! Facts that the code relies on:
//!
//! 1. Without the writer's lock a count is only raised if it is not 0. So a thread that holds the
//!    lock and sees 0 knows that nothing keeps the group and that nothing will.
//! 2. Who lowers a count to 0 takes the lock and looks again. Meanwhile another thread may have
//!    revived the group under the lock, and let it go again, and the entry may even be that of
//!    another group. It does not matter whose duty it was: a group that is there, with count 0, is
//!    removed, and any other is left alone. So nothing is removed too early or twice.
//! 3. A count that ever reaches its maximum stays there, and the group is kept for as long as the
//!    registry lives.

use crate::index::GroupId;
use crate::store::Store;
use crate::sync::Ordering;

/// The count of groups that are kept for ever.
const SATURATED: u32 = u32::MAX;

impl Store {
    /// Raises the count of a group, unless it is 0. Whether it was raised.
    ///
    /// Acquire: what was written before the group was published can be seen afterwards.
    #[inline]
    pub(crate) fn raise_live(&self, id: GroupId) -> bool {
        self.change(id, |count| (count != 0).then(|| count.saturating_add(1))).is_some()
    }

    /// Raises the count of a group that another reference keeps, or that is only reached with the
    /// writer's lock.
    #[inline]
    pub(crate) fn raise(&self, id: GroupId) {
        let before = self.change(id, |count| Some(count.saturating_add(1)));
        debug_assert!(before.is_some());
    }

    /// Lowers the count of a group. Whether it is 0 now, so that the caller must see to its removal.
    ///
    /// Release, as part of the change: what this thread read of the group, it read before.
    #[inline]
    pub(crate) fn lower(&self, id: GroupId) -> bool {
        let before = self.change(id, |count| match count {
            SATURATED => Some(SATURATED),
            count => count.checked_sub(1),
        });
        debug_assert!(
            before.is_some() || self.faults.loses_types(),
            "a reference was given back twice"
        );
        before == Some(1)
    }

    /// Whether nothing keeps a group. Only with the writer's lock does the answer hold.
    pub(crate) fn is_unreferenced(&self, id: GroupId) -> bool {
        let count = self.groups.get(id.get()).map(|group| group.references.load(Ordering::Acquire));
        count == Some(0)
    }

    /// Changes a count, and returns what it was; or nothing if it is not changed.
    #[inline]
    fn change(&self, id: GroupId, change: impl FnMut(u32) -> Option<u32>) -> Option<u32> {
        let references = &self.groups.get(id.get())?.references;
        references.fetch_update(Ordering::AcqRel, Ordering::Acquire, change).ok()
    }
}
