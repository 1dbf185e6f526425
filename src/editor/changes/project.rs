//! Changes of the project as a whole: its heading, its systems, its people.

use super::Change;
use crate::model::{Column, Edit, Heading, Person, Project};

/// A line of the heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeadingLine {
    /// The title.
    Title,
    /// The customer.
    Customer,
    /// A few sentences on scope and intent.
    Summary,
}

impl HeadingLine {
    /// The word on screen and in the names of changes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Customer => "customer",
            Self::Summary => "summary",
        }
    }
}

/// Changes a line of the heading; none if nothing would change.
pub fn set_heading(project: &Project, line: HeadingLine, text: &str) -> Option<Change> {
    let before = project.heading();
    let mut heading: Heading = before.clone();
    let place = match line {
        HeadingLine::Title => &mut heading.title,
        HeadingLine::Customer => &mut heading.customer,
        HeadingLine::Summary => &mut heading.summary,
    };
    text.clone_into(place);
    if heading == *before {
        return None;
    }
    Change::new(
        format!("Change {}", line.as_str()),
        vec![Edit::SetHeading(heading)],
    )
}

/// Gives a system another name; none if the name is blank or the same.
///
/// The change is named after the column, not after the names: so typing a name is one step.
pub fn rename_system(project: &Project, column: Column, name: &str) -> Option<Change> {
    if name.trim().is_empty() || project.system(column).name == name {
        return None;
    }
    Change::new(
        format!("Rename the {} system", column.as_str()),
        vec![Edit::RenameSystem {
            column,
            name: name.to_owned(),
        }],
    )
}

/// Adds somebody behind the others; none if the name is blank.
pub fn add_person(project: &Project, person: Person) -> Option<Change> {
    if person.name.trim().is_empty() {
        return None;
    }
    let name = format!("Add {}", person.name);
    let mut people = project.people().to_vec();
    people.push(person);
    Change::new(name, vec![Edit::SetPeople(people)])
}

/// Changes the person at this place; none if nothing would change, or the name would be blank.
pub fn change_person(
    project: &Project,
    place: usize,
    change: impl FnOnce(&mut Person),
) -> Option<Change> {
    let mut people = project.people().to_vec();
    let person = people.get_mut(place)?;
    change(person);
    if person.name.trim().is_empty() || project.people() == people.as_slice() {
        return None;
    }
    Change::new("Change person".to_owned(), vec![Edit::SetPeople(people)])
}

/// Removes the person at this place; what names the person stays.
pub fn remove_person(project: &Project, place: usize) -> Option<Change> {
    let mut people = project.people().to_vec();
    if place >= people.len() {
        return None;
    }
    let person = people.remove(place);
    Change::new(
        format!("Remove {}", person.name),
        vec![Edit::SetPeople(people)],
    )
}

/// Moves the person at one place to another; none if either is not there, or they are the same.
pub fn move_person(project: &Project, from: usize, to: usize) -> Option<Change> {
    let mut people = project.people().to_vec();
    if from == to || from >= people.len() || to >= people.len() {
        return None;
    }
    let person = people.remove(from);
    let name = format!("Move {}", person.name);
    people.insert(to, person);
    Change::new(name, vec![Edit::SetPeople(people)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UnknownMembers;

    fn person(name: &str) -> Person {
        Person {
            name: name.to_owned(),
            role: String::new(),
            unknown: UnknownMembers::default(),
        }
    }

    fn applied(before: &Project, change: Option<Change>) -> Project {
        let mut after = before.clone();
        let change = change.unwrap();
        let inverse = after.apply(change.edit).unwrap();
        let mut back = after.clone();
        back.apply(inverse).unwrap();
        assert_eq!(back, *before, "{}", change.name);
        after
    }

    #[test]
    fn each_line_of_the_heading_is_changed_by_itself() {
        let project = Project::default();
        let change = set_heading(&project, HeadingLine::Customer, "Northwind").unwrap();
        assert_eq!(change.name, "Change customer");
        let named = applied(&project, Some(change));
        assert_eq!(named.heading().customer, "Northwind");
        assert_eq!(named.heading().title, "");
        assert_eq!(
            set_heading(&named, HeadingLine::Customer, "Northwind"),
            None
        );
    }

    #[test]
    fn a_system_never_loses_its_name() {
        let project = applied(
            &Project::default(),
            rename_system(&Project::default(), Column::Target, "Genesys"),
        );
        assert_eq!(project.system(Column::Target).name, "Genesys");
        assert_eq!(rename_system(&project, Column::Target, " "), None);
        assert_eq!(rename_system(&project, Column::Target, "Genesys"), None);
    }

    #[test]
    fn people_are_added_changed_moved_and_removed() {
        let check = |project: &Project, expected: &[&str]| {
            let names: Vec<_> = project.people().iter().map(|p| p.name.as_str()).collect();
            assert_eq!(names, expected);
        };
        let project = Project::default();
        assert_eq!(add_person(&project, person("  ")), None);
        let project = applied(&project, add_person(&project, person("Ana")));
        let project = applied(&project, add_person(&project, person("Noa")));
        check(&project, &["Ana", "Noa"]);
        let moved = applied(&project, move_person(&project, 1, 0));
        check(&moved, &["Noa", "Ana"]);
        assert_eq!(move_person(&project, 1, 2), None);
        let renamed = applied(
            &moved,
            change_person(&moved, 0, |person| person.name = "Noa Bar-Lev".to_owned()),
        );
        check(&renamed, &["Noa Bar-Lev", "Ana"]);
        assert_eq!(
            change_person(&renamed, 0, |person| person.name.clear()),
            None
        );
        assert_eq!(change_person(&renamed, 5, |_| {}), None);
        let left = applied(&renamed, remove_person(&renamed, 0));
        check(&left, &["Ana"]);
        assert_eq!(remove_person(&left, 1), None);
    }
}
