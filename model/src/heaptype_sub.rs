//! `Heaptype_sub` and `Deftype_sub` (2.2) on closed heap types: the least relation that is closed
//! under the rules, computed by saturation.
//!
//! The universe is finite: the abstract heap types and the defined types of the modules at hand. Each
//! pair of the relation is a fact that remembers the rule that derived it first and the facts that were
//! the rule's premises. Rules are applied until none derives a new fact. Transitivity waits until all other
//! rules are exhausted, so that a fact remembers the more telling rule where several derive it.
//!
//! The relation grows with the context: `Type_ok` checks the members of a group in a context that has
//! the whole group already, so their declared supertypes are facts then (the declaration of one
//! member may need that of a later one). Facts about older types do not change when valid types are
//! added; if the group turns out to be invalid, the relation is to be thrown away with the context.

mod facts;
mod reasons;

use crate::mutants::{Omission, Omitted};
use crate::rule::Rule;
use crate::syntax::{AbsHeapType, CompType, DefType, HeapType, RecTypeId, TypeUse};
use crate::terms::Terms;
use facts::{Chain, Fact, FactId, fact_id, place};
use std::sync::LazyLock;

/// A heap type of the universe: abstract ones first, in the order of [`AbsHeapType::ALL`].
pub(crate) type Node = u32;

/// The subtype relation on closed heap types.
#[derive(Clone, Debug)]
pub struct HeaptypeSub {
    nodes: Vec<HeapType>,
    /// The node of the first member of each recursive type of the universe.
    first_member: Vec<Option<Node>>,
    /// For each node, the nodes that declare it as a supertype.
    declared_below: Vec<Vec<Node>>,
    facts: Vec<Fact>,
    /// The fact about each pair, in rows of `stride`.
    table: Vec<Option<FactId>>,
    stride: usize,
    /// The facts with this node on the left, and on the right.
    with_left: Vec<Chain>,
    with_right: Vec<Chain>,
    /// How many facts every rule but transitivity has been applied to, and how many transitivity.
    applied: usize,
    joined: usize,
    /// How many pairs of facts transitivity has looked at.
    steps: usize,
    /// Nothing, but for tests of the tests.
    omitted: Omitted,
}

/// The saturation would take longer than the model allows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManySteps;

impl HeaptypeSub {
    /// The bound on the pairs of facts that transitivity looks at: about a second.
    pub const STEPS_MAX: usize = 300_000_000;

    /// The relation on the abstract heap types alone.
    ///
    /// It is computed once, and copied for each model: a campaign makes thousands a second.
    #[must_use]
    pub fn new() -> Self {
        static ABSTRACT: LazyLock<HeaptypeSub> =
            LazyLock::new(|| HeaptypeSub::leaving_out(Omitted::default()));
        let mut relation = ABSTRACT.clone();
        // Room for a module of thirty types or so.
        relation.reserve(32, 256);
        relation
    }

    /// Makes room for more nodes and facts.
    fn reserve(&mut self, nodes: usize, facts: usize) {
        self.nodes.reserve(nodes);
        self.first_member.reserve(nodes);
        self.declared_below.reserve(nodes);
        self.with_left.reserve(nodes);
        self.with_right.reserve(nodes);
        self.facts.reserve(facts);
    }

    /// The same, with what is left out from the beginning.
    pub(crate) fn leaving_out(omitted: Omitted) -> Self {
        let mut relation = Self {
            nodes: Vec::new(),
            first_member: Vec::new(),
            declared_below: Vec::new(),
            facts: Vec::new(),
            table: Vec::new(),
            stride: 0,
            with_left: Vec::new(),
            with_right: Vec::new(),
            applied: 0,
            joined: 0,
            steps: 0,
            omitted,
        };
        relation.widen(64);
        for abs in AbsHeapType::ALL {
            let node = relation.add_node(HeapType::Abs(abs));
            relation.conclude(node, node, Rule::HeaptypeSubRefl, [None, None]);
        }
        for (sub, sup, rule) in [
            (AbsHeapType::Eq, AbsHeapType::Any, Rule::HeaptypeSubEqAny),
            (AbsHeapType::I31, AbsHeapType::Eq, Rule::HeaptypeSubI31Eq),
            (AbsHeapType::Struct, AbsHeapType::Eq, Rule::HeaptypeSubStructEq),
            (AbsHeapType::Array, AbsHeapType::Eq, Rule::HeaptypeSubArrayEq),
        ] {
            relation.conclude(sub as Node, sup as Node, rule, [None, None]);
        }
        relation.saturate().expect("thirteen heap types need few steps");
        relation
    }

    /// Whether `ht1 <: ht2`, for heap types of the universe.
    ///
    /// `None` if one of them is not of the universe.
    #[inline]
    #[must_use]
    pub fn holds(&self, ht1: HeapType, ht2: HeapType) -> Option<bool> {
        Some(self.has(self.node(ht1)?, self.node(ht2)?))
    }

    /// Whether a pair of the universe is in the relation.
    #[inline]
    pub(crate) fn has(&self, left: Node, right: Node) -> bool {
        self.fact(left, right).is_some()
    }

    pub(crate) fn omitted(&self) -> Omitted {
        self.omitted
    }

    /// The rules that derived each pair first.
    pub fn concluded(&self) -> impl Iterator<Item = Rule> {
        self.facts.iter().flat_map(|fact| fact.rules())
    }

    /// Adds the members of a recursive type to the universe and saturates.
    ///
    /// # Errors
    ///
    /// [`TooManySteps`] if that would take more than [`Self::STEPS_MAX`] steps.
    pub(crate) fn extend(&mut self, terms: &Terms, id: RecTypeId) -> Result<(), TooManySteps> {
        if self.first_member.len() <= id.0 as usize {
            self.first_member.resize(id.0 as usize + 1, None);
        }
        if self.first_member[id.0 as usize].is_some() {
            return Ok(());
        }
        let first = self.nodes.len() as Node;
        self.first_member[id.0 as usize] = Some(first);
        let members = &terms.rectype(id).0;
        for i in 0..members.len() as u32 {
            self.add_node(HeapType::Use(TypeUse::Def(DefType { rectype: id, i })));
        }
        for (node, st) in (first..).zip(members) {
            if !self.omitted.is(Omission::Reflexivity) {
                self.conclude(node, node, Rule::DeftypeSubRefl, [None, None]);
            }
            let (kind, rule) = match st.ct {
                CompType::Struct(_) => (AbsHeapType::Struct, Rule::HeaptypeSubStruct),
                CompType::Array(_) => (AbsHeapType::Array, Rule::HeaptypeSubArray),
                CompType::Func(..) => (AbsHeapType::Func, Rule::HeaptypeSubFunc),
            };
            self.conclude(node, kind as Node, rule, [None, None]);
            for tu in &st.supers {
                let sup = match tu {
                    TypeUse::Rec(j) => {
                        Some(first + j).filter(|sup| *sup < self.nodes.len() as Node)
                    }
                    TypeUse::Def(dt) => self.node(HeapType::Use(TypeUse::Def(*dt))),
                    TypeUse::Idx(_) => None,
                };
                if let Some(sup) = sup {
                    self.declared_below[sup as usize].push(node);
                    self.apply_super(node, sup);
                }
            }
        }
        self.saturate()
    }

    /// Applies rules until none derives a new fact.
    fn saturate(&mut self) -> Result<(), TooManySteps> {
        loop {
            while let Some(fact) = self.facts.get(self.applied).copied() {
                self.applied += 1;
                self.apply_to(fact_id(self.applied), fact);
            }
            let Some(fact) = self.facts.get(self.joined).copied() else {
                return Ok(());
            };
            if self.omitted.is(Omission::Transitivity) {
                return Ok(());
            }
            self.joined += 1;
            self.join(fact_id(self.joined), fact)?;
        }
    }

    /// Every rule but transitivity that has a premise of the form of this fact.
    fn apply_to(&mut self, id: FactId, Fact { left, right, .. }: Fact) {
        // Deftype_sub/super, and Heaptype_sub/def above it: dt <: dt2 if dt declares left, and
        // left <: dt2.
        if matches!(self.nodes[right as usize], HeapType::Use(_)) {
            for n in 0..self.declared_below[left as usize].len() {
                let sub = self.declared_below[left as usize][n];
                self.conclude(sub, right, Rule::DeftypeSubSuper, [Some(id), None]);
            }
        }
        // Heaptype_sub/none and its like: NONE <: ht if ht <: ANY and ht =/= BOT.
        for (bottom, top, rule) in BOTTOMS {
            let not_bot =
                left != AbsHeapType::Bot as Node || self.omitted.is(Omission::BottomPremise);
            if right == top as Node && not_bot {
                self.conclude(bottom as Node, left, rule, [Some(id), None]);
            }
        }
    }

    /// A new declaration: `Deftype_sub/super` for all that is known to lie above the supertype.
    fn apply_super(&mut self, sub: Node, sup: Node) {
        let mut next = self.with_left[sup as usize].first();
        while let Some(id) = next {
            let fact = self.fact_at(id);
            if matches!(self.nodes[fact.right as usize], HeapType::Use(_)) {
                self.conclude(sub, fact.right, Rule::DeftypeSubSuper, [Some(id), None]);
            }
            next = self.fact_at(id).next_with_left;
        }
    }

    /// `Heaptype_sub/trans`, with the fact as the first premise and as the second. The heap type in
    /// the middle is one of the universe, hence OK.
    fn join(&mut self, id: FactId, Fact { left, right, .. }: Fact) -> Result<(), TooManySteps> {
        let (above, below) = (self.with_left[right as usize], self.with_right[left as usize]);
        self.steps += above.len + below.len;
        if self.steps > Self::STEPS_MAX {
            return Err(TooManySteps);
        }
        let mut next = above.first();
        while let Some(above) = next {
            let top = self.fact_at(above);
            self.conclude(left, top.right, Rule::HeaptypeSubTrans, [Some(id), Some(above)]);
            next = top.next_with_left;
        }
        let mut next = below.first();
        while let Some(below) = next {
            let bottom = self.fact_at(below);
            self.conclude(bottom.left, right, Rule::HeaptypeSubTrans, [Some(below), Some(id)]);
            next = bottom.next_with_right;
        }
        Ok(())
    }

    /// Records a fact, unless the pair is known.
    fn conclude(&mut self, left: Node, right: Node, rule: Rule, premises: [Option<FactId>; 2]) {
        let cell = &mut self.table[left as usize * self.stride + right as usize];
        if cell.is_some() {
            return;
        }
        let id = fact_id(self.facts.len() + 1);
        *cell = Some(id);
        let (next_with_left, next_with_right) = (None, None);
        self.facts.push(Fact { left, right, rule, premises, next_with_left, next_with_right });
        if let Some(last) = self.with_left[left as usize].push(id) {
            self.facts[place(last)].next_with_left = Some(id);
        }
        if let Some(last) = self.with_right[right as usize].push(id) {
            self.facts[place(last)].next_with_right = Some(id);
        }
    }

    fn add_node(&mut self, ht: HeapType) -> Node {
        let node = self.nodes.len() as Node;
        if self.nodes.len() == self.stride {
            self.widen(2 * self.stride);
        }
        self.nodes.push(ht);
        self.declared_below.push(Vec::new());
        self.with_left.push(Chain::default());
        self.with_right.push(Chain::default());
        // Heaptype_sub/bot; BOT itself is the last of the abstract heap types.
        if node > AbsHeapType::Bot as Node {
            self.conclude(AbsHeapType::Bot as Node, node, Rule::HeaptypeSubBot, [None, None]);
        } else if node == AbsHeapType::Bot as Node {
            for other in 0..node {
                self.conclude(node, other, Rule::HeaptypeSubBot, [None, None]);
            }
        }
        node
    }

    /// Makes the rows of the table longer.
    fn widen(&mut self, stride: usize) {
        let mut table = vec![None; stride * stride];
        for (n, Fact { left, right, .. }) in (1..).zip(&self.facts) {
            table[*left as usize * stride + *right as usize] = Some(fact_id(n));
        }
        self.table = table;
        self.stride = stride;
    }

    fn fact_at(&self, id: FactId) -> Fact {
        self.facts[place(id)]
    }

    #[inline]
    fn fact(&self, left: Node, right: Node) -> Option<FactId> {
        self.table[left as usize * self.stride + right as usize]
    }

    #[inline]
    pub(crate) fn node(&self, ht: HeapType) -> Option<Node> {
        match ht {
            HeapType::Abs(abs) => Some(abs as Node),
            HeapType::Use(TypeUse::Def(dt)) => {
                let first = *self.first_member.get(dt.rectype.0 as usize)?;
                first.map(|first| first + dt.i)
            }
            HeapType::Use(TypeUse::Idx(_) | TypeUse::Rec(_)) => None,
        }
    }
}

impl Default for HeaptypeSub {
    fn default() -> Self {
        Self::new()
    }
}

/// The four rules for the bottoms of hierarchies: `bottom <: ht` if `ht <: top` and `ht =/= BOT`.
const BOTTOMS: [(AbsHeapType, AbsHeapType, Rule); 4] = [
    (AbsHeapType::None, AbsHeapType::Any, Rule::HeaptypeSubNone),
    (AbsHeapType::NoFunc, AbsHeapType::Func, Rule::HeaptypeSubNofunc),
    (AbsHeapType::NoExn, AbsHeapType::Exn, Rule::HeaptypeSubNoexn),
    (AbsHeapType::NoExtern, AbsHeapType::Extern, Rule::HeaptypeSubNoextern),
];
