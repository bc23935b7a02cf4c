//! Writes every picture of the demo shop into a folder, with a page that shows them at card, page and thumbnail size.
//!
//! `cargo run -p demo --example contact_sheet -- /tmp/contact`

use std::{env, fs, path::PathBuf};

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).expect("usage: contact_sheet FOLDER"));
    fs::create_dir_all(&folder)?;
    let shop = demo::catalogue();
    let style = "<!doctype html><meta charset=utf-8><style>body{font:13px sans-serif;margin:12px;background:#fff}img{vertical-align:top}</style>";
    let mut large = style.to_owned();
    let mut small = style.to_owned();
    for product in &shop.products {
        for (at, picture) in product.pictures.iter().enumerate() {
            let name = format!("{}-{at}.svg", product.slug);
            fs::write(folder.join(&name), demo::picture(product, picture))?;
            large.push_str(&format!("<img src=\"{name}\" width=240 title=\"{}\">\n", picture.alt));
            if at == 0 {
                small.push_str(&format!("<img src=\"{name}\" width=80>\n"));
            }
        }
        large.push_str(&format!("<p>{}: {}</p>\n", product.kind, product.title));
    }
    fs::write(folder.join("hero.svg"), demo::hero())?;
    fs::write(folder.join("placeholder.svg"), demo::placeholder("No picture yet"))?;
    small.push_str("<p><img src=hero.svg width=1200><img src=placeholder.svg width=240>");
    fs::write(folder.join("large.html"), large)?;
    fs::write(folder.join("small.html"), small)
}
