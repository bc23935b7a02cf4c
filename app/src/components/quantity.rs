use leptos::prelude::*;
use types::cart::MAX_LINE_QUANTITY;

/// How many of something; the field is called `quantity`.
#[component]
pub fn QuantityField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    quantity: i64,
    /// Most that can be asked for.
    #[prop(default = MAX_LINE_QUANTITY)]
    max: i64,
    /// The label is read out only.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    view! {
        <div class="quantity">
            <label for=id.clone() class:visually-hidden=hide_label>{label}</label>
            <input
                id=id
                type="number"
                name="quantity"
                value=quantity.to_string()
                min="1"
                max=max.to_string()
                step="1"
                required
                inputmode="numeric"
                autocomplete="off"
            />
        </div>
    }
}
