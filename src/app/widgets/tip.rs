//! Tooltips of what stands in the window itself: they give way to whatever opens over them.
//!
//! egui keeps a tooltip open as long as the pointer rests on its widget, even under a dialog that a key has opened.

use egui::{Context, Id, LayerId, Response, Ui, WidgetText};

/// A tooltip that shows only while nothing stands before its widget.
#[expect(
    clippy::return_self_not_must_use,
    reason = "as with egui's own, the response is often not needed any more"
)]
pub trait Tip {
    /// Shows a text.
    fn tip(self, text: impl Into<WidgetText>) -> Self;

    /// Shows what is drawn.
    fn tip_ui(self, contents: impl FnOnce(&mut Ui)) -> Self;

    /// Shows a text beside the pointer: of a part of something large.
    fn tip_at_pointer(self, text: impl Into<WidgetText>) -> Self;

    /// Shows why something cannot be used now.
    fn tip_if_disabled(self, text: impl Into<WidgetText>) -> Self;
}

impl Tip for Response {
    fn tip(self, text: impl Into<WidgetText>) -> Self {
        if gives_way(&self) {
            self
        } else {
            self.on_hover_text(text)
        }
    }

    fn tip_ui(self, contents: impl FnOnce(&mut Ui)) -> Self {
        if gives_way(&self) {
            self
        } else {
            self.on_hover_ui(contents)
        }
    }

    fn tip_at_pointer(self, text: impl Into<WidgetText>) -> Self {
        if gives_way(&self) {
            self
        } else {
            self.on_hover_text_at_pointer(text)
        }
    }

    fn tip_if_disabled(self, text: impl Into<WidgetText>) -> Self {
        if gives_way(&self) {
            self
        } else {
            self.on_disabled_hover_text(text)
        }
    }
}

/// Says whether something stands before the panels and views in this frame.
pub fn cover(ctx: &Context, is_covered: bool) {
    ctx.data_mut(|data| data.insert_temp(id(), is_covered));
}

/// Whether something stands before the panels and views in this frame.
pub fn is_covered(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(id()).unwrap_or_default())
}

fn gives_way(response: &Response) -> bool {
    response.layer_id == LayerId::background() && is_covered(&response.ctx)
}

fn id() -> Id {
    Id::unique("something stands before the window")
}
