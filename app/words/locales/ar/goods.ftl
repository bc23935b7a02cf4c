# Lists, products, reviews, drops, queues, content.

## Lists

# Heading of the goods in a list, for who does not see them; and what a search engine says of the list.
list-goods = المنتجات
list-description = كل ما يبيعه { $shop } مع الصور والأسعار والكميات المتوفرة.

list-search = البحث
list-results = نتائج البحث عن «{ $query }»
list-corrected = لا شيء يطابق «{ $query }». هذه نتائج البحث عن { $instead }.
list-quoted = «{ $words }»
list-narrow = ضيِّق القائمة أو استخدم البحث لترى بقيتها.
list-cut = تطابق هذه الكلمات منتجات كثيرة لم تُفحص كلها. أضف كلمة أخرى لترى البقية.
list-remove = { "إزالة " }
list-chosen = عوامل التصفية المختارة
list-cleared = عرض الكل
list-sort-by = الترتيب حسب
list-sort = رتِّب
list-beyond = لا شيء في هذه الصفحة. عُد إلى الصفحة الأولى.
list-narrowed-away = لا منتج يجمع كل هذا معًا. أزل أحد عوامل التصفية.
list-unasked = عمَّ تبحث؟
list-empty = لا شيء هنا بعد. عُد إلينا قريبًا.
list-unmatched = لا شيء يطابق «{ $query }». جرّب كلمات أقل أو كلمات أخرى، أو تصفّح كل المنتجات.
list-instead = هل تقصد
sort-featured = مختاراتنا أولًا
sort-newest = الأحدث
sort-price-asc = السعر: من الأقل إلى الأعلى
sort-price-desc = السعر: من الأعلى إلى الأقل
sort-title = الاسم، أبجديًا

## Filters of lists

filter-label = عوامل التصفية
filter-title = تصفية
filter-chosen = تصفية ({ $count })
filter-close = إغلاق
filter-show = عرض النتائج
filter-all = الكل
filter-collection = المجموعة
filter-price = السعر
filter-price-from = من
filter-price-to = إلى
filter-in-stock = متوفر
filter-made-by = الصانع
filter-value = { $facet }: { $value }
filter-price-range = من { $lowest } إلى { $highest }
filter-price-least = من { $lowest } فأكثر
filter-price-most = حتى { $highest }
filter-price-reversed = السعر الأدنى أعلى من السعر الأقصى. غيّر أحدهما.
filter-price-too-much = لا يوجد لدينا ما يبلغ هذا السعر.
filter-price-number = اكتب السعر رقمًا، مثل { $example }.

## A product

product-not-yet = هذا المنتج غير معروض للبيع بعد.
product-drop = يُباع هذا ضمن إصدار محدود ابتداءً من { $time }.
product-quantity = الكمية
product-cap =
    { $count ->
        [one] قطعة واحدة كحد أقصى لكل شخص.
        [two] قطعتان كحد أقصى لكل شخص.
        [few] { $count } قطع كحد أقصى لكل شخص.
       *[other] { $count } قطعة كحد أقصى لكل شخص.
    }
product-add = أضف إلى السلة
product-promise = إذا طلبته الآن يغادر مستودعنا في موعد أقصاه { $day }.
delivery-free-from = الشحن ابتداءً من { $price }، ومجاني للطلبات بقيمة { $from } أو أكثر
delivery-costs = الشحن ابتداءً من { $price }
delivery-free = شحن مجاني
product-wish = أضف إلى قائمة الأمنيات
stock-plenty = متوفر
stock-left =
    { $count ->
        [one] بقيت قطعة واحدة
        [two] بقيت قطعتان
        [few] بقيت { $count } قطع
       *[other] بقيت { $count } قطعة
    }
stock-left-held =
    { $count ->
        [one] بقيت قطعة واحدة، والمحجوز لآخرين: { $held }
        [two] بقيت قطعتان، والمحجوز لآخرين: { $held }
        [few] بقيت { $count } قطع، والمحجوز لآخرين: { $held }
       *[other] بقيت { $count } قطعة، والمحجوز لآخرين: { $held }
    }
stock-none-held = لم يبقَ شيء، والمحجوز لآخرين: { $held }
stock-none = نفدت الكمية
stock-back = عاد إلى المخزون: يمكنك إضافته إلى سلتك الآن.
picker-sold-out = نفدت الكمية
picker-not-with = غير متوفر مع { $values }
picker-standard = قياسي
picker-variant = النوع
gallery-label = الصور
gallery-picture = الصورة { $number } من { $count }
gallery-choose = اختر صورة
notify-label = أخبروني عند توفّره من جديد
notify-button = أخبروني
notify-hint = رسالة واحدة لا غير.
notify-noted = شكرًا لك. سنكتب إليك مرة واحدة عند توفّره من جديد؛ ومن سأل أولًا يعلم أولًا.
restock-ask-title = هل نصرف النظر عنه؟
restock-ask = عندها لن نكتب إليك بشأنه.
restock-button = لا تكتبوا إليّ بشأنه
restock-left-title = صرفنا النظر عنه
restock-left = لن نكتب إليك بشأنه.
promise-leaves = يغادر مستودعنا في موعد أقصاه { $day }
promise-leaves-then = يغادر مستودعنا في موعد أقصاه { $day }؛ ثم: { $promise }
promise-late = وصلتنا طلبات أكثر مما نستطيع إرساله بسرعة. سيغادر طلبك مستودعنا في موعد أقصاه { $day }.

## Wishlist

wishlist-title = قائمة الأمنيات
wishlist-empty = لا شيء فيها بعد. القلب في صفحة المنتج يضيفه إلى هنا.
wishlist-gone = لم يعد هذا معروضًا للبيع.
wishlist-gone-name = ما لم يعد معروضًا للبيع
wishlist-left =
    { $count ->
        [one] بقيت قطعة واحدة
        [two] بقيت قطعتان
        [few] بقيت { $count } قطع
       *[other] بقيت { $count } قطعة
    }
wishlist-act = { $act }: { $title }
wishlist-add = أضف إلى السلة
wishlist-tell = أخبروني
wishlist-tell-when = أخبروني عند توفّره من جديد
wishlist-drop = شاهد الإصدار
wishlist-remove = إزالة
wishlist-remove-it = إزالة { $title }
wishlist-saved = أُضيف إلى قائمة أمنياتك.
wishlist-saved-before = هو في قائمة أمنياتك من قبل.

## Reviews

reviews-title = التقييمات
reviews-of = تقييمات { $title }
reviews-count =
    { $count ->
        [zero] لا تقييمات
        [one] تقييم واحد
        [two] تقييمان
        [few] { $count } تقييمات
        [many] { $count } تقييمًا
       *[other] { $count } تقييم
    }
reviews-all =
    { $count ->
        [one] اقرأ التقييم
        [two] اقرأ التقييمين
        [few] اقرأ التقييمات كلها، وعددها { $count }
       *[other] اقرأ التقييمات كلها، وعددها { $count }
    }
reviews-none = لم يكتب أحد تقييمًا بعد. من اشترى المنتج يمكنه ذلك في صفحة طلبه.
reviews-page-empty = لا شيء هنا.
reviews-back = العودة إلى المنتج
reviews-by-buyers = ممن اشتروه
reviews-by-stars = حسب النجوم
reviews-with-stars =
    { $stars ->
        [one] نجمة واحدة: { $reviews }
        [two] نجمتان: { $reviews }
       *[other] { $stars } نجوم: { $reviews }
    }
reviews-reply = رد المتجر

## Drops

drop-draft = مسودة
drop-scheduled = قريبًا
drop-gathering = قبل القرعة
drop-live = متاح الآن
drop-sold-out = نفدت الكمية
drop-ended = انتهى
drop-reported = اختُتم
drop-ended-at = انتهى في { $time }
drop-since = منذ { $start } وحتى { $end }.
drop-on-sale = يبدأ البيع في { $time }.
drop-left-many = بقي أكثر من { $count } قطع.
drop-left = المتبقي: { $count }، وعند الدفع: { $held }.
drop-join-draw = شارك في القرعة
drop-join-line = خذ مكانًا في الطابور
drop-all-gone = نفدت الكمية. ما يعود منها يذهب إلى المنتظرين في الطابور.
drop-draw-opens = تُفتح القرعة في { $time }.
drop-made =
    { $count ->
        [one] صُنعت منه قطعة واحدة
        [two] صُنعت منه قطعتان
        [few] صُنعت منه { $count } قطع
       *[other] صُنعت منه { $count } قطعة
    }
drop-draw-title = كيف تُجرى القرعة
drop-draw = تُخلط التذاكر الموزعة قبل البدء بقيمة سرية. ثُبّتت بصمتها SHA-256 مع الإعلان، وتُعرض القيمة نفسها بعد البدء، ليتمكن أي شخص من إعادة حساب الترتيب. ومن يأتي لاحقًا يقف في الخلف بحسب ترتيب الوصول.
drop-commitment = بصمة SHA-256 للقيمة السرية
drop-seed = القيمة السرية
drop-entrants = التذاكر في القرعة

## Queues

place-none = لست في الطابور
place-gathering = في القرعة
place-waiting = في الطابور
place-standby = في قائمة الاحتياط
place-admitted = حان دورك
place-passed = انتهى دورك
place-sold-out = نفدت الكمية
place-over = لا يوجد طابور
queue-shop = المتجر
queue-kept = لن تخسر شيئًا إذا أغلقت هذه الصفحة: عنوانها يُظهر مكانك من جديد في هذا المتصفح. وتكرار تحميلها لا يقدّم أحدًا.
queue-about-drop = عن هذا الإصدار
queue-to-shop = إلى المتجر
queue-opens = يُفتح الطابور في { $time }.
queue-people =
    { $count ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }
queue-open =
    يوجد طابور، وفيه { $count ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }. خذ مكانًا، وأبقِ هذه الصفحة مفتوحة أو عُد إليها.
queue-join = خذ مكانًا
queue-in-draw = أنت في القرعة. كل من حضر قبل البدء له الفرصة نفسها مهما كان وقت حضوره.
queue-starts = البدء
queue-entrants = في القرعة
queue-ticket = تذكرتك
queue-standby = من أمامك أكثر من القطع المتبقية، وقد تنفد قبل أن يحين دورك. يبقى مكانك محفوظًا: ما يُعاد يُعرض بحسب ترتيب هذا الطابور.
queue-place = مكانك في الطابور
queue-ahead = أمامك
queue-turn = مدة الانتظار
queue-turn-about = نحو { $time }
queue-turn-unknown = لا يمكن تقديرها
queue-seconds = { $count } ث
queue-minutes = { $count } د
queue-hours = { $count } س
queue-left = المتبقي
queue-held = عند الدفع
queue-turn-now = حان دورك، لمدة { $time }.
queue-cart = تابع إلى سلتك
queue-look-around = أو تصفّح المتجر
queue-turn-till = حان دورك. أمامك { $time } للوصول إلى صفحة الدفع، وهناك يُحجز لك.
queue-buy = اشترِ { $title } مقابل { $price }
queue-passed = انتهى دورك. ما هو محجوز لك عند الدفع يبقى محجوزًا.
queue-till = إتمام الشراء
queue-again = قف في الطابور من جديد
queue-sold-out = نفدت الكمية.
queue-sold-out-all = بيعت آخر قطعة، ولا أحد يحتفظ بقطعة قد تعود.
queue-was-in-line =
    كنت في الطابور، وأمامك { $count ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $count } أشخاص
        [many] { $count } شخصًا
       *[other] { $count } شخص
    }.
queue-drop-over = انتهى هذا الإصدار.
queue-over = لا يوجد طابور الآن. تفضّل بالدخول.
challenge-title = لحظة واحدة
challenge-why = تحجز البرامج أماكن في الطوابير بالآلاف. ولمنعها يُجري متصفحك الآن عملية حسابية قصيرة، ثم يأخذ مكانك تلقائيًا.
challenge-wait = إذا تعذّر ذلك أو طال، يظهر هنا زر لأخذ مكانك بعد { $seconds } ث.
challenge-waited = شكرًا على انتظارك.
challenge-take = خذ مكاني

## Contact form

contact-name = اسمك
contact-email = بريدك الإلكتروني
contact-message = رسالتك
contact-message-hint = 5,000 حرف كحد أقصى.
contact-trap = اترك هذا الحقل فارغًا
contact-send = أرسل الرسالة
contact-sent = رسالتك في طريقها إلينا. سنرد على العنوان الذي كتبته.
contact-not-sent = لم تُرسل رسالتك بعد. يُرجى إرسالها مرة أخرى.

## What the shop asks

survey-order = كيف كان الشراء هنا؟
survey-order-1 = صعبًا
survey-order-2 = ليس سهلًا
survey-order-3 = لا بأس به
survey-order-4 = جيدًا
survey-order-5 = سهلًا
survey-cart = ما الذي يمنعك من الشراء اليوم؟
survey-cart-price = السعر
survey-cart-shipping = تكلفة الشحن أو مدته
survey-cart-payment = طريقة الدفع التي أريدها غير متاحة
survey-cart-unsure = لست متأكدًا بعد من أنه يناسبني
survey-cart-looking = أتصفّح فقط
survey-cart-other = سبب آخر
survey-choose = اختر إجابة
survey-remark = هل لديك ما تضيفه؟
survey-remark-hint = 1,000 حرف كحد أقصى.
survey-send = أخبر المتجر
survey-told = شكرًا لأنك أخبرتنا.
survey-thanks = هذا يفيدنا أكثر من التخمين. سلتك كما تركتها.
survey-back = العودة إلى السلة
