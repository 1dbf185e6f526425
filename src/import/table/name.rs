//! Which attribute a name in a table means: exactly, by alias, or only nearly.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::evidence::Documents;
use crate::catalog::{Catalog, Reach, Spelled};
use crate::import::{Correction, Corrections};
use crate::model::{Attribute, AttributeId, AttributePath, Column, Project, Resource};

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// An attribute of the project or the reference, exactly or by alias; the id has the spelling that was typed.
    Known(AttributeId),
    /// None, but this is near, as some document or a slip of the pen has it; never empty.
    Near(Vec<AttributeId>, Nearness),
    /// None, and nothing is near.
    Unknown,
}

/// Bytes of the longest name: what is longer is a sentence, or worse.
const LONGEST: usize = 1000;

/// What makes a name near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nearness {
    /// The reference tells what is meant by it.
    Reach(Reach),
    /// A letter or two differ.
    Letters,
}

impl Nearness {
    /// In words, behind the name that is near.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Letters => "a letter or two differ",
            Self::Reach(reach) => match reach {
                Reach::Exact | Reach::VendorAlias => "another spelling of it",
                Reach::OtherCase => "only the case differs",
                Reach::GraphName => "its name in Microsoft Graph",
                Reach::PublishedLabel => "a document prints this label for it",
                Reach::Misprint => "a known misspelling of it",
                Reach::Whole => "a part of it, or the whole",
                Reach::OtherSchema => "its name in another schema",
                Reach::EndOfPath => "the end of its path",
                Reach::ApiProperty => "its name in the Platform API",
            },
        }
    }
}

/// The names of a project and of the reference.
pub(in crate::import) struct Names<'a> {
    pub(super) project: &'a Project,
    pub(super) catalog: &'a Catalog,
    corrections: &'a Corrections,
    /// Target fields by path: the SCIM path that reaches one is not always written beside it.
    fields: FxHashMap<(Resource, AttributePath), Vec<AttributeId>>,
    /// The names of the project's columns as they are compared, made when the first is misspelt.
    of_project: RefCell<FxHashMap<Column, Rc<[Spelled]>>>,
    near: RefCell<FxHashMap<(Column, Resource, String), Match>>,
    /// How many more names may be searched for what is near: each costs a look at all there are.
    searches: Cell<u32>,
}

impl<'a> Names<'a> {
    /// The names of both.
    pub(in crate::import) fn new(
        project: &'a Project,
        catalog: &'a Catalog,
        corrections: &'a Corrections,
    ) -> Self {
        /// More misspelt names than a person would look at.
        const SEARCHES: u32 = 2000;
        let mut fields: FxHashMap<_, Vec<AttributeId>> = FxHashMap::default();
        let of_project = project.system(Column::Target).attributes();
        let of_catalog = catalog.attributes(Column::Target);
        let all = of_project
            .map(|attribute| &attribute.id)
            .chain(of_catalog.map(|entry| &entry.attribute.id));
        for id in all.filter(|id| !id.path.is_unpublished()) {
            let known = fields.entry((id.resource, id.path.clone())).or_default();
            if !known.contains(id) {
                known.push(id.clone());
            }
        }
        Self {
            project,
            catalog,
            corrections,
            fields,
            of_project: RefCell::default(),
            near: RefCell::default(),
            searches: Cell::new(SEARCHES),
        }
    }

    /// The attribute that has this name, exactly or by alias; what is near is not searched for.
    pub(super) fn known(
        &self,
        column: Column,
        resource: Resource,
        text: &str,
        scim_path: Option<&str>,
    ) -> Option<AttributeId> {
        if text.len() > LONGEST {
            return None;
        }
        let id = match column {
            Column::Source => AttributeId::source(resource, text),
            Column::Protocol => AttributeId::protocol(resource, text),
            Column::Target => AttributeId::target(resource, text, scim_path),
        };
        if self.project.attribute(&id).is_some() || self.catalog.attribute(&id).is_some() {
            return Some(id);
        }
        if column != Column::Target {
            return None;
        }
        let known = self.fields.get(&(resource, id.path.clone()))?.first()?;
        Some(AttributeId {
            scim_path: known.scim_path.clone(),
            ..id
        })
    }

    /// What `text` means in a column; of a field that several SCIM paths reach, `scim_path` tells which.
    pub(super) fn find(
        &self,
        column: Column,
        resource: Resource,
        text: &str,
        scim_path: Option<&str>,
    ) -> Match {
        if let Some(id) = self.known(column, resource, text, scim_path) {
            return Match::Known(id);
        }
        if text.len() > LONGEST {
            return Match::Unknown;
        }
        let key = (column, resource, text.to_owned());
        if let Some(found) = self.near.borrow().get(&key) {
            return found.clone();
        }
        let left = self.searches.get();
        if left == 0 {
            return Match::Unknown;
        }
        self.searches.set(left - 1);
        let found = self.search(column, resource, text);
        self.near.borrow_mut().insert(key, found.clone());
        found
    }

    /// What a person said of a name.
    pub(super) fn correction(&self, column: Column, name: &str) -> Option<&Correction> {
        self.corrections.of(column, name)
    }

    /// The documents of the reference, by what our own table shows of each.
    pub(super) fn documents(&self) -> Documents {
        Documents::of(self.catalog)
    }

    /// The attribute as it is added under this id: with what the reference knows of it.
    pub(super) fn attribute(&self, id: &AttributeId) -> Attribute {
        match self.catalog.attribute(id) {
            Some(entry) => Attribute {
                id: id.clone(),
                ..entry.attribute.clone()
            },
            None => Attribute::custom(id.clone()),
        }
    }

    /// The heading of an attribute of the reference or of the project.
    pub(super) fn group(&self, id: &AttributeId) -> String {
        let of_project = self.project.attribute(id);
        let of_catalog = || self.catalog.attribute(id).map(|entry| &entry.attribute);
        of_project
            .or_else(of_catalog)
            .map_or_else(String::new, |attribute| attribute.group.clone())
    }

    fn search(&self, column: Column, resource: Resource, text: &str) -> Match {
        if let Some(found) = self.catalog.resolve(column, resource, text) {
            return Match::Near(found.ids, Nearness::Reach(found.reach));
        }
        let near = self.misspelt(column, resource, text);
        if near.is_empty() {
            Match::Unknown
        } else {
            Match::Near(near, Nearness::Letters)
        }
    }

    /// The attributes whose last name differs least from the typed one, if that is a letter or two.
    fn misspelt(&self, column: Column, resource: Resource, text: &str) -> Vec<AttributeId> {
        /// A shorter name has too many neighbours, a longer one is none.
        const LENGTHS: std::ops::RangeInclusive<usize> = 4..=200;
        let typed: Vec<char> = AttributePath::new(column, text)
            .key()
            .chars()
            .flat_map(char::to_lowercase)
            .collect();
        if !LENGTHS.contains(&typed.len()) {
            return Vec::new();
        }
        let most = if typed.len() < 8 { 1 } else { 2 };
        let mut best = most + 1;
        let mut near: Vec<AttributeId> = Vec::new();
        let of_project = self.spelled_in_project(column);
        let all = of_project.iter().chain(self.catalog.spelled(column));
        for name in all.filter(|name| name.id.resource == resource) {
            let spellings = [Some(&name.key), name.bare.as_ref()];
            let distances = spellings.into_iter().flatten();
            let distance = distances
                .map(|spelling| distance(&typed, spelling, most))
                .min()
                .unwrap_or(usize::MAX);
            if distance < best {
                best = distance;
                near.clear();
            }
            if distance == best && distance <= most && !near.contains(&name.id) {
                near.push(name.id.clone());
            }
        }
        near
    }

    /// The names of a column of the project as they are compared.
    fn spelled_in_project(&self, column: Column) -> Rc<[Spelled]> {
        let mut of_project = self.of_project.borrow_mut();
        let made = of_project.entry(column).or_insert_with(|| {
            let attributes = self.project.system(column).attributes();
            attributes
                .map(|attribute| Spelled::of(&attribute.id))
                .collect()
        });
        made.clone()
    }
}

/// How many letters must be changed, added, left out or swapped; anything above `most` is more than that.
fn distance(a: &[char], b: &[char], most: usize) -> usize {
    if a.len().abs_diff(b.len()) > most {
        return usize::MAX;
    }
    // Ends that are alike cost nothing.
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (
        a.get(head..).unwrap_or_default(),
        b.get(head..).unwrap_or_default(),
    );
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (
        a.get(..a.len() - tail).unwrap_or_default(),
        b.get(..b.len() - tail).unwrap_or_default(),
    );
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut now = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(at(&now, j) + 1);
            let is_swap = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if is_swap {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            now.push(cost);
        }
        if now.iter().all(|cost| *cost > most) {
            return usize::MAX;
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference;

    fn check(column: Column, text: &str, expected: &str) {
        let project = Project::default();
        let nothing = Corrections::default();
        let names = Names::new(&project, reference(), &nothing);
        let found = match names.find(column, Resource::User, text, None) {
            Match::Known(id) => format!("= {}", id.label()),
            Match::Near(ids, _) => {
                let labels: Vec<_> = ids.iter().map(AttributeId::label).collect();
                format!("~ {}", labels.join(" "))
            }
            Match::Unknown => "?".to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_known_near_or_neither() {
        check(Column::Source, "jobTitle", "= jobTitle");
        check(Column::Source, "userPrincipleName", "~ userPrincipalName");
        check(Column::Source, "jobTilte", "~ jobTitle");
        check(Column::Source, "mobilePhone", "~ mobile");
        check(Column::Source, "shoeSize", "?");
        check(Column::Protocol, "USERNAME", "= USERNAME");
        check(
            Column::Protocol,
            "scimEnterpriseUser.department",
            "= scimEnterpriseUser.department",
        );
        check(Column::Protocol, "state", "~ active");
        check(Column::Target, "User.state", "= User.state");
        check(Column::Target, "User.sate", "~ UserProfile.state");
    }

    #[test]
    fn a_field_is_the_one_that_its_scim_path_reaches() {
        let project = Project::default();
        let nothing = Corrections::default();
        let names = Names::new(&project, reference(), &nothing);
        let field = "User.contactInfo.email_main.[0].value";
        let found = |scim_path| {
            let found = names.find(Column::Target, Resource::User, field, scim_path);
            let Match::Known(id) = found else {
                panic!("{found:?}")
            };
            id.scim_path.unwrap().as_str().to_owned()
        };
        assert_eq!(found(Some("userName")), "userName");
        assert_eq!(
            found(Some("emails[type eq \"other\"].value")),
            "emails[type eq \"other\"].value"
        );
        assert_eq!(found(Some("nickName")), "userName");
    }
}
