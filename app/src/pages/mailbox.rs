use leptos::prelude::*;
use types::admin::DevMail;
use words::t;

use crate::{
    components::{Breadcrumbs, Crumb, Time},
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/dev/mailbox`: what the shop would have mailed.
pub fn mailbox(shell: Shell, mails: Vec<DevMail>) -> String {
    render(move || {
        let page = Page::private(t!("mailbox-title"));
        let is_empty = mails.is_empty();
        view! {
            <Layout shell page>
                <h1>{t!("mailbox-title")}</h1>
                <p class="quiet">{t!("mailbox-explained")}</p>
                {is_empty.then(|| view! { <p class="empty">{t!("mailbox-empty")}</p> })}
                <ul class="mailbox">{mails.into_iter().map(entry).collect_view()}</ul>
            </Layout>
        }
    })
}

fn entry(mail: DevMail) -> AnyView {
    view! {
        <li>
            <a href=format!("/dev/mailbox/{}", mail.id)>{mail.subject}</a>
            <span>{mail.to}</span>
            <span class="quiet"><Time at=mail.at/></span>
        </li>
    }
    .into_any()
}

/// `/dev/mailbox/{id}`: one mail.
pub fn mail(shell: Shell, mail: DevMail) -> String {
    render(move || {
        let page = Page::private(mail.subject.clone());
        view! {
            <Layout shell page>
                <Breadcrumbs trail=vec![Crumb::new(t!("mailbox-title"), "/dev/mailbox")] here=mail.subject.clone()/>
                <article class="mail">
                    <h1>{mail.subject}</h1>
                    <p class="quiet">{t!("mailbox-to", address = mail.to)}" · "<Time at=mail.at/></p>
                    <pre dir="auto">{mail.text.split_inclusive(char::is_whitespace).map(linked).collect_view()}</pre>
                </article>
            </Layout>
        }
    })
}

/// A word of a mail, as a link where it is an address of the web.
fn linked(word: &str) -> AnyView {
    let address = word.trim_end();
    if !(address.starts_with("http://") || address.starts_with("https://")) {
        return word.to_owned().into_any();
    }
    let space = word[address.len()..].to_owned();
    let (address, text) = (address.to_owned(), address.to_owned());
    view! { <a href=address>{text}</a>{space} }.into_any()
}
