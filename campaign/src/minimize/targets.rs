//! Sets of types and groups that are edited together.
//!
//! A disagreement about equality needs two types to stay alike, and a declared subtype has to
//! follow its supertype. So each edit of one type is also tried on every set of types that may have
//! to change together, the larger sets first.

use super::draft::Draft;
use super::slots;
use crate::question::{ModuleId, TypeRef};
use crate::section::SubType;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::mem::discriminant;
use std::rc::Rc;

/// Types that are edited together, sorted.
pub(super) type Targets = Rc<[TypeRef]>;

/// A group: a module and the group's number in it.
pub(super) type GroupRef = (ModuleId, usize);

/// Where a type stands, and what kind of type it is.
struct Site<'a> {
    at: TypeRef,
    group_len: usize,
    position: usize,
    ty: &'a SubType,
}

/// Beyond this many types they are no longer edited one by one.
const SINGLE_MAX: usize = 128;

/// The sets of types to edit together, each once, the largest first.
///
/// They are: all types; each declared hierarchy; types of one kind at one position of groups of one
/// length, of any shape, of one arity, and with equal bodies; the types of the question; each type.
pub(super) fn types(draft: &Draft) -> Vec<Targets> {
    let sites = sites(draft);
    let mut sets: BTreeSet<Vec<TypeRef>> = BTreeSet::new();
    sets.insert(sites.iter().map(|site| site.at).collect());
    sets.extend(hierarchies(draft));
    let place = |site: &Site<'_>| {
        let kind = discriminant(&site.ty.composite);
        (site.group_len, site.position, kind)
    };
    let arity = |site: &Site<'_>| (slots::count(&site.ty.composite), site.ty.supertypes.len());
    sets.extend(classes(&sites, place));
    sets.extend(classes(&sites, |site| (place(site), arity(site))));
    sets.extend(classes(&sites, |site| (place(site), relative(site))));
    let mut named = draft.named();
    named.sort_unstable();
    named.dedup();
    sets.insert(named);
    if sites.len() <= SINGLE_MAX {
        sets.extend(sites.iter().map(|site| vec![site.at]));
    }
    sets.retain(|set| !set.is_empty());
    let mut sets: Vec<Targets> = sets.into_iter().map(Into::into).collect();
    // The sort is stable, so that sets of one size stay in the order of their types.
    sets.sort_by_key(|set| usize::MAX - set.len());
    sets
}

/// The sets of groups to edit together: groups of one length, groups of the question, each group.
pub(super) fn groups(draft: &Draft) -> Vec<Rc<[GroupRef]>> {
    let mut by_len: BTreeMap<usize, Vec<GroupRef>> = BTreeMap::new();
    let mut named = Vec::new();
    let mut sets = BTreeSet::new();
    for (module, section) in draft.sections() {
        let mut next = 0;
        for (number, group) in section.groups.iter().enumerate() {
            let at = (module, number);
            let first = next;
            next += group.types.len() as u32;
            by_len.entry(group.types.len()).or_default().push(at);
            let is_named = |ty: &TypeRef| ty.module == module && (first..next).contains(&ty.index);
            if draft.named().iter().any(is_named) {
                named.push(at);
            }
            if section.groups.len() <= SINGLE_MAX {
                sets.insert(vec![at]);
            }
        }
    }
    sets.insert(by_len.values().flatten().copied().collect());
    sets.extend(by_len.into_values());
    sets.insert(named);
    sets.retain(|set| !set.is_empty());
    let mut sets: Vec<Rc<[GroupRef]>> = sets.into_iter().map(Into::into).collect();
    sets.sort_by_key(|set| usize::MAX - set.len());
    sets
}

fn sites(draft: &Draft) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for (module, section) in draft.sections() {
        let mut indices = 0..;
        for group in &section.groups {
            for (position, ty) in group.types.iter().enumerate() {
                let index = indices.next().unwrap_or_default();
                sites.push(Site {
                    at: TypeRef { module, index },
                    group_len: group.types.len(),
                    position,
                    ty,
                });
            }
        }
    }
    sites
}

/// The types with equal keys, where there are at least two, each class in order of its types.
fn classes<K: Hash + Eq>(sites: &[Site<'_>], key: impl Fn(&Site<'_>) -> K) -> Vec<Vec<TypeRef>> {
    let mut numbers = HashMap::new();
    let mut classes: Vec<Vec<TypeRef>> = Vec::new();
    for site in sites {
        let number = *numbers.entry(key(site)).or_insert(classes.len());
        match classes.get_mut(number) {
            Some(class) => class.push(site.at),
            None => classes.push(vec![site.at]),
        }
    }
    classes.retain(|class| class.len() > 1);
    classes
}

/// A type whose references inside its group count from the group's start, so that copies of a
/// group are alike; they count down from the greatest index to stay apart from other references.
fn relative(site: &Site<'_>) -> SubType {
    let first = site.at.index - site.position as u32;
    let mut ty = site.ty.clone();
    ty.for_each_index(|index| {
        if (first..first + site.group_len as u32).contains(index) {
            *index = u32::MAX - (*index - first);
        }
    });
    ty
}

/// The types of each module connected by declared supertypes, where there are at least two.
fn hierarchies(draft: &Draft) -> Vec<Vec<TypeRef>> {
    let mut hierarchies: BTreeMap<TypeRef, Vec<TypeRef>> = BTreeMap::new();
    for (module, section) in draft.sections() {
        let types: Vec<_> = section.types().collect();
        for index in 0..types.len() as u32 {
            let mut root = index;
            for _ in 0..types.len() {
                let above = types.get(root as usize).and_then(|ty| ty.supertypes.first());
                let Some(above) = above.filter(|above| (**above as usize) < types.len()) else {
                    break;
                };
                root = *above;
            }
            let root = TypeRef { module, index: root };
            let hierarchy = hierarchies.entry(root).or_default();
            hierarchy.push(TypeRef { module, index });
        }
    }
    hierarchies.retain(|_, hierarchy| hierarchy.len() > 1);
    hierarchies.into_values().collect()
}
