//! One thing that an import would do: what it is about, how it is told, and the steps that do it.

use std::sync::Arc;

use super::field::{AttributeField, Detail, LinkField};
use crate::model::{Attribute, AttributeId, Edit, Link, LinkId};

/// What becomes of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// It is not in the project yet.
    Add,
    /// It is in the project and gets other values.
    Change,
    /// It leaves the project.
    Remove,
}

impl Change {
    /// The word on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "added",
            Self::Change => "changed",
            Self::Remove => "removed",
        }
    }
}

/// What kind of thing an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A row of a mapping table: attributes and links together.
    Row,
    /// An attribute.
    Attribute,
    /// A link.
    Link,
    /// The settings of users or groups.
    Settings,
    /// A column's name or catalogue.
    System,
    /// A note.
    Note,
    /// The text of a file, kept in the project.
    Attachment,
}

impl Subject {
    /// The word on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Attribute => "attribute",
            Self::Link => "link",
            Self::Settings => "settings",
            Self::System => "system",
            Self::Note => "note",
            Self::Attachment => "attachment",
        }
    }
}

/// What to do where the project and the file both say something, and not the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnConflict {
    /// What the project says stays.
    #[default]
    Keep,
    /// What the file says counts.
    Replace,
}

/// One step of an item. Steps of several items on one attribute or link go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Adds an attribute at the end of its column; if another item adds it too, it is added once.
    AddAttribute(Arc<Attribute>),
    /// Gives a field of an attribute, which is there or is added, another value.
    ChangeAttribute(Box<(AttributeId, AttributeField)>),
    /// Adds a link under an id that the importer has taken care is free.
    AddLink(LinkId, Arc<Link>),
    /// Gives a field of a link, which is there or is added, another value.
    ChangeLink(Box<(LinkId, LinkField)>),
    /// Anything else, done after the steps above, in order.
    Edit(Box<Edit>),
}

// A large table makes a million of them.
const _: () = assert!(size_of::<Step>() <= 32);

impl Step {
    /// Gives a field of an attribute another value.
    pub fn change_attribute(id: AttributeId, field: AttributeField) -> Self {
        Self::ChangeAttribute(Box::new((id, field)))
    }

    /// Gives a field of a link another value.
    pub fn change_link(id: LinkId, field: LinkField) -> Self {
        Self::ChangeLink(Box::new((id, field)))
    }

    /// Makes any other change.
    pub fn edit(edit: Edit) -> Self {
        Self::Edit(Box::new(edit))
    }
}

/// Something that an import would do, chosen or left out as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What becomes of the thing.
    pub change: Change,
    /// What kind of thing it is.
    pub subject: Subject,
    /// What names it for people: `userPrincipalName → userName`.
    pub label: String,
    /// What it says, in a few words; may be empty. For a change the details say more.
    pub about: String,
    /// Each field that changes.
    pub details: Vec<Detail>,
    /// The line of the file it comes from, from 1.
    pub line: Option<u32>,
    /// Whether the project says something else today.
    pub is_conflict: bool,
    /// Whether it is to be done.
    pub is_chosen: bool,
    /// How; empty only once [`Plan::take_edit`](super::Plan::take_edit) has taken them.
    pub steps: Vec<Step>,
}

impl Item {
    /// An item that is chosen and contradicts nothing.
    pub fn new(
        change: Change,
        subject: Subject,
        label: impl Into<String>,
        steps: Vec<Step>,
    ) -> Self {
        Self {
            change,
            subject,
            label: label.into(),
            about: String::new(),
            details: Vec::new(),
            line: None,
            is_conflict: false,
            is_chosen: true,
            steps,
        }
    }

    /// The same with where it stands in the file.
    #[must_use]
    pub fn at(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// The same as a conflict: chosen only if the file counts.
    #[must_use]
    pub fn against_project(mut self, on_conflict: OnConflict) -> Self {
        self.is_conflict = true;
        self.is_chosen = on_conflict == OnConflict::Replace;
        self
    }

    /// The attribute as it will be after `fields`, one item for what fills gaps and one for what contradicts.
    pub fn attribute_changes(
        before: &Attribute,
        fields: Vec<AttributeField>,
        on_conflict: OnConflict,
    ) -> impl Iterator<Item = Self> {
        let (gaps, against): (Vec<_>, Vec<_>) = fields
            .into_iter()
            .filter(|field| !field.is_in(before))
            .partition(|field| field.fills_gap_of(before));
        let item = move |fields: Vec<AttributeField>| {
            let details = fields.iter().map(|field| field.detail(before)).collect();
            let step = |field| Step::change_attribute(before.id.clone(), field);
            let steps: Vec<_> = fields.into_iter().map(step).collect();
            (!steps.is_empty()).then(|| Self {
                details,
                ..Self::new(Change::Change, Subject::Attribute, before.id.label(), steps)
            })
        };
        let against = item(against).map(|item| item.against_project(on_conflict));
        item(gaps).into_iter().chain(against)
    }

    /// The link as it will be after `fields`, one item for what fills gaps and one for what contradicts.
    pub fn link_changes(
        id: &LinkId,
        before: &Link,
        fields: Vec<LinkField>,
        on_conflict: OnConflict,
    ) -> impl Iterator<Item = Self> {
        let (gaps, against): (Vec<_>, Vec<_>) = fields
            .into_iter()
            .filter(|field| !field.is_in(before))
            .partition(|field| field.fills_gap_of(before));
        let item = move |fields: Vec<LinkField>| {
            let details = fields.iter().map(|field| field.detail(before)).collect();
            let step = |field| Step::change_link(id.clone(), field);
            let steps: Vec<_> = fields.into_iter().map(step).collect();
            let label = format!("link into {}", before.destination.label());
            (!steps.is_empty()).then(|| Self {
                details,
                ..Self::new(Change::Change, Subject::Link, label, steps)
            })
        };
        let against = item(against).map(|item| item.against_project(on_conflict));
        item(gaps).into_iter().chain(against)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Mark, Resource};

    #[test]
    fn gaps_are_filled_and_what_contradicts_waits_for_a_choice() {
        let before = Attribute {
            description: "old".to_owned(),
            ..Attribute::custom(AttributeId::protocol(Resource::User, "userName"))
        };
        let fields = vec![
            AttributeField::Mark(Some(Mark::Required)),
            AttributeField::Description("new".to_owned()),
            AttributeField::Group(String::new()),
        ];
        let items: Vec<_> = Item::attribute_changes(&before, fields, OnConflict::Keep).collect();
        assert_eq!(items.len(), 2);
        assert!(items[0].is_chosen && !items[0].is_conflict);
        assert!(!items[1].is_chosen && items[1].is_conflict);
        let expected = Detail {
            field: "description",
            before: "old".to_owned(),
            after: "new".to_owned(),
        };
        assert_eq!(items[1].details, [expected]);
    }
}
