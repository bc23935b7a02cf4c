//! A browser without JavaScript: cookies, forms, and the headers browsers send with them. It follows no redirect by itself.

use reqwest::{
    Client, RequestBuilder, StatusCode,
    header::{ACCEPT, HeaderMap, LOCATION, ORIGIN},
    redirect::Policy,
};
use scraper::{Html, Selector};

/// One visitor.
#[derive(Clone)]
pub struct Browser {
    /// For requests that no browser makes.
    pub client: Client,
    url: String,
}

impl Browser {
    pub fn new(url: &str) -> Self {
        let client = Client::builder().cookie_store(true).redirect(Policy::none()).no_proxy().build().unwrap();
        Self { client, url: url.to_owned() }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.client.get(format!("{}{path}", self.url)).header(ACCEPT, "text/html,*/*;q=0.8")).await
    }

    /// Posts a form of the shop's own.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(format!("{}{path}", self.url)).form(fields);
        self.send(request.header(ACCEPT, "text/html").header(ORIGIN, &self.url).header("sec-fetch-site", "same-origin"))
            .await
    }

    /// Posts a form that has to be answered by a redirect, and opens where that leads.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.words());
        self.get(&answer.location()).await
    }

    /// Sends any request.
    pub async fn send(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Page { status, headers, body: response.text().await.unwrap() }
    }

    /// The same visitor's request with a method and headers of the test's own.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// A header's value, empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> String {
        self.header(LOCATION.as_str()).to_owned()
    }

    /// The text of the first element `selector` finds.
    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_else(|| panic!("no {selector} in: {}", self.words()))
    }

    /// The texts of all elements `selector` finds, blanks collapsed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let (document, selector) = (Html::parse_document(&self.body), Selector::parse(selector).unwrap());
        document.select(&selector).map(|element| collapse(&element.text().collect::<String>())).collect()
    }

    /// An attribute of all elements `selector` finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let (document, selector) = (Html::parse_document(&self.body), Selector::parse(selector).unwrap());
        document.select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The value of the form field called `name`.
    pub fn field(&self, name: &str) -> String {
        let found = self.attributes(&format!("[name='{name}'][value]"), "value").into_iter().next();
        found.unwrap_or_else(|| panic!("no field {name} in: {}", self.words()))
    }

    /// All that can be read on the page.
    pub fn words(&self) -> String {
        let document = Html::parse_document(&self.body);
        collapse(&document.root_element().text().collect::<Vec<_>>().join(" "))
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in: {}", self.body))
    }
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
