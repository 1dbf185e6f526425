//! How the catalogue's files spell words of the model, which itself knows no file.

/// A module for `#[serde(with)]` that reads one of a closed list of words, and writes it in tests.
macro_rules! word {
    ($name:ident, $type:ty) => {
        pub(super) mod $name {
            use serde::{Deserialize as _, Deserializer, de::Error as _};

            pub(in crate::catalog) fn deserialize<'de, D: Deserializer<'de>>(
                from: D,
            ) -> Result<$type, D::Error> {
                let word = String::deserialize(from)?;
                <$type>::ALL
                    .into_iter()
                    .find(|value| value.as_str() == word)
                    .ok_or_else(|| D::Error::custom(format!("unknown word {word:?}")))
            }

            #[cfg(test)]
            pub(in crate::catalog) fn serialize<S: serde::Serializer>(
                value: &$type,
                to: S,
            ) -> Result<S::Ok, S::Error> {
                to.serialize_str(value.as_str())
            }
        }
    };
}

word!(column, crate::model::Column);
word!(confidence, crate::model::Confidence);
word!(mark, crate::model::Mark);
word!(resource, crate::model::Resource);

/// The type of an attribute's values; an unknown word is kept.
pub(super) mod value_type {
    use serde::{Deserialize as _, Deserializer};

    use crate::model::ValueType;

    pub(in crate::catalog) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<ValueType, D::Error> {
        Ok(ValueType::parse(&String::deserialize(from)?))
    }

    #[cfg(test)]
    pub(in crate::catalog) fn serialize<S: serde::Serializer>(
        value: &ValueType,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(value.as_str())
    }
}
