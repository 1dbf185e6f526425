//! What kind of file it is, worked out from its first bytes and its name.

/// What an importer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A mapping table: a row says what feeds what.
    Table,
    /// Entra ID's provisioning schema, whole or a template: Microsoft Graph `synchronizationSchema`.
    EntraSchema,
    /// What a SCIM service answers at `/Schemas`, or one schema of it.
    ScimSchemas,
    /// The definitions of the Genesys Cloud API.
    Genesys,
    /// A plain list of attributes: path, type, required and so on.
    Attributes,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Table,
        Self::EntraSchema,
        Self::ScimSchemas,
        Self::Genesys,
        Self::Attributes,
    ];

    /// The word on the command line and in attachments.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::EntraSchema => "entra-schema",
            Self::ScimSchemas => "scim-schemas",
            Self::Genesys => "genesys",
            Self::Attributes => "attributes",
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Table => "Mapping table",
            Self::EntraSchema => "Entra ID provisioning schema",
            Self::ScimSchemas => "SCIM schemas",
            Self::Genesys => "Genesys Cloud API definitions",
            Self::Attributes => "Attribute list",
        }
    }
}

/// How the bytes are packed, whatever they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Text in lines.
    Text,
    /// JSON.
    Json,
    /// A ZIP archive, as XLSX is one.
    Zip,
    /// The format of spreadsheets before 2007.
    OldOffice,
    /// Something that is no table and no JSON, with its name.
    Foreign(&'static str),
}

impl Container {
    /// Looks at the first bytes.
    pub fn of(bytes: &[u8]) -> Self {
        const MAGIC: &[(&[u8], Container)] = &[
            (b"PK\x03\x04", Container::Zip),
            (b"PK\x05\x06", Container::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container::OldOffice),
            (b"%PDF-", Container::Foreign("a PDF document")),
            (b"\x89PNG", Container::Foreign("a picture")),
            (b"\xff\xd8\xff", Container::Foreign("a picture")),
            (b"GIF8", Container::Foreign("a picture")),
            (b"\x1f\x8b", Container::Foreign("a packed file")),
            (b"7z\xbc\xaf", Container::Foreign("a packed file")),
            (b"{\\rtf", Container::Foreign("an RTF document")),
        ];
        if let Some((_, container)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return *container;
        }
        // JSON in whatever encoding: what counts is the first character that is no blank, mark or NUL.
        let first = bytes.iter().find(|byte| {
            !matches!(
                byte,
                0 | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf | 0xfe | 0xff
            )
        });
        match first {
            Some(b'{' | b'[') => Self::Json,
            _ => Self::Text,
        }
    }
}

/// The kind of a file in JSON, by the member names that each kind has; none if it has none of them.
pub fn detect_json(text: &str) -> Option<Kind> {
    // Enough of a large file to meet the names that tell.
    const LOOKED_AT: usize = 512 * 1024;
    let end = (0..=LOOKED_AT.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))?;
    let head = text.get(..end)?.to_ascii_lowercase();
    let has = |name: &str| head.contains(&format!("\"{name}\""));
    if has("synchronizationrules") || has("objectmappings") || has("attributemappings") {
        Some(Kind::EntraSchema)
    } else if has("swagger") || has("openapi") || has("definitions") || head.contains("\"scimv2") {
        Some(Kind::Genesys)
    } else if has("directories") || has("synchronizationschema") {
        Some(Kind::EntraSchema)
    } else if has("urn:ietf:params:scim:schemas:core:2.0:schema")
        || has("attributes") && (has("mutability") || has("multivalued") || has("subattributes"))
        || has("resources")
    {
        Some(Kind::ScimSchemas)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_how_it_is_packed() {
        let check = |bytes: &[u8], expected| assert_eq!(Container::of(bytes), expected);
        check(b"", Container::Text);
        check(b"a,b\n", Container::Text);
        check(b"\xef\xbb\xbf {\"a\":1}", Container::Json);
        check(b"{\0\"\0", Container::Json);
        check(b"\xfe\xff\0[\0]", Container::Json);
        check(b"PK\x03\x04...", Container::Zip);
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container::OldOffice);
        check(b"%PDF-1.7", Container::Foreign("a PDF document"));
        check(b"{\\rtf1", Container::Foreign("an RTF document"));
    }

    #[test]
    fn member_names_tell_what_json_it_is() {
        let check = |text: &str, expected| assert_eq!(detect_json(text), expected, "{text}");
        check(
            r#"{"directories": [], "synchronizationRules": []}"#,
            Some(Kind::EntraSchema),
        );
        check(
            r#"{"swagger": "2.0", "definitions": {}}"#,
            Some(Kind::Genesys),
        );
        check(
            r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "Resources": []}"#,
            Some(Kind::ScimSchemas),
        );
        check(
            r#"[{"id": "x", "attributes": [{"name": "a", "multiValued": false}]}]"#,
            Some(Kind::ScimSchemas),
        );
        check(r#"{"a": 1}"#, None);
        check("", None);
    }
}
