//! Our own table coming back: which of its cells say what the project says already.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::meaning::Meaning;
use crate::catalog::Catalog;
use crate::model::{Audience, Project, Resource};
use crate::rows::{Index, Row, Rows, Table, TableColumn};

/// What names a row in an exported table: resource, SCIM attribute, target field, and the source where it stands alone.
type Key = (Resource, String, String, String);

/// The rows of the project as the table would show them.
pub(super) struct OwnRows {
    texts: FxHashMap<Key, VecDeque<FxHashMap<Meaning, String>>>,
}

impl OwnRows {
    /// The rows of a project.
    pub(super) fn of(project: &Project, catalog: &Catalog) -> Self {
        let index = Index::derive(project);
        let rows = Rows::derive(&index);
        let table = Table::new(project, &index, &rows, catalog, Audience::Internal);
        let mut texts: FxHashMap<Key, VecDeque<_>> = FxHashMap::default();
        for row in rows.all() {
            let cells: FxHashMap<Meaning, String> = Meaning::ALL
                .into_iter()
                .filter_map(|meaning| {
                    let text = table.cell(row, meaning.own_column()?);
                    Some((meaning, text.replace("\r\n", "\n").trim().to_owned()))
                })
                .collect();
            let key = key_of(row, &table);
            texts.entry(key).or_default().push_back(cells);
        }
        Self { texts }
    }

    /// The cells of the row that is named so; each is given once, in the order of the table.
    pub(super) fn take(
        &mut self,
        resource: Resource,
        source: &str,
        protocol: &str,
        target: &str,
    ) -> Option<FxHashMap<Meaning, String>> {
        let source = if protocol.is_empty() && target.is_empty() {
            source
        } else {
            ""
        };
        let key = (
            resource,
            protocol.to_owned(),
            target.to_owned(),
            source.to_owned(),
        );
        self.texts.get_mut(&key)?.pop_front()
    }
}

fn key_of(row: &Row, table: &Table<'_>) -> Key {
    let text = |column| table.cell(row, column).trim().to_owned();
    let source = if row.protocol.is_none() && row.target.is_none() {
        text(TableColumn::Source)
    } else {
        String::new()
    };
    (
        row.resource,
        text(TableColumn::Protocol),
        text(TableColumn::Target),
        source,
    )
}
