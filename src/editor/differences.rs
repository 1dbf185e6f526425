//! What differs between two states of a project, counted and named, for a person who has to choose between them.
//!
//! An overview, not a merge: which links, attributes, marks and notes are only in one of the two, and which differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Column, Mark, Project, Resource};

/// How many names a line gives before it says how many more there are.
const NAMED: usize = 3;

/// What differs, a line for each kind of difference; empty if nothing does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// The lines, as `2 links added: title, userName`.
    pub lines: Vec<String>,
    /// How many things differ.
    pub count: usize,
}

impl Differences {
    /// What turns `before` into `after`.
    pub fn between(before: &Project, after: &Project) -> Self {
        let mut found = Self::default();
        if before == after {
            return found;
        }
        let (a, b) = (before.heading(), after.heading());
        found.text("Title", &a.title, &b.title);
        found.text("Customer", &a.customer, &b.customer);
        found.one(a.summary != b.summary, "The summary differs");
        for column in Column::ALL {
            let (a, b) = (before.system(column), after.system(column));
            found.text("Name of a system", &a.name, &b.name);
        }
        found.marks(before, after);
        found.set(
            ["attribute", "attributes"],
            &attributes(before),
            &attributes(after),
        );
        found.set(["link", "links"], &links(before), &links(after));
        found.set(["note", "notes"], &notes(before), &notes(after));
        for resource in Resource::ALL {
            let differs = before.resource_settings(resource) != after.resource_settings(resource);
            let line = format!("The provisioning settings of {} differ", resource.label());
            found.one(differs, &line);
        }
        found.one(before.people() != after.people(), "The people differ");
        let accepted = before.accepted_findings() != after.accepted_findings();
        found.one(accepted, "The accepted findings differ");
        found.one(before.versions() != after.versions(), "The versions differ");
        let workshops = before.workshops() != after.workshops();
        found.one(workshops, "The workshops differ");
        let attachments = before.attachments() != after.attachments();
        found.one(attachments, "The attachments differ");
        if found.lines.is_empty() {
            found.one(
                true,
                "Something differs that this version of the program does not show",
            );
        }
        found
    }

    fn one(&mut self, differs: bool, line: &str) {
        if differs {
            self.count += 1;
            self.lines.push(line.to_owned());
        }
    }

    fn text(&mut self, what: &str, before: &str, after: &str) {
        if before != after {
            self.one(true, &format!("{what}: {before:?} became {after:?}"));
        }
    }

    fn many(&mut self, [one, many]: [&str; 2], what: &str, names: &[String]) {
        if names.is_empty() {
            return;
        }
        let noun = if names.len() == 1 { one } else { many };
        let shown = names.get(..NAMED).unwrap_or(names).join(", ");
        let more = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let number = names.len();
        self.lines
            .push(format!("{number} {noun} {what}: {shown}{more}"));
        self.count += number;
    }

    fn set<K: Ord, V: PartialEq>(
        &mut self,
        noun: [&str; 2],
        before: &BTreeMap<K, (String, V)>,
        after: &BTreeMap<K, (String, V)>,
    ) {
        let only = |here: &BTreeMap<K, (String, V)>, there: &BTreeMap<K, (String, V)>| {
            let keys = here.iter().filter(|(key, _)| !there.contains_key(*key));
            keys.map(|(_, (name, _))| name.clone()).collect::<Vec<_>>()
        };
        self.many(noun, "added", &only(after, before));
        self.many(noun, "removed", &only(before, after));
        let changed: Vec<String> = after
            .iter()
            .filter(|(key, (_, value))| before.get(*key).is_some_and(|(_, old)| old != value))
            .map(|(_, (name, _))| name.clone())
            .collect();
        self.many(noun, "changed", &changed);
    }

    /// Marks by themselves: they are what is set most often, and say more with their words.
    fn marks(&mut self, before: &Project, after: &Project) {
        let word = |mark: Option<Mark>| mark.map_or("unmarked", Mark::as_str);
        let mut names = Vec::new();
        for column in Column::ALL {
            for attribute in after.system(column).attributes() {
                let Some(old) = before.attribute(&attribute.id) else {
                    continue;
                };
                if old.mark != attribute.mark {
                    let (old, new) = (word(old.mark), word(attribute.mark));
                    names.push(format!("{} ({old} became {new})", attribute.id.label()));
                }
            }
        }
        self.many(["mark", "marks"], "changed", &names);
    }
}

/// Attributes without their marks.
fn attributes(
    project: &Project,
) -> BTreeMap<crate::model::AttributeId, (String, crate::model::Attribute)> {
    let all = Column::ALL
        .into_iter()
        .flat_map(|column| project.system(column).attributes());
    all.map(|attribute| {
        let mut bare = attribute.clone();
        bare.mark = None;
        let name = attribute.id.label().to_owned();
        (attribute.id.clone(), (name, bare))
    })
    .collect()
}

fn links(project: &Project) -> BTreeMap<String, (String, Arc<crate::model::Link>)> {
    let all = project.shared_links();
    all.map(|(id, link)| {
        let name = link.destination.label().to_owned();
        (id.as_str().to_owned(), (name, Arc::clone(link)))
    })
    .collect()
}

fn notes(project: &Project) -> BTreeMap<String, (String, crate::model::Note)> {
    let all = project.notes();
    all.map(|(id, note)| {
        let mut words = note.text.split_whitespace();
        let start: Vec<&str> = words.by_ref().take(5).collect();
        let more = if words.next().is_some() { "…" } else { "" };
        let name = format!("\u{201c}{}{more}\u{201d}", start.join(" "));
        (id.as_str().to_owned(), (name, note.clone()))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Attribute, AttributeId, Edit, Heading, Link, Rule, System};

    fn lines(before: &Project, after: &Project) -> BTreeSet<String> {
        let found = Differences::between(before, after);
        found.lines.into_iter().collect()
    }

    fn project() -> Project {
        let ids = ["title", "userName", "active", "id", "nickName"]
            .map(|path| Attribute::custom(AttributeId::protocol(Resource::User, path)));
        let (protocol, none) = System::new("SCIM").with_attributes(ids);
        assert!(none.is_empty());
        let heading = Heading {
            title: "A".to_owned(),
            ..Heading::default()
        };
        Project::new(heading, System::new("Entra ID"), protocol, System::new("G"))
    }

    fn linked(project: &mut Project, path: &str, value: &str) {
        let destination = AttributeId::protocol(Resource::User, path);
        let id = project.next_link_id(&destination);
        let value = value.to_owned();
        let link = Arc::new(Link::new(destination, Rule::Constant { value }));
        project.apply(Edit::AddLink { id, link }).unwrap();
    }

    fn check(change: impl FnOnce(&mut Project), expected: &[&str]) {
        let before = project();
        let mut after = before.clone();
        change(&mut after);
        let expected: BTreeSet<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(lines(&before, &after), expected);
    }

    #[test]
    fn each_kind_is_counted_and_named() {
        check(|_| {}, &[]);
        check(
            |project| linked(project, "title", "x"),
            &["1 link added: title"],
        );
        check(
            |project| {
                for path in ["title", "userName", "active", "id", "nickName"] {
                    linked(project, path, "x");
                }
            },
            &["5 links added: active, id, nickName and 2 more"],
        );
        check(
            |project| {
                let heading = Heading {
                    title: "B".to_owned(),
                    ..Heading::default()
                };
                project.apply(Edit::SetHeading(heading)).unwrap();
            },
            &["Title: \"A\" became \"B\""],
        );
    }

    #[test]
    fn there_and_back_are_opposites() {
        let before = project();
        let mut after = before.clone();
        linked(&mut after, "title", "x");
        let back: Vec<_> = lines(&after, &before).into_iter().collect();
        assert_eq!(back, ["1 link removed: title"]);
        let mut other = before.clone();
        linked(&mut other, "title", "y");
        let changed: Vec<_> = lines(&after, &other).into_iter().collect();
        assert_eq!(changed, ["1 link changed: title"]);
        assert_eq!(
            Differences::between(&before, &before),
            Differences::default()
        );
    }
}
