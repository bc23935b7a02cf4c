use leptos::prelude::*;
use types::checkout::Address;

/// A postal address, one line per line, each running as its own script does: a house number stays where it was written.
#[component]
pub fn AddressBlock(address: Address) -> impl IntoView {
    let country = words::country(&address.country);
    let Address { name, line1, line2, city, region, postal_code, .. } = address;
    let town = [city, region, postal_code].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let lines = [name, line1, line2, town, country].into_iter().filter(|line| !line.is_empty());
    view! { <address class="address">{lines.map(|line| view! { <span><bdi>{line}</bdi></span> }).collect_view()}</address> }
}
