//! The document around every page of the shop.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use types::{
    Market,
    catalog::Chrome,
    flag::Spot,
    rendition::{PREVIEW, Rendition, Source},
};
use words::t;

use crate::{
    assets::{Assets, DISPLAY_FACE, again_address},
    components::{Footer, Header},
    languages, structured,
};

/// What all pages of one request share.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Header and footer.
    pub chrome: Chrome,
    /// Built files, known since start.
    pub assets: Arc<Assets>,
    /// In which language and money it is made.
    pub market: Market,
    /// All markets, this one among them.
    pub markets: Arc<[Market]>,
    /// Scheme and host of the shop, without a slash at the end: `https://shop.example`.
    pub origin: Arc<str>,
    /// Path and query, inside the market, at which whoever asks again sees this page or the next to it.
    pub here: Arc<str>,
}

impl Shell {
    /// Where the pages of its market are.
    pub(crate) fn site(&self) -> Site<'_> {
        Site { origin: &self.origin, market: self.market }
    }
}

/// Where the pages of one market are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    origin: &'a str,
    market: Market,
}

impl<'a> Site<'a> {
    #[cfg(test)]
    pub(crate) fn new(origin: &'a str, market: Market) -> Self {
        Self { origin, market }
    }

    /// The whole address of a page.
    pub(crate) fn page(self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.market.prefix())
    }

    /// The whole address of a file, which is there once for all markets.
    pub(crate) fn file(self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// What a page says about itself in its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its name, without the shop's; empty on the home page.
    pub title: String,
    /// One or two sentences for search engines; may be empty.
    pub description: String,
    /// Its one true path, where it has one.
    pub canonical: Option<String>,
    /// Keep it out of search engines.
    pub private: bool,
    /// It is not settled yet: look again after so many seconds.
    pub refresh_after: Option<u32>,
    /// Path of the picture whose rendition link previews show.
    pub image: Option<String>,
    /// What it is a page of, in Open Graph's words; a website's where it is empty.
    pub kind: &'static str,
    /// What programs read in it.
    pub data: Vec<Value>,
}

impl Page {
    /// A page search engines may list.
    pub fn public(title: impl Into<String>, canonical: impl Into<String>) -> Self {
        Self { title: title.into(), canonical: Some(canonical.into()), ..Self::default() }
    }

    /// A page for one visitor.
    pub fn private(title: impl Into<String>) -> Self {
        Self { title: title.into(), private: true, ..Self::default() }
    }

    /// Text of the `<title>` element.
    #[must_use]
    pub fn document_title(&self, shop_name: &str) -> String {
        match (self.title.as_str(), shop_name) {
            ("", name) => name.to_owned(),
            (title, "") => title.to_owned(),
            (title, name) => format!("{title} · {name}"),
        }
    }
}

/// A whole document of the shop: head, header, the page's content, footer.
#[component]
pub(crate) fn Layout(shell: Shell, page: Page, children: Children) -> impl IntoView {
    let languages = languages::view(&shell);
    let head = metadata(&page, &shell);
    let Shell { chrome, assets, market, .. } = shell;
    let (extras, locale) = (chrome.extras, words::locale());
    let prefix = (!market.is_root()).then(|| market.prefix());
    let title = page.document_title(&chrome.shop_name);
    view! {
        <!DOCTYPE html>
        <html lang=locale.code() dir=locale.direction() data-prefix=prefix data-light=extras.light>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                {head}
                <link rel="stylesheet" href=assets.css.clone()/>
                {(!extras.light).then(display_face)}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {(!extras.light).then(app_like)}
                <script defer src=assets.loader.clone() data-js=assets.js.clone() data-wasm=assets.wasm.clone()></script>
                {extras.needs_script().then(|| extras_script(&assets, extras.offline))}
            </head>
            <body>
                <a class="skip-link" href="#content">{t!("skip-to-content")}</a>
                {extras.light.then(|| view! { <p class="busy" role="status">{t!("layout-busy")}</p> })}
                <Header chrome=chrome.clone()/>
                <main id="content" class="page" tabindex="-1">{children()}</main>
                <Footer chrome languages/>
            </body>
        </html>
    }
}

fn metadata(page: &Page, shell: &Shell) -> impl IntoView + use<> {
    let (site, light) = (shell.site(), shell.chrome.extras.light);
    let described = (!page.description.is_empty()).then(|| page.description.clone());
    let canonical = page.canonical.as_ref().map(|path| site.page(path));
    let alternates = page.canonical.as_ref().filter(|_| !light).map(|path| languages::alternates(shell, path));
    let image = page.image.as_ref().and_then(|path| preview_picture(path, site));
    let (title, shop_name) = (page.document_title(&shell.chrome.shop_name), shell.chrome.shop_name.clone());
    view! {
        {described.clone().map(|text| view! { <meta name="description" content=text/> })}
        {canonical.clone().map(|href| view! { <link rel="canonical" href=href/> })}
        {alternates}
        {page.private.then(|| view! { <meta name="robots" content="noindex"/> })}
        {page.refresh_after.map(again)}
        {canonical.filter(|_| !light).map(|url| {
            view! {
                {preview("og:site_name", shop_name)}
                {preview("og:type", if page.kind.is_empty() { "website" } else { page.kind }.to_owned())}
                {preview("og:title", title)}
                {preview("og:url", url)}
                {preview("og:locale", languages::with_region(words::locale()).to_owned())}
                {described.map(|text| preview("og:description", text))}
                {image.is_none().then(|| view! { <meta name="twitter:card" content="summary"/> })}
                {image}
            }
        })}
        {(!light).then(|| page.data.iter().map(structured::element).collect_view())}
    }
}

/// A script shows what has changed; without scripts the page loads itself again. Never both: whoever reads slowly, or is read to, would
/// lose their place (WCAG 2.2.1).
fn again(seconds: u32) -> impl IntoView {
    view! {
        <noscript><meta http-equiv="refresh" content=seconds.to_string()/></noscript>
        <script defer src=again_address() data-again=seconds.to_string()></script>
    }
}

/// What the browser fills in or keeps up to date. It registers the worker too, for those who get one.
fn extras_script(assets: &Assets, offline: Spot) -> impl IntoView + use<> {
    let worker = assets.worker.filter(|_| offline != Spot::Nothing);
    view! { <script defer src=assets.extras.clone() data-worker=worker data-some=offline == Spot::Place></script> }
}

/// Asks for the face of the headings along with the stylesheet. Fonts are fetched as from another origin.
fn display_face() -> impl IntoView {
    let link = leptos::html::link().rel("preload").href(DISPLAY_FACE);
    link.attr("as", "font").attr("type", "font/woff2").attr("crossorigin", "anonymous")
}

/// What lets a phone put the shop beside its apps. Apple's draw corners of their own, so theirs is the icon that fills its square.
fn app_like() -> impl IntoView {
    view! {
        <link rel="manifest" href="/site.webmanifest"/>
        <link rel="apple-touch-icon" href="/icons/maskable.png"/>
        {theme_color("light", "#fbfaf7")}
        {theme_color("dark", "#0d1518")}
    }
}

/// The colour of what the browser draws around a page, as the paper of the stylesheet is.
fn theme_color(scheme: &'static str, color: &'static str) -> impl IntoView {
    leptos::html::meta().name("theme-color").attr("media", format!("(prefers-color-scheme: {scheme})")).content(color)
}

/// Whoever shows link previews reads no drawings and asks for one size.
fn preview_picture(path: &str, site: Site<'_>) -> Option<impl IntoView + use<>> {
    let (width, height) = PREVIEW;
    Source::of(path, width).map(|source| {
        view! {
            {preview("og:image", site.file(&source.address(Rendition::PREVIEW)))}
            {preview("og:image:type", Rendition::PREVIEW.format.media_type().to_owned())}
            {preview("og:image:width", width.to_string())}
            {preview("og:image:height", height.to_string())}
            <meta name="twitter:card" content="summary_large_image"/>
        }
    })
}

/// One property of a link preview, as ogp.me names them.
fn preview(property: &'static str, content: String) -> impl IntoView {
    leptos::html::meta().attr("property", property).content(content)
}
