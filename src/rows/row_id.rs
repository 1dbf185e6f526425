//! The stable text id of a row.

use super::row::Row;
use super::table::Table;

impl Table<'_> {
    /// Names a row for as long as its resource, SCIM path and target path stay: `user/userName/email_main.[0].value`.
    ///
    /// An empty cell is an empty part. A field whose name no document prints is `(not published)`.
    /// Where a field's own SCIM path is not that of the row, it stands behind it in parentheses, since two paths can
    /// reach one field; so no two rows of a table share an id.
    /// A row that has a source attribute only is named by it: `user/source:mail`.
    pub fn row_id(&self, row: &Row) -> String {
        let mut id = row.resource.as_str().to_owned();
        let alone = row.source.and_then(|number| self.attribute_id(number));
        if let Some(source) = alone {
            id.push_str("/source:");
            id.push_str(source.path.as_str());
            return id;
        }
        let protocol = row.protocol.and_then(|number| self.attribute_id(number));
        id.push('/');
        if let Some(protocol) = protocol {
            id.push_str(protocol.path.as_str());
        }
        id.push('/');
        if let Some(target) = row.target.and_then(|number| self.attribute_id(number)) {
            id.push_str(target.label());
            if let Some(own) = &target.scim_path
                && protocol.is_none_or(|protocol| protocol.path != *own)
            {
                id.push_str(" (");
                id.push_str(own.as_str());
                id.push(')');
            }
        }
        id
    }
}
