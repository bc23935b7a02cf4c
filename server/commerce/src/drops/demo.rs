//! The demo's drop: always the next Friday, but for one that is about to begin.

use types::{
    DropId, Locale, Millis, VariantId,
    admin::DropTranslation,
    catalog::ProductView,
    drops::{DropGoods, DropInput, DropStatus},
};

use super::{create, delete, rules, schedule, store, translate};
use crate::{Cx, Result, Seen, catalog, rfc3339};

const MINUTE: Millis = 60 * 1000;
/// A shop that has just been filled has so long at least until its drop: nobody finds a queue in it that they did not expect.
const NOTICE: Millis = 3 * 60 * MINUTE;

/// What the demo says of how many there are, before the start, while it sells and afterwards.
type Words = [&'static str; 4];

const ENGLISH: Words = [
    "{title}, {units} made",
    "Come early: whoever is here before the start is drawn in an order that nobody can know. After that, it is first come, first \
     served.",
    "On sale now, in the order of the queue. What is put back goes to the next in line.",
    "That was the last of them. Thank you for coming.",
];

/// The same in other languages.
const TRANSLATIONS: [(Locale, Words); 2] = [
    (
        Locale::De,
        [
            "{title}, {units} Stück",
            "Kommen Sie früh: Unter allen, die vor dem Start da sind, wird eine Reihenfolge ausgelost, die niemand kennen kann. \
             Danach geht es nach der Ankunft.",
            "Jetzt im Verkauf, in der Reihenfolge der Schlange. Was zurückkommt, geht an die Nächsten.",
            "Das waren die letzten. Danke, dass Sie da waren.",
        ],
    ),
    (
        Locale::Ar,
        [
            "{title}، {units} قطعة",
            "احضر مبكرًا: يُرتَّب كل من حضر قبل البدء بقرعة لا يمكن لأحد أن يعرف نتيجتها مسبقًا، وبعد ذلك الأولوية لمن يصل أولًا.",
            "البيع جارٍ الآن بحسب ترتيب الطابور. وما يعود منها يذهب إلى التالي في الطابور.",
            "كانت هذه آخر القطع. شكرًا لحضورك.",
        ],
    ),
];

/// Announces a drop for every product of the demo that is sold in one, unless one is on or ahead. One that is over makes room for the
/// next. One that is there gets words in other languages where it has none.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    for product in demo::catalogue().products {
        let Some(edition) = &product.edition else { continue };
        let known = match store::by_slug(cx.db.write(), &product.slug).await? {
            Some(row) if matches!(row.status()?, DropStatus::Reported) => {
                delete(cx, row.id, Seen::Any).await?;
                None
            }
            known => known.map(|row| row.id),
        };
        let Some(view) = catalog::product(cx, &product.slug).await.ok() else { continue };
        let id = match known {
            Some(id) => id,
            None => announce(cx, &view, edition).await?,
        };
        for (locale, words) in TRANSLATIONS {
            say(cx, id, &product.slug, (locale, words), edition.units).await?;
        }
    }
    Ok(())
}

async fn announce(cx: &Cx, view: &ProductView, edition: &demo::Edition) -> Result<DropId> {
    let starts_at = rules::next_friday(cx.clock.now() + NOTICE, edition.friday_hour.into());
    let variants: Vec<VariantId> = view.variants.iter().map(|variant| variant.id).collect();
    let units = i64::from(edition.units) / i64::try_from(variants.len().max(1)).unwrap_or(1);
    let DropTranslation { title, message_before, message_live, message_over } =
        worded(ENGLISH, &view.title, edition.units);
    let input = DropInput {
        slug: view.slug.clone(),
        title,
        message_before,
        message_live,
        message_over,
        queue_opens_at: Some(rfc3339(starts_at - 30 * MINUTE)),
        starts_at: rfc3339(starts_at),
        ends_at: rfc3339(starts_at + 120 * MINUTE),
        admit_per_minute: 600,
        pass_seconds: 120,
        cap_per_person: Some(1),
        hold_seconds: Some(300),
        goods: variants.into_iter().map(|variant_id| DropGoods { variant_id, units, price: None }).collect(),
        ..DropInput::default()
    };
    let id = create(cx, input).await?;
    schedule(cx, id).await?;
    Ok(id)
}

/// What a drop says in one more language, where nobody has said it yet.
async fn say(cx: &Cx, id: DropId, slug: &str, (locale, words): (Locale, Words), units: u32) -> Result<()> {
    if store::translation(cx.db.write(), id, locale).await?.is_some() {
        return Ok(());
    }
    let mut spoken = cx.clone();
    spoken.market.locale = locale;
    let title = catalog::product(&spoken, slug).await?.title;
    translate(cx, id, locale, Seen::Any, &worded(words, &title, units)).await
}

fn worded(words: Words, title: &str, units: u32) -> DropTranslation {
    let [called, message_before, message_live, message_over] = words.map(str::to_owned);
    let title = called.replace("{title}", title).replace("{units}", &units.to_string());
    DropTranslation { title, message_before, message_live, message_over }
}
