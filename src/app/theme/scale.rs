//! The one scale of sizes, in points: type, heights, spacing, radii, strokes.
//!
//! Everything that is placed by hand is placed with these, so that lists, map and table keep one rhythm.

use egui::CornerRadius;

/// Body text.
pub const BODY: f32 = 13.0;
/// Names of attributes, values and expressions, in the monospaced font.
pub const NAME: f32 = 12.5;
/// Secondary text: group titles, table headings, settings.
pub const SECONDARY: f32 = 12.0;
/// The smallest text: types, counts, dates.
pub const SMALL: f32 = 11.5;
/// The title of a column or card.
pub const TITLE: f32 = 15.0;
/// The name of the selection in the inspector.
pub const SELECTION: f32 = 17.0;

/// Height of an attribute's row on the map.
pub const ROW: f32 = 30.0;
/// Height of a group's heading on the map.
pub const GROUP: f32 = 30.0;
/// Height of a row of the table.
pub const TABLE_ROW: f32 = 36.0;
/// Height of a line in the drawer of findings.
pub const DRAWER_ROW: f32 = 32.0;
/// Height of the bar at the top of the window.
pub const TOP_BAR: f32 = 48.0;
/// Least width of a column of the map.
pub const COLUMN_MIN: f32 = 282.0;
/// Width that a column of the map keeps before gutters get too narrow to be read.
pub const COLUMN_LEAST: f32 = 232.0;
/// Usual width of the gutter between two columns of the map.
pub const GUTTER: f32 = 120.0;
/// Width of a gutter that columns give way to: in a narrower one links run steeply.
pub const GUTTER_CALM: f32 = 92.0;
/// Width of the inspector.
pub const INSPECTOR: f32 = 324.0;
/// Least height and width of anything that can be clicked.
pub const TARGET: f32 = 24.0;
/// Height of buttons, fields and segmented controls.
pub const CONTROL: f32 = 30.0;

/// The smallest gap: between an icon and its text.
pub const GAP: f32 = 6.0;
/// Padding inside controls, and between neighbours.
pub const PAD: f32 = 8.0;
/// Padding inside cards and between sections.
pub const SECTION: f32 = 14.0;
/// Margin of a panel.
pub const MARGIN: f32 = 20.0;

/// Side of the square that an icon is drawn in.
pub const ICON: f32 = 16.0;

/// Corners of cards.
pub const RADIUS_CARD: CornerRadius = CornerRadius::same(10);
/// Corners of controls.
pub const RADIUS_CONTROL: CornerRadius = CornerRadius::same(8);
/// Corners of what lies inside a control.
pub const RADIUS_INNER: CornerRadius = CornerRadius::same(6);

/// Width of hairlines and borders.
pub const HAIRLINE: f32 = 1.0;
/// Width of a link at rest.
pub const WIRE: f32 = 1.5;
/// Width of a link of the selected chain, and of its frames.
pub const WIRE_SELECTED: f32 = 2.25;
/// Width of the ring around what has the keyboard's focus.
pub const FOCUS: f32 = 2.0;

/// The longest an animation may take, in seconds.
pub const ANIMATION: f32 = 0.15;
