//! The map as shapes in points: which rows each column shows, where they lie, and the links between them.
//!
//! Pure geometry and content, tested without a window; it paints nothing and reacts to nothing.
//! Work for one picture depends on the rows in view, not on how many attributes or links there are.

mod chain;
mod columns;
mod curve;
mod filter;
mod geometry;
mod group;
mod label;
mod layout;
mod order;
mod row;
mod untangle;
mod wires;

pub use chain::Chain;
pub use columns::{ColumnContent, Columns, Line, Place};
pub use curve::{Cubic, dashes, distance_to_polyline};
pub use filter::{Concerns, Filter, Filters};
pub use geometry::{Area, Point, Side, whole};
pub use group::{Fold, Folded, Group};
pub use label::{cut, link_name, row_name, rule_badge, short_name, type_name};
pub use layout::{ColumnFrame, Layout, Measures};
pub use order::{Shift, move_attributes, move_group, shift_attributes, shift_group};
pub use row::{Badge, Change, Concern, RowContent};
pub use untangle::untangle;
pub use wires::{Edge, EdgeCount, End, Wire, edge_counts, wires};

#[cfg(test)]
mod tests;
