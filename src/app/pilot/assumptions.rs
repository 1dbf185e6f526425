//! What a run takes for granted where only the service knows: the clock, the seed, the default domain.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{PopupCloseBehavior, Stroke, TextEdit, Ui};

use super::state::PilotState;
use crate::app::theme::{Tokens, Type, scale};
use crate::app::widgets::Tip as _;
use crate::expr::{Settings, Taken};
use crate::pilot::Hidden;

/// Width of the fields.
const FIELD: f32 = 220.0;

/// What a run takes for granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// What `Now()` says; none for the time of the first run.
    pub now: Option<jiff::Timestamp>,
    /// What `Guid()` and `RandomString()` start from.
    pub seed: u64,
    /// What `DefaultDomain()` says; none if nobody said.
    pub default_domain: Option<Hidden<String>>,
}

impl Assumptions {
    /// The same as expressions take it.
    pub fn settings(&self, now: jiff::Timestamp, taken: Taken) -> Settings {
        Settings {
            now: self.now.unwrap_or(now),
            seed: self.seed,
            taken,
            default_domain: self.default_domain.clone().map(|domain| domain.0),
        }
    }
}

/// What is typed, which may be no time and no number yet.
#[derive(Debug, Default)]
pub(super) struct Typed {
    now: String,
    seed: String,
    domain: Hidden<String>,
}

/// The menu in which they are said.
pub(super) fn assumptions_ui(ui: &mut Ui, state: &mut PilotState) {
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let soft = Tokens::of(ui).text_soft;
    let words = Type::Body.text("Assumptions…").color(soft);
    let button = egui::Button::new(words)
        .frame(false)
        .min_size(egui::vec2(0.0, 28.0));
    let (button, _) = MenuButton::from_button(button).config(config).ui(ui, |ui| {
        ui.set_max_width(FIELD + 16.0);
        ui.spacing_mut().item_spacing.y = scale::GAP;
        let error = Tokens::of(ui).error;
        let clock = field(
            ui,
            "Clock, for Now()",
            "2026-11-25T12:00:00Z",
            &mut state.typed.now,
        );
        let seed = field(
            ui,
            "Seed, for Guid() and RandomString()",
            "0",
            &mut state.typed.seed,
        );
        let domain = &mut state.typed.domain.0;
        let domain = field(
            ui,
            "Default domain, for DefaultDomain()",
            "contoso.com",
            domain,
        );
        let now: Result<Option<jiff::Timestamp>, _> = match state.typed.now.trim() {
            "" => Ok(None),
            text => text.parse().map(Some),
        };
        let number: Result<u64, _> = match state.typed.seed.trim() {
            "" => Ok(0),
            text => text.parse(),
        };
        let wrong = match (&now, &number) {
            (Err(_), _) => "The clock has to be a time such as 2026-11-25T12:00:00Z",
            (_, Err(_)) => "The seed has to be a whole number",
            _ => "",
        };
        if wrong.is_empty() {
            let words =
                "Taken values, for SelectUniqueValue(), are those that Genesys Cloud holds.";
            ui.label(Type::Small.text(words).color(soft));
        } else {
            ui.label(Type::Small.text(wrong).color(error));
        }
        if (clock || seed || domain)
            && let (Ok(now), Ok(seed)) = (now, number)
        {
            let domain = state.typed.domain.0.trim();
            state.assume(Assumptions {
                now,
                seed,
                default_domain: (!domain.is_empty()).then(|| Hidden(domain.to_owned())),
            });
        }
    });
    button
        .tip("What is taken for granted where only the service knows: clock, seed, default domain");
}

/// A field under its name; whether its text has changed.
fn field(ui: &mut Ui, name: &str, hint: &str, text: &mut String) -> bool {
    ui.label(Type::Secondary.text(name));
    // A menu draws nothing around what it holds.
    let outline = Stroke::new(scale::HAIRLINE, Tokens::of(ui).outline);
    ui.visuals_mut().widgets.inactive.bg_stroke = outline;
    let response = ui.add(
        TextEdit::singleline(text)
            .font(egui::FontSelection::FontId(Type::Name.font()))
            .hint_text(hint)
            .margin(egui::Margin::symmetric(8, 5))
            .desired_width(FIELD),
    );
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
    response.changed()
}
