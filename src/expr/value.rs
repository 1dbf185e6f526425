//! What expressions read and give: values, where they come from, what a run is told.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A value: the language knows texts only; numbers, booleans and dates are texts of a set form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value<'v> {
    /// No value: an attribute that the user does not have.
    #[default]
    Null,
    /// One text; may be empty.
    Text(Cow<'v, str>),
    /// The values of a multi-valued attribute, in order.
    Multi(Vec<Cow<'v, str>>),
}

impl<'v> Value<'v> {
    /// A text.
    pub fn text(text: impl Into<Cow<'v, str>>) -> Self {
        Self::Text(text.into())
    }

    /// "True" or "False".
    pub fn truth(holds: bool) -> Self {
        Self::Text(Cow::Borrowed(if holds { "True" } else { "False" }))
    }

    /// Whether there is no value: null or an empty list.
    pub fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(_) => false,
            Self::Multi(values) => values.is_empty(),
        }
    }

    /// Whether it is null or an empty text.
    pub fn is_null_or_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Multi(values) => values.iter().all(|value| value.is_empty()),
            Self::Null => true,
        }
    }

    /// Its length in bytes; each value of a list counts one more.
    pub fn size(&self) -> usize {
        match self {
            Self::Null => 0,
            Self::Text(text) => text.len(),
            Self::Multi(values) => values.iter().map(|value| value.len() + 1).sum(),
        }
    }

    /// The same value, borrowed.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            Self::Multi(values) => Value::Multi(
                values
                    .iter()
                    .map(|value| Cow::Borrowed(value.as_ref()))
                    .collect(),
            ),
        }
    }

    /// The same value, owned.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Multi(values) => Value::Multi(
                values
                    .into_iter()
                    .map(|value| Cow::Owned(value.into_owned()))
                    .collect(),
            ),
        }
    }
}

/// What an expression tells the service to do instead of writing a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// Leave this attribute out.
    IgnoreAttributeFlow,
    /// Leave the whole object out.
    IgnoreObjectFlow,
}

impl Flow {
    /// The language's own word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IgnoreAttributeFlow => "IgnoreAttributeFlow",
            Self::IgnoreObjectFlow => "IgnoreObjectFlow",
        }
    }

    /// The flow that the word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::IgnoreAttributeFlow, Self::IgnoreObjectFlow]
            .into_iter()
            .find(|flow| flow.as_str() == word)
    }
}

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'v> {
    /// A value; null is one.
    Value(Value<'v>),
    /// Nothing is written.
    Flow(Flow),
}

impl Outcome<'_> {
    /// The same outcome, owned.
    pub fn into_owned(self) -> Outcome<'static> {
        match self {
            Self::Value(value) => Outcome::Value(value.into_owned()),
            Self::Flow(flow) => Outcome::Flow(flow),
        }
    }
}

/// Where an expression's attributes come from; what they hold is borrowed for `'v`, which may be longer than this is.
pub trait Values<'v> {
    /// The value of an attribute; null if the source has none.
    ///
    /// `slot` is the attribute's place in [`super::Compiled::attributes`]: who evaluates one expression for many users
    /// finds out once where each attribute is.
    fn value(&self, slot: usize, attribute: &str) -> Value<'v>;
}

impl<'v> Values<'v> for BTreeMap<String, Value<'static>> {
    fn value(&self, _slot: usize, attribute: &str) -> Value<'v> {
        self.get(attribute).cloned().unwrap_or_default()
    }
}

/// What cannot be computed offline: given by whoever evaluates.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The clock: what `Now()` says.
    pub now: jiff::Timestamp,
    /// Where `Guid()` and `RandomString()` take their randomness from: equal seeds give equal values.
    pub seed: u64,
    /// The values that the target holds already, for `SelectUniqueValue`.
    pub taken: Taken,
    /// What `DefaultDomain()` says; without it the function fails.
    pub default_domain: Option<String>,
}

/// Values that are no longer free in the target.
///
/// Letter case does not make a value free: the search runs in Active Directory, whose texts match without regard to
/// case. Source: ms-functions, `SelectUniqueValue` (an LDAP search in on-premises Active Directory), read 2026-11.
#[derive(Clone, Debug, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// Whether the value is taken.
    pub fn contains(&self, value: &str) -> bool {
        self.0.contains(&value.to_lowercase())
    }

    /// Takes a value.
    pub fn insert(&mut self, value: &str) {
        self.0.insert(value.to_lowercase());
    }
}

impl<S: AsRef<str>> FromIterator<S> for Taken {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        let mut taken = Self::default();
        for value in values {
            taken.insert(value.as_ref());
        }
        taken
    }
}

/// Where a value came from, if not from the user alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The clock of the settings.
    Clock,
    /// The seed of the settings: the service gives another value.
    Random,
    /// The taken values of the settings.
    Taken,
    /// The default domain of the settings.
    DefaultDomain,
    /// The service's provisioning logs show `[Redact]` instead.
    Redacted,
    /// The service does not say which of several values it takes.
    Unpredictable,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 6] = [
        Self::Clock,
        Self::Random,
        Self::Taken,
        Self::DefaultDomain,
        Self::Redacted,
        Self::Unpredictable,
    ];

    /// What it says of a value, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Clock => "rests on the clock",
            Self::Random => "made up: the service gives another value",
            Self::Taken => "rests on which values are taken",
            Self::DefaultDomain => "rests on the default domain",
            Self::Redacted => "the service's logs show [Redact] instead",
            Self::Unpredictable => "the service does not say which of several values it takes",
        }
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks(u8);

impl Marks {
    /// Whether the mark is set.
    pub fn contains(self, mark: Mark) -> bool {
        self.0 & mark.bit() != 0
    }

    /// Whether no mark is set: the value depends on the user alone.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The marks that are set, in the order of [`Mark::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Mark> {
        Mark::ALL
            .into_iter()
            .filter(move |mark| self.contains(*mark))
    }

    pub(super) fn set(&mut self, mark: Mark) {
        self.0 |= mark.bit();
    }

    pub(super) fn unite(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
