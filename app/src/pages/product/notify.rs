//! What stands where something is sold out: asking to be told when it is back.

use leptos::prelude::*;
use types::{
    catalog::{ProductView, VariantView},
    flag::Spot,
};
use words::t;

use crate::components::{FieldMessages, Notice, Tone, described_by};

const FIELD: &str = "notify-email";

/// What came of asking to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// Nobody has asked yet.
    #[default]
    Open,
    /// The address is written down.
    Noted,
    /// It is not, and why.
    Refused {
        /// As typed.
        email: String,
        /// What is wrong.
        words: String,
    },
}

/// Nothing for what can be bought, unless there is something to answer.
pub(super) fn notify(view: &ProductView, chosen: &VariantView, asking: Asking, spot: Spot) -> AnyView {
    let (email, error) = match asking {
        Asking::Noted => return noted(),
        Asking::Open if chosen.available || spot == Spot::Nothing => return ().into_any(),
        Asking::Open => (String::new(), None),
        Asking::Refused { email, words } => (email, Some(words)),
    };
    // For some visitors it is shown by the browser; whoever has sent it sees it anyhow.
    let for_some = spot == Spot::Place && error.is_none();
    let wrong = error.is_some();
    view! {
        <form class="notify" id="notify-me" method="post" action=format!("/products/{}/notify#notify-me", view.slug)
            data-extra="notify_me" data-some=for_some hidden=for_some>
            <input type="hidden" name="variant_id" value=chosen.id.to_string()/>
            <div class="field" class:field-wrong=wrong>
                <label for=FIELD>{t!("notify-label")}</label>
                <div class="notify-row">
                    <input id=FIELD type="email" name="email" value=email required maxlength="254" autocomplete="email"
                        inputmode="email" placeholder=t!("email-example") aria-describedby=described_by(FIELD, true, wrong)
                        aria-invalid=wrong.then_some("true")/>
                    <button class="button">{t!("notify-button")}</button>
                </div>
                <FieldMessages id=FIELD.to_owned() hint=Some(t!("notify-hint")) error/>
            </div>
        </form>
    }
    .into_any()
}

fn noted() -> AnyView {
    view! {
        <div id="notify-me">
            <Notice tone=Tone::Success>{t!("notify-noted")}</Notice>
        </div>
    }
    .into_any()
}
