//! What the map shows, kept from frame to frame until the project, the resource, folding or filters change.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::findings;
use super::search::Hits;
use crate::app::changes::Marks;
use crate::app::context::{Moment, ViewContext};
use crate::app::selection::{Item, Selection};
use crate::catalog;
use crate::compare::DifferenceKind;
use crate::model::{Column, Resource};
use crate::picture::{Chain, Columns, Filter, Filters, Folded, Layout, Line, RowContent};
use crate::rows::{AttributeNumber, LinkNumber};

/// How many rows are remembered before those out of view are forgotten.
const MOST_ROWS: usize = 4_096;

/// What the content was made from; other content is needed when any of it changes.
#[derive(Clone)]
struct Key {
    /// Kept so that no other project can be taken for this one.
    moment: Moment,
    resource: Resource,
    folded: Folded,
    filters: [Filters; 3],
}

/// What is selected, as numbers of this revision, and the whole chain of it.
#[derive(Default)]
pub(super) struct Marked {
    selection: Selection,
    attributes: BTreeSet<AttributeNumber>,
    links: BTreeSet<LinkNumber>,
    /// The chain of all that is selected.
    pub(super) chain: Chain,
}

impl Marked {
    pub(super) fn has_attribute(&self, number: AttributeNumber) -> bool {
        self.attributes.contains(&number)
    }

    pub(super) fn has_link(&self, number: LinkNumber) -> bool {
        self.links.contains(&number)
    }

    /// The link, if it alone is selected.
    pub(super) fn only_link(&self) -> Option<LinkNumber> {
        match (self.links.first(), self.links.len(), self.attributes.len()) {
            (Some(link), 1, 0) => Some(*link),
            _ => None,
        }
    }
}

/// The lines of the columns, the rows that were in view, and what is selected.
pub(super) struct Content {
    key: Key,
    pub(super) columns: Columns,
    rows: FxHashMap<AttributeNumber, Rc<RowContent>>,
    pub(super) marked: Marked,
    pub(super) hits: Hits,
}

impl Content {
    /// The content of before if it still holds, else new content.
    pub(super) fn refresh(
        before: Option<Self>,
        ctx: ViewContext<'_>,
        folded: &Folded,
        filters: &[Filters; 3],
        search: &str,
    ) -> Self {
        let moment = ctx.moment();
        let holds = |key: &Key| {
            key.moment == moment
                && key.resource == ctx.resource
                && key.folded == *folded
                && key.filters == *filters
        };
        let mut content = match before {
            Some(content) if holds(&content.key) => content,
            _ => Self {
                columns: Columns::build(
                    ctx.project(),
                    &ctx.editor.derived().index,
                    ctx.resource,
                    folded,
                    filters,
                    &|number| findings::concern(ctx, number),
                ),
                key: Key {
                    moment,
                    resource: ctx.resource,
                    folded: folded.clone(),
                    filters: filters.clone(),
                },
                rows: FxHashMap::default(),
                marked: Marked::default(),
                hits: Hits::default(),
            },
        };
        if content.marked.selection != *ctx.selection {
            content.mark(ctx);
        }
        if !content.hits.is_of(search) {
            content.hits = Hits::find(ctx, &content.columns, search, &content.hits);
        }
        content
    }

    fn mark(&mut self, ctx: ViewContext<'_>) {
        let index = &ctx.editor.derived().index;
        let mut marked = Marked {
            selection: ctx.selection.clone(),
            ..Marked::default()
        };
        for item in ctx.selection.items() {
            match item {
                Item::Attribute(id) => {
                    if let Some(number) = index.number(ctx.project(), id) {
                        marked.attributes.insert(number);
                        marked.chain.add_attribute(index, number);
                    }
                }
                Item::Link(id) => {
                    if let Some(number) = index.link_number(id) {
                        marked.links.insert(number);
                        marked.chain.add_link(index, number);
                    }
                }
            }
        }
        self.marked = marked;
    }

    /// Reads all rows anew as they come into view.
    pub(super) fn forget_rows(&mut self) {
        self.rows.clear();
    }

    /// Reads the rows in view that are not known yet.
    pub(super) fn read_rows(
        &mut self,
        ctx: ViewContext<'_>,
        layout: &Layout,
        marks: Option<&Marks>,
    ) {
        if self.rows.len() > MOST_ROWS {
            self.rows.clear();
        }
        for (column, frame) in Column::ALL.into_iter().zip(&layout.columns) {
            let lines = self.columns.column(column).lines();
            for line in lines.get(frame.visible_lines()).unwrap_or_default() {
                if let Line::Attribute(number) = line
                    && !self.rows.contains_key(number)
                    && let Some(mut row) = RowContent::of(
                        ctx.project(),
                        &ctx.editor.derived().index,
                        catalog::reference(),
                        *number,
                    )
                {
                    findings::mark(ctx, *number, &mut row);
                    if let Some(marks) = marks
                        && let Some(kind) = marks.of_row(&row.id)
                    {
                        row.tell_change(&marks.words(kind), kind == DifferenceKind::Added);
                    }
                    self.rows.insert(*number, Rc::new(row));
                }
            }
        }
    }

    /// Whether a column is asked for this.
    pub(super) fn asks(&self, column: Column, filter: Filter) -> bool {
        let mut filters = Column::ALL.into_iter().zip(&self.key.filters);
        filters.any(|(of, filters)| of == column && filters.contains(&filter))
    }

    /// A row that is in view.
    pub(super) fn row(&self, number: AttributeNumber) -> Option<&RowContent> {
        self.rows.get(&number).map(AsRef::as_ref)
    }
}
