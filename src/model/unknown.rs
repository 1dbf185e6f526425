//! Members of a project file that this version does not know, kept for the version that does.

/// One unknown member: its name, its JSON text as it was spelled, and the known member it followed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownMember {
    /// The member's name.
    pub name: String,
    /// Its value as JSON text, byte for byte: number spelling and member order survive.
    pub json: String,
    /// The known member it stood behind, or none if it came first.
    pub after: Option<String>,
}

/// Unknown members of one object, in file order; nearly always empty.
///
/// Boxed, since a project has hundreds of thousands of objects and almost none has any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::box_collection,
    reason = "one word instead of three in every object"
)]
pub struct UnknownMembers(Option<Box<Vec<UnknownMember>>>);

impl UnknownMembers {
    /// Takes the members in file order.
    pub fn new(members: Vec<UnknownMember>) -> Self {
        if members.is_empty() {
            Self(None)
        } else {
            Self(Some(Box::new(members)))
        }
    }

    /// The members in file order.
    pub fn as_slice(&self) -> &[UnknownMember] {
        self.0.as_ref().map_or(&[], |members| members.as_slice())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}
