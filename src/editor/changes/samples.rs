//! Sample users that are kept with the project, because somebody chose so: else they are in memory only.

use super::Change;
use crate::json::write_text;
use crate::model::{Attachment, Edit, Project, UnknownMembers};
use crate::pilot::{OwnedField, Samples, users};

/// The name under which a project keeps its sample users.
const NAME: &str = "sample-users.json";
/// What kind of attachment that is.
const KIND: &str = "sample-users";

/// The most sample users that a project keeps.
pub const MAX_KEPT_SAMPLES: usize = 1_000;

/// Keeps sample users with the project, in the place of those that it keeps already.
///
/// None if there are more than [`MAX_KEPT_SAMPLES`], or if it keeps exactly these.
pub fn keep_samples(project: &Project, samples: &Samples) -> Option<Change> {
    if samples.users.len() > MAX_KEPT_SAMPLES {
        return None;
    }
    let text = text_of(samples);
    if kept(project).is_some_and(|kept| kept.text == text) {
        return None;
    }
    let name = match samples.users.len() {
        1 => "Keep 1 sample user with the project".to_owned(),
        count => format!("Keep {count} sample users with the project"),
    };
    let attachment = Attachment {
        kind: KIND.to_owned(),
        text,
        unknown: UnknownMembers::default(),
    };
    Change::new(name, vec![set(Some(attachment))])
}

/// Keeps no sample users any more; none if the project keeps none.
pub fn drop_samples(project: &Project) -> Option<Change> {
    kept(project)?;
    let name = "Keep no sample users with the project".to_owned();
    Change::new(name, vec![set(None)])
}

/// The sample users that a project keeps; none if it keeps none, or what it keeps is no list of users any more.
pub fn kept_samples(project: &Project) -> Option<Samples> {
    let (samples, _) = users::read_users(kept(project)?.text.as_bytes()).ok()?;
    Some(samples)
}

/// Whether a project keeps sample users.
pub fn keeps_samples(project: &Project) -> bool {
    kept(project).is_some()
}

fn kept(project: &Project) -> Option<&Attachment> {
    let attachment = project.attachments().get(NAME)?;
    (attachment.kind == KIND).then_some(attachment)
}

fn set(attachment: Option<Attachment>) -> Edit {
    Edit::SetAttachment {
        name: NAME.to_owned(),
        attachment: attachment.map(Box::new),
    }
}

/// One line a user, its attributes in the order of the header; what the file said nothing of is left out.
fn text_of(samples: &Samples) -> String {
    let mut text = String::from("[");
    for (number, user) in samples.users.iter().enumerate() {
        text.push_str(if number == 0 { "\n{" } else { ",\n{" });
        let mut is_first = true;
        for (name, field) in samples.header.iter().zip(&user.fields) {
            if *field == OwnedField::Missing {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                text.push_str(", ");
            }
            write_text(&mut text, name);
            text.push_str(": ");
            match field {
                OwnedField::Missing => {}
                OwnedField::Text(value) => write_text(&mut text, &value.0),
                OwnedField::List(values) => {
                    text.push('[');
                    for (at, value) in values.0.iter().enumerate() {
                        if at > 0 {
                            text.push_str(", ");
                        }
                        write_text(&mut text, value);
                    }
                    text.push(']');
                }
            }
        }
        text.push('}');
    }
    text.push_str("\n]\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::reference_project;
    use crate::pilot::builtin_samples;

    fn read(text: &str) -> Samples {
        users::read_users(text.as_bytes()).unwrap().0
    }

    /// Names and fields by user, whatever line they came from.
    fn content(samples: &Samples) -> Vec<Vec<(&String, &OwnedField)>> {
        let users = samples.users.iter();
        users
            .map(|user| {
                let fields = samples.header.iter().zip(&user.fields);
                fields
                    .filter(|(_, field)| **field != OwnedField::Missing)
                    .collect()
            })
            .collect()
    }

    #[test]
    fn what_is_kept_comes_back_and_what_is_dropped_is_gone() {
        let mut project = reference_project();
        let before = project.clone();
        assert_eq!(kept_samples(&project), None);
        assert_eq!(drop_samples(&project), None);
        for samples in [
            read(
                "userPrincipalName,jobTitle,otherMails\na@x.example,\"A \"\"B\"\"\",x|y\nb@x.example,,\n",
            ),
            read(
                r#"[{"userPrincipalName":"ü@x.example","otherMails":["a","b|c"]},{"jobTitle":"\n"}]"#,
            ),
            builtin_samples(),
        ] {
            let change = keep_samples(&project, &samples).unwrap();
            assert!(change.name.ends_with("with the project"), "{}", change.name);
            project.apply(change.edit).unwrap();
            assert!(keeps_samples(&project));
            let back = kept_samples(&project).unwrap();
            assert_eq!(content(&back), content(&samples));
            // The same users again are no change.
            assert_eq!(keep_samples(&project, &samples), None);
        }
        project.apply(drop_samples(&project).unwrap().edit).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn more_than_a_sample_is_not_kept() {
        let rows = "u\n".repeat(MAX_KEPT_SAMPLES + 1);
        let samples = read(&format!("userPrincipalName\n{rows}"));
        assert_eq!(keep_samples(&reference_project(), &samples), None);
    }
}
