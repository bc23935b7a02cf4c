# Words that many pages share, header, footer, home, extras, errors.

units =
    { $count ->
        [zero] لا قطع
        [one] قطعة واحدة
        [two] قطعتان
        [few] { $count } قطع
        [many] { $count } قطعة
       *[other] { $count } قطعة
    }

## The document around every page, header, footer

skip-to-content = الانتقال إلى المحتوى
layout-busy = المتجر مزدحم جدًا الآن، لذلك أوقفنا الإضافات مؤقتًا. كل ما تحتاج إليه للشراء متاح هنا.
breadcrumbs-label = مسار التنقّل
home-link = الرئيسية
all-products = كل المنتجات
see-everything = تصفّح كل المنتجات
collections-title = المجموعات
search-button = بحث
search-label = البحث عن منتجات
search-suggestions =
    { $count ->
        [zero] لا اقتراحات
        [one] اقتراح واحد
        [two] اقتراحان
        [few] { $count } اقتراحات
        [many] { $count } اقتراحًا
       *[other] { $count } اقتراح
    }
back-to-shop = العودة إلى المتجر
thank-you = شكرًا لك
email-example = name@example.com
header-all = الكل
header-account = الحساب
header-cart = السلة
header-cart-units = { "، عدد القطع فيها: " }
header-wishlist = قائمة الأمنيات
header-wishlist-units = { "، عدد المنتجات فيها: " }
footer-label = تذييل الصفحة
footer-shop = تسوّق
footer-help = المساعدة
footer-yours = خاص بك
footer-find-order = البحث عن طلب
pagination-label = الصفحات
pagination-page = الصفحة { $number }
pagination-previous = السابق
pagination-next = التالي

## Dates

date-month =
    { $number ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    }
date-weekday =
    { $number ->
        [1] الاثنين
        [2] الثلاثاء
        [3] الأربعاء
        [4] الخميس
        [5] الجمعة
        [6] السبت
       *[7] الأحد
    }
# The mark in front says that they run to the left, also inside a sentence, which looks at letters outside the gaps alone.
date-day = { "\u200F" }{ $weekday } { $day } { $month } { $year }
date-day-this-year = { "\u200F" }{ $weekday } { $day } { $month }
date-moment = { "\u200F" }{ $day } { $month } { $year }، { $time } UTC
date-time-of-day = { $time } UTC

## Home page

home-empty = نملأ رفوفنا الآن. عُد إلينا قريبًا.
home-featured = مختارات
home-new = وصل حديثًا

## Parts that many pages have

products-count =
    { $count ->
        [zero] لا منتجات
        [one] منتج واحد
        [two] منتجان
        [few] { $count } منتجات
        [many] { $count } منتجًا
       *[other] { $count } منتج
    }
products-more = أكثر من { $count } منتج
price-from = من { $price }
price-instead = { "بدلًا من " }
card-sold-out = نفدت الكمية
card-few-left = كمية محدودة
card-in-drop = ضمن إصدار محدود
card-colours = الألوان: { $names }
stars-label = { $stars } من 5 نجوم
shelf-alike = قد يعجبك أيضًا
shelf-recent = شاهدته مؤخرًا
shelf-popular = ما يفضّله الآخرون
greeting-name = أهلًا بعودتك، { $name }
greeting-order = طلبك الأخير

## Newsletter

newsletter-label = جديدنا من حين إلى آخر عبر البريد الإلكتروني
newsletter-subscribe = اشترك
newsletter-sent-title = يُرجى مراجعة بريدك الإلكتروني
newsletter-sent = أرسلنا إليك رسالة. افتح الرابط الوارد فيها لتأكيد طلبك؛ ولن نرسل شيئًا قبل ذلك.
newsletter-title = نشرتنا البريدية
newsletter-ask = هل تود أن نرسلها إليك؟
newsletter-yes = نعم، أرسلوها إليّ
newsletter-no = لا، احذفوا عنواني
newsletter-welcome-title = أهلًا بك
newsletter-welcome = أُضيف عنوانك إلى قائمتنا. وفي كل رسالة طريقة إلغاء الاشتراك.
newsletter-removed-title = حُذف عنوانك
newsletter-removed = لن تصلك رسائل منا بعد الآن.

## Something is wrong

lost-not-found = الصفحة غير موجودة
lost-not-allowed = غير مسموح
lost-wrong-way = ليس بهذه الطريقة
lost-declined = رُفضت عملية الدفع
lost-changed = حدث تغيير في هذه الأثناء
lost-not-enough = الكمية المتبقية لا تكفي
lost-too-large = الحجم كبير جدًا
lost-too-many = طلبات كثيرة جدًا
lost-queue = يوجد طابور انتظار
lost-internal = حدث خطأ ما
lost-unavailable = سنعود بعد لحظات
lost-timeout = استغرق الأمر وقتًا طويلًا
lost-refused = تعذّر تنفيذ ذلك
lost-nothing-here = لا توجد صفحة في هذا العنوان. ربما نُقلت أو لم تكن موجودة قط.
lost-quote = إذا طلبت المساعدة فاذكر الرمز { $id }.

## Refusals under pressure: pages and problems that are made before the shop opens

refusal-busy-title = سنعود بعد لحظات
refusal-busy = المتجر مزدحم جدًا الآن.
refusal-often-title = طلبات كثيرة جدًا
refusal-often = وردتنا طلبات كثيرة جدًا من عنوانك.
# What a program reads.
refusal-try-again = يُرجى المحاولة مجددًا بعد { $seconds } ث.
refusal-asks-again = ستعيد هذه الصفحة المحاولة تلقائيًا بعد { $seconds } ث؛ لا حاجة إلى فعل أي شيء.
# After a form was sent.
refusal-send-again = لم يُفقد شيء ولم يُنفَّذ شيء مرتين. يُرجى الرجوع والانتظار { $seconds } ث ثم الإرسال مرة أخرى.

## The links to the same page in another language or money

switch-label = اللغة والعملة

## What the browser says by itself

# Of a product's pictures.
gallery-open = عرض كامل
gallery-dialog = الصور بالحجم الكامل
gallery-close = إغلاق
# Of the card field at the till.
checkout-stripe-missing = تعذّر تحميل حقل البطاقة. أعد تحميل الصفحة للمحاولة مجددًا؛ لم يُخصم أي مبلغ.
checkout-stripe-unreachable = تعذّر الاتصال بـ Stripe. لم يُخصم أي مبلغ؛ يُرجى المحاولة مجددًا.
# Before hours, minutes and seconds until a drop starts, as in "3 d 04:05:06".
drop-countdown-days = { $days } ي

## Without a connection

offline-title = لا يوجد اتصال
offline-what = تعذّر الوصول إلى المتجر. ما شاهدته من قبل ما زال هنا كما كان حينها، وربما تغيّرت الأسعار والكميات.
offline-again = حاول مجددًا
offline-cart = سلتك
offline-cart-then = سلتك كما كانت في { $time }
offline-view-cart = عرض السلة
offline-products = ما شاهدته
offline-price-then = في { $time }:
offline-page-then = لا يوجد اتصال. هكذا كانت الصفحة في { $time }، وربما تغيّرت الأسعار والكميات.
