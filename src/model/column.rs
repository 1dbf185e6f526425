//! The three columns, the two hops between them, and the two resources.

/// One of the three systems side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// Where values come from: Entra ID.
    Source,
    /// What carries them: SCIM.
    Protocol,
    /// Where they end: Genesys Cloud.
    Target,
}

impl Column {
    /// All columns, left to right.
    pub const ALL: [Self; 3] = [Self::Source, Self::Protocol, Self::Target];

    /// The word for this column in ids and files: `source`, `protocol` or `target`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Protocol => "protocol",
            Self::Target => "target",
        }
    }

    /// The hop that ends in this column; none for the source.
    pub fn hop_in(self) -> Option<Hop> {
        match self {
            Self::Source => None,
            Self::Protocol => Some(Hop::SourceToProtocol),
            Self::Target => Some(Hop::ProtocolToTarget),
        }
    }

    /// The hop that starts in this column; none for the target.
    pub fn hop_out(self) -> Option<Hop> {
        match self {
            Self::Source => Some(Hop::SourceToProtocol),
            Self::Protocol => Some(Hop::ProtocolToTarget),
            Self::Target => None,
        }
    }
}

/// One of the two steps of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hop {
    /// Configured in Entra ID.
    SourceToProtocol,
    /// Done by the target itself.
    ProtocolToTarget,
}

impl Hop {
    /// Both hops, in the order a value takes them.
    pub const ALL: [Self; 2] = [Self::SourceToProtocol, Self::ProtocolToTarget];

    /// The column whose attributes feed a link of this hop.
    pub fn origin(self) -> Column {
        match self {
            Self::SourceToProtocol => Column::Source,
            Self::ProtocolToTarget => Column::Protocol,
        }
    }

    /// The column whose attribute a link of this hop fills.
    pub fn destination(self) -> Column {
        match self {
            Self::SourceToProtocol => Column::Protocol,
            Self::ProtocolToTarget => Column::Target,
        }
    }
}

/// What is provisioned: a link joins attributes of one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Resource {
    /// A user.
    User,
    /// A group.
    Group,
}

impl Resource {
    /// Both resources, users first.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];

    /// The word in ids and files: `user` or `group`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
        }
    }

    /// The word on screen and in exports: `User` or `Group`.
    pub fn label(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }
}
