//! Changes of single spans of a text; every other byte stays.

use std::collections::BTreeSet;

use super::render::{Layout, Piece, indent};
use super::schema::member;
use crate::json::{JsonTree, Span};

/// The changes of one text.
pub(super) struct Splices<'a> {
    text: &'a str,
    changes: Vec<(Span, String)>,
}

impl<'a> Splices<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            changes: Vec::new(),
        }
    }

    /// The text with the changes.
    pub(super) fn apply(mut self) -> String {
        // Stable: members added behind the same one stay in their order.
        self.changes.sort_by_key(|(span, _)| span.start);
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for (span, change) in &self.changes {
            out.push_str(self.text.get(from..span.start).unwrap_or_default());
            out.push_str(change);
            from = span.end;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        out
    }

    /// Gives a member of an object another value, or adds it behind the last one.
    pub(super) fn set_member(&mut self, object: &JsonTree<'_>, name: &'static str, value: &Piece) {
        let layout = Layout::of(self.text, object);
        if let Some(old) = member(object, name) {
            let value = layout.render(value, indent(self.text, old.span.start));
            self.changes.push((old.span.clone(), value));
            return;
        }
        let (at, before) = match (object.members().first(), object.members().last()) {
            (Some(first), Some(last)) => {
                let gap = self.text.get(object.span.start + 1..first.at);
                let gap = gap.filter(|gap| gap.contains('\n')).unwrap_or(" ");
                (last.tree.span.end, format!(",{gap}"))
            }
            _ => (object.span.start + 1, String::new()),
        };
        let line = object.members().first().map_or(at, |first| first.at);
        let value = layout.render(value, indent(self.text, line));
        let change = format!("{before}\"{name}\"{}{value}", layout.colon);
        self.changes.push((at..at, change));
    }

    /// Removes items of a list and adds others at its end.
    pub(super) fn change_list(
        &mut self,
        list: &JsonTree<'_>,
        removed: &BTreeSet<usize>,
        added: &[Piece],
    ) {
        let items = list.items();
        let kept = |at: &usize| !removed.contains(at);
        let last_kept = (0..items.len()).rev().find(kept);
        // What stands before the last one that is kept goes with the blanks and the comma behind it.
        for (at, pair) in items.windows(2).enumerate() {
            if let [item, next] = pair
                && removed.contains(&at)
                && last_kept.is_some_and(|last| at < last)
            {
                let span = item.span.start..next.span.start;
                self.changes.push((span, String::new()));
            }
        }
        // What stands behind it goes with the comma before it, and makes room for what is added.
        let start = match last_kept.and_then(|last| items.get(last)) {
            Some(last) => last.span.end,
            None => items
                .first()
                .map_or(list.span.start + 1, |first| first.span.start),
        };
        let end = match items.last() {
            Some(last) => last.span.end,
            None => list.span.end - 1,
        };
        if start == end && added.is_empty() || items.is_empty() && added.is_empty() {
            return;
        }
        self.changes
            .push((start..end, self.added(list, last_kept, added)));
    }

    fn added(&self, list: &JsonTree<'_>, last_kept: Option<usize>, added: &[Piece]) -> String {
        let mut out = String::new();
        let Some(first) = list.items().first() else {
            // Nothing to go by but the line that the list stands on.
            let outer = indent(self.text, list.span.start);
            let inner = format!("{outer}  ");
            let layout = Layout::of("", list);
            for (at, piece) in added.iter().enumerate() {
                out.push_str(if at == 0 { "\n" } else { ",\n" });
                out.push_str(&inner);
                out.push_str(&layout.render(piece, &inner));
            }
            out.push('\n');
            out.push_str(outer);
            return out;
        };
        let layout = Layout::of(self.text, first);
        let gap = self.text.get(list.span.start + 1..first.span.start);
        let gap = gap.filter(|gap| gap.contains('\n')).unwrap_or_default();
        let line = indent(self.text, first.span.start);
        for (at, piece) in added.iter().enumerate() {
            if at > 0 || last_kept.is_some() {
                out.push(',');
                out.push_str(gap);
            }
            out.push_str(&layout.render(piece, line));
        }
        out
    }
}
