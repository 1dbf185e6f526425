//! What can be wrong with a JSON text, by the place where it was met.

/// What a reader met, by byte offset; becomes an error for people once the text is at hand.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    /// Boxed, since nearly every call of a reader gives one of these or a value.
    pub(crate) kind: Box<FaultKind>,
}

impl Fault {
    pub(crate) fn new(at: usize, kind: FaultKind) -> Self {
        let kind = Box::new(kind);
        Self { at, kind }
    }
}

/// What kind of fault.
#[derive(Debug)]
pub(crate) enum FaultKind {
    /// Not JSON: what should stand here.
    Syntax(&'static str),
    /// Nested too deep.
    TooDeep(usize),
    /// A second member of this name.
    Duplicate(String),
    /// A value that cannot be.
    Wrong {
        member: Option<String>,
        expected: String,
        found: String,
    },
    /// A member that must be there.
    Missing(&'static str),
    /// A member that means nothing here.
    Misplaced { name: &'static str, to: String },
}

/// What a call of a reader gives.
pub(crate) type Fallible<T> = Result<T, Fault>;
