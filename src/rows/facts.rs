//! What nearly every row shows of its attributes and links, side by side in the order of their numbers.
//!
//! A row of a large project is dozens of places all over the memory, and a long table waits for one after the other.
//! What is here was read from them once, and stays right for as long as the attribute or link is the very same one.
//! Texts that few rows have (expressions, notes, reasons) are left where they are.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{
    Apply, Attribute, Cardinality, Confidence, Evidence, IdShape, Link, Mark, Rule, Stance, Status,
    Support,
};

/// A text that many attributes or links share, by number; the default one is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Word(u32);

/// A list of evidence that many attributes or links share, by number; the default one is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct EvidenceList(u32);

/// What a row shows of one piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct EvidenceFacts {
    pub(super) source: Word,
    pub(super) stance: Stance,
    pub(super) confidence: Confidence,
}

/// What a row shows of an attribute that a column has.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributeFacts {
    /// Where its name stands among all names, and how long it is, in bytes.
    name: (usize, u32),
    /// How long its name is together with the SCIM path of a field, which follows on the next line.
    names: u32,
    /// The shape of its id.
    pub(super) shape: IdShape,
    pub(super) evidence: EvidenceList,
    pub(super) value_type: Word,
    pub(super) cardinality: Cardinality,
    pub(super) mark: Option<Mark>,
    pub(super) support: Support,
}

/// How a link's rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleFacts {
    Direct,
    Constant,
    Expression,
    /// An expression that says nothing yet.
    BlankExpression,
    Translation,
}

/// What a row shows of a link.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkFacts {
    pub(super) evidence: EvidenceList,
    pub(super) owner: Word,
    pub(super) rule: RuleFacts,
    pub(super) status: Status,
    pub(super) apply: Apply,
    /// Whether it has a default value or a matching precedence.
    pub(super) has_settings: bool,
    pub(super) has_tenant_check: bool,
}

impl LinkFacts {
    /// Whether the link has something to give and is not rejected.
    pub(super) fn feeds(&self, num_origins: usize) -> bool {
        self.status != Status::Rejected
            && match self.rule {
                RuleFacts::Direct | RuleFacts::Translation => num_origins > 0,
                RuleFacts::Constant | RuleFacts::Expression => true,
                RuleFacts::BlankExpression => false,
            }
    }
}

/// The facts of all attributes and links of an index.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    attributes: Vec<AttributeFacts>,
    links: Vec<LinkFacts>,
    /// The names of the attributes one behind the other, and now and then one that no attribute has any more.
    names: String,
    /// Bytes of `names` that no attribute has any more.
    unused: usize,
    words: Words,
    evidence: EvidenceLists,
}

impl Facts {
    /// The facts of an attribute by its position; none if no column has it.
    pub(super) fn attribute(&self, position: usize) -> Option<&AttributeFacts> {
        self.attributes.get(position)
    }

    /// The facts of a link by its position.
    pub(super) fn link(&self, position: usize) -> Option<&LinkFacts> {
        self.links.get(position)
    }

    /// The name for people.
    pub(super) fn name(&self, facts: &AttributeFacts) -> &str {
        let (start, length) = facts.name;
        self.names
            .get(start..start + length as usize)
            .unwrap_or_default()
    }

    /// The name for people, and behind a line break the SCIM path of a field.
    pub(super) fn names(&self, facts: &AttributeFacts) -> &str {
        let (start, _) = facts.name;
        self.names
            .get(start..start + facts.names as usize)
            .unwrap_or_default()
    }

    /// The text of a word.
    pub(super) fn word(&self, word: Word) -> &str {
        self.words.text(word)
    }

    /// The pieces of a list.
    pub(super) fn evidence(&self, list: EvidenceList) -> &[EvidenceFacts] {
        self.evidence.list(list)
    }

    /// Takes an attribute that stands where another stood.
    pub(super) fn replace_attribute(&mut self, position: usize, attribute: &Attribute) {
        let facts = self.read_attribute(attribute);
        if let Some(old) = self.attributes.get_mut(position) {
            self.unused += old.names as usize;
            *old = facts;
        }
    }

    /// Takes a longer or shorter list of attributes; the `head` and `tail` of what was there are not read again.
    pub(super) fn take_attributes(
        &mut self,
        (head, tail): (usize, usize),
        after: &[Arc<Attribute>],
    ) {
        let old = std::mem::take(&mut self.attributes);
        let (kept, rest) = old.split_at_checked(head).unwrap_or_default();
        let (gone, kept_too) = rest
            .split_at_checked(rest.len().saturating_sub(tail))
            .unwrap_or_default();
        self.unused += gone.iter().map(|gone| gone.names as usize).sum::<usize>();
        self.attributes = Vec::with_capacity(after.len());
        self.attributes.extend(kept);
        let new = after.get(head..after.len() - tail).unwrap_or_default();
        for attribute in new {
            let facts = self.read_attribute(attribute);
            self.attributes.push(facts);
        }
        self.attributes.extend(kept_too);
    }

    /// Lets go of the names that no attribute has any more, once they are the greater part.
    pub(super) fn tidy(&mut self, attributes: &[Arc<Attribute>]) {
        if self.unused > self.names.len() / 2 {
            self.attributes.clear();
            self.names.clear();
            self.unused = 0;
            self.take_attributes((0, 0), attributes);
        }
    }

    /// Begins a new list of links; answers with the old one.
    pub(super) fn begin_links(&mut self, num_links: usize) -> Vec<LinkFacts> {
        std::mem::replace(&mut self.links, Vec::with_capacity(num_links))
    }

    /// Appends a link, read only if its facts are not known.
    pub(super) fn push_link(&mut self, known: Option<&LinkFacts>, link: &Link) {
        let facts = match known {
            Some(known) => *known,
            None => LinkFacts {
                evidence: self.evidence.number(&mut self.words, &link.evidence),
                owner: self.words.number(link.owner.as_deref().unwrap_or_default()),
                rule: match &link.rule {
                    Rule::Direct { .. } => RuleFacts::Direct,
                    Rule::Constant { .. } => RuleFacts::Constant,
                    Rule::Expression { text } if text.trim().is_empty() => {
                        RuleFacts::BlankExpression
                    }
                    Rule::Expression { .. } => RuleFacts::Expression,
                    Rule::Translation { .. } => RuleFacts::Translation,
                },
                status: link.status,
                apply: link.settings.apply,
                has_settings: link.settings.default_if_null.is_some()
                    || link.settings.matching_precedence.is_some(),
                has_tenant_check: link.tenant_check.is_some(),
            },
        };
        self.links.push(facts);
    }

    fn sources(&self, list: EvidenceList) -> Vec<(String, Stance, Confidence)> {
        let all = self.evidence(list).iter();
        all.map(|one| (self.word(one.source).to_owned(), one.stance, one.confidence))
            .collect()
    }

    fn read_attribute(&mut self, attribute: &Attribute) -> AttributeFacts {
        let name = attribute.id.label();
        let start = self.names.len();
        self.names.push_str(name);
        if let Some(scim_path) = &attribute.id.scim_path {
            self.names.push('\n');
            self.names.push_str(scim_path.as_str());
        }
        AttributeFacts {
            name: (start, name.len() as u32),
            names: (self.names.len() - start) as u32,
            shape: attribute.id.shape(),
            evidence: self.evidence.number(&mut self.words, &attribute.evidence),
            value_type: self.words.number(attribute.value_type.as_str()),
            cardinality: attribute.cardinality,
            mark: attribute.mark,
            support: attribute.support,
        }
    }
}

impl PartialEq for Facts {
    /// Whether the same is shown, wherever it stands.
    fn eq(&self, other: &Self) -> bool {
        let attributes = |facts: &'_ Self| -> Vec<_> {
            let all = facts.attributes.iter();
            all.map(|one| {
                let known = (one.cardinality, one.mark, one.support);
                let words = (facts.names(one), facts.word(one.value_type));
                (
                    known,
                    words.0.to_owned(),
                    words.1.to_owned(),
                    facts.sources(one.evidence),
                )
            })
            .collect()
        };
        let links = |facts: &'_ Self| -> Vec<_> {
            let all = facts.links.iter();
            all.map(|one| {
                let known = (one.rule, one.status, one.apply);
                let settings = (one.has_settings, one.has_tenant_check);
                let owner = facts.word(one.owner).to_owned();
                (known, settings, owner, facts.sources(one.evidence))
            })
            .collect()
        };
        attributes(self) == attributes(other) && links(self) == links(other)
    }
}

impl Eq for Facts {}

/// Texts by number.
#[derive(Clone, Debug)]
struct Words {
    texts: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
    /// Those last asked for: the same few come again and again.
    recent: [u32; 4],
    oldest: usize,
}

impl Default for Words {
    fn default() -> Self {
        let empty: Arc<str> = "".into();
        Self {
            texts: vec![empty.clone()],
            numbers: FxHashMap::from_iter([(empty, 0)]),
            recent: [0; 4],
            oldest: 0,
        }
    }
}

impl Words {
    fn text(&self, word: Word) -> &str {
        self.texts
            .get(word.0 as usize)
            .map_or("", |text| text.as_ref())
    }

    fn number(&mut self, text: &str) -> Word {
        let mut recent = self.recent.into_iter().map(Word);
        if let Some(word) = recent.find(|word| self.text(*word) == text) {
            return word;
        }
        let number = if let Some(number) = self.numbers.get(text) {
            *number
        } else {
            let number = self.texts.len() as u32;
            let text: Arc<str> = text.into();
            self.texts.push(text.clone());
            self.numbers.insert(text, number);
            number
        };
        if let Some(oldest) = self.recent.get_mut(self.oldest) {
            *oldest = number;
        }
        self.oldest = (self.oldest + 1) % self.recent.len();
        Word(number)
    }
}

/// Lists of evidence by number.
#[derive(Clone, Debug)]
struct EvidenceLists {
    lists: Vec<Box<[EvidenceFacts]>>,
    numbers: FxHashMap<Box<[EvidenceFacts]>, u32>,
    /// The one last asked for: it often comes again.
    recent: EvidenceList,
    /// What is being looked up.
    draft: Vec<EvidenceFacts>,
}

impl Default for EvidenceLists {
    fn default() -> Self {
        let empty: Box<[EvidenceFacts]> = Box::default();
        Self {
            lists: vec![empty.clone()],
            numbers: FxHashMap::from_iter([(empty, 0)]),
            recent: EvidenceList::default(),
            draft: Vec::new(),
        }
    }
}

impl EvidenceLists {
    fn list(&self, list: EvidenceList) -> &[EvidenceFacts] {
        self.lists
            .get(list.0 as usize)
            .map_or(&[], |list| list.as_ref())
    }

    fn number(&mut self, words: &mut Words, evidence: &[Evidence]) -> EvidenceList {
        if evidence.is_empty() {
            return EvidenceList::default();
        }
        self.draft.clear();
        self.draft
            .extend(evidence.iter().map(|evidence| EvidenceFacts {
                source: words.number(&evidence.source),
                stance: evidence.stance,
                confidence: evidence.confidence,
            }));
        if self.list(self.recent) == self.draft {
            return self.recent;
        }
        let number = if let Some(number) = self.numbers.get(self.draft.as_slice()) {
            *number
        } else {
            let number = self.lists.len() as u32;
            let list: Box<[EvidenceFacts]> = self.draft.as_slice().into();
            self.lists.push(list.clone());
            self.numbers.insert(list, number);
            number
        };
        self.recent = EvidenceList(number);
        self.recent
    }
}
