//! Small pieces that panels and views are made of.
//!
//! They take plain values and know no project, no catalogue and no command.
//! Each that can be clicked is at least 24 high, shows the keyboard's focus, and tells AccessKit its name and role.
//! Text that comes from files or people may be passed as it is: it is shown through [`shown`], and told to AccessKit unchanged.

mod button;
mod choice;
mod label;
mod search;
mod segmented;
mod surface;
mod tip;
mod visible;

pub use button::{
    action_button, check_item, filter_chip, icon_button, option_button, primary_button,
    quiet_button, tab,
};
pub use choice::{choice, list};
pub use label::{
    Tone, badge, banner, count, counted, evidence, grouped, icon, icon_text, key_line, key_value,
    pill, section,
};
pub use search::search_field;
pub use segmented::{Fit, Segment, segmented, segmented_width};
pub use surface::{card, elided, focus_ring, hairline, splitter};
pub use tip::{Tip, cover, is_covered};
pub use visible::{display_order, shown, shown_lines, visible, visible_lines};

#[cfg(test)]
mod tests;
