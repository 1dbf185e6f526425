//! A table on the clipboard: pasted on the map, or asked for by name.

use super::Ask;
use crate::app::App;
use crate::app::command::{Command, View};
use crate::app::state::Page;

/// For how many frames the clipboard may take to answer.
const PATIENCE: u8 = 20;

impl App {
    /// Asks the system for what is on the clipboard.
    pub(in crate::app) fn paste_table(&mut self, ctx: &egui::Context) {
        self.pages.import.awaits_paste = PATIENCE;
        ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }

    /// Takes what is pasted where nothing else takes it: as a table to import. An import that was left is given up.
    pub(in crate::app) fn take_paste(&mut self, ctx: &egui::Context) {
        if self.window.page != Some(Page::Import) {
            self.pages.import.put_away();
        }
        let is_awaited = self.pages.import.awaits_paste > 0;
        let is_free = match self.window.page {
            None => self.window.view == View::Map,
            Some(page) => page == Page::Import,
        };
        let is_meant = is_free && !self.is_covered() && !ctx.text_edit_focused();
        if !is_awaited && !is_meant {
            return;
        }
        let text = ctx.input_mut(|input| {
            let at = input
                .events
                .iter()
                .position(|event| matches!(event, egui::Event::Paste(_)))?;
            match input.events.remove(at) {
                egui::Event::Paste(text) => Some(text),
                _ => None,
            }
        });
        match text {
            Some(text) if is_table(&text) => {
                self.pages.import.awaits_paste = 0;
                self.commands.push(Command::Import(Ask::Text(text)));
            }
            Some(_) => {
                self.pages.import.awaits_paste = 0;
                self.fail(
                    "Not imported: what was copied is no table; copy its rows with the header above them".to_owned(),
                );
            }
            None if is_awaited => {
                self.pages.import.awaits_paste -= 1;
                if self.pages.import.awaits_paste == 0 {
                    self.fail(
                        "Nothing to import: no text is on the clipboard; copy a table first"
                            .to_owned(),
                    );
                } else {
                    ctx.request_repaint();
                }
            }
            None => {}
        }
    }
}

/// Whether a text has more than one row, or more than one cell.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    match (lines.next(), lines.next()) {
        (Some(only), None) => only.trim().contains('\t'),
        (first, _) => first.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_rows_or_cells() {
        let check = |text: &str, expected| assert_eq!(is_table(text), expected, "{text:?}");
        check("", false);
        check("  \n\n", false);
        check("userName", false);
        check("\ta sentence, with a comma\n", false);
        check("mail\tuserName", true);
        check("mail,userName\ntitle,title\n", true);
    }
}
