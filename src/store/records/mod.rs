//! How each part of a project is written and read: both directions side by side, so that they cannot drift apart.
//!
//! A `write_…` names every member of its record, in the order of the file, also those that it leaves out
//! because they have their default value; a `read_…` has an arm for each of them and takes them in any order.
//! The order of the file is fixed, and a value that is the default is never written:
//! so the same project gives the same bytes.

mod attribute;
mod evidence;
mod keepsakes;
mod link;
mod note;
mod place;
mod settings;
mod words;

pub(super) use attribute::{read_attribute, write_attribute};
pub(super) use keepsakes::{
    read_acceptance, read_attachment, read_person, read_version, read_workshop, write_acceptance,
    write_attachment, write_person, write_version, write_workshop,
};
pub(super) use link::{read_link, write_link};
pub(super) use note::{read_note, write_note};
pub(super) use settings::{read_settings, write_settings};
pub(super) use words::missing;
