# السلة، وإتمام الشراء، وصفحة الطلب.

## Errors above any form

errors-heading =
    { $count ->
        [zero] لا شيء يحتاج إلى تصحيح
        [one] أمر واحد يحتاج إلى تصحيح
        [two] أمران يحتاجان إلى تصحيح
        [few] { $count } أمور تحتاج إلى تصحيح
        [many] { $count } أمرًا يحتاج إلى تصحيح
       *[other] { $count } أمر يحتاج إلى تصحيح
    }

## Fields of many forms. A blank before the parentheses belongs to the message.

field-optional = { " (اختياري)" }
field-email = البريد الإلكتروني
address-name = الاسم الكامل
address-line1 = الشارع ورقم المبنى
address-line2 = الشقة أو الطابق أو الشركة
address-city = المدينة
address-region = الإمارة أو المنطقة
address-postal-code = الرمز البريدي
address-country = الدولة

## Cart

cart-title = سلة التسوق
cart-beside = يتناسب معها
cart-empty = سلة التسوق فارغة.
cart-see-everything = تصفّح كل المنتجات
cart-summary = الملخّص
cart-keep-looking = متابعة التسوق
cart-lines = المنتجات
cart-view = عرض السلة
cart-worked-out-later = يُحتسب الشحن والضريبة عند إتمام الشراء.
cart-blocked = بعض ما في السلة غير متاح بهذه الكمية. عدّل الأسطر المحددة لإتمام الشراء.
cart-check-out = إتمام الشراء
cart-free-shipping = شحن مجاني
drawer-title = سلة التسوق
drawer-close = إغلاق

cart-line-each = { $price } للقطعة
cart-line-quantity = كمية { $title }
cart-line-update = تحديث
cart-line-remove = إزالة
cart-line-remove-this = إزالة { $title }
cart-line-price-dropped = انخفض السعر منذ أن أضفته، وكان { $was }.
cart-line-price-rose = ارتفع السعر منذ أن أضفته، وكان { $was }.
cart-line-sold-out = نفدت الكمية. أزل هذا المنتج لإتمام الشراء.
cart-line-short =
    { $count ->
        [one] بقيت قطعة واحدة فقط. قلّل الكمية لإتمام الشراء.
        [two] بقيت قطعتان فقط. قلّل الكمية لإتمام الشراء.
        [few] بقيت { $count } قطع فقط. قلّل الكمية لإتمام الشراء.
        [many] بقيت { $count } قطعة فقط. قلّل الكمية لإتمام الشراء.
       *[other] بقيت { $count } قطعة فقط. قلّل الكمية لإتمام الشراء.
    }
cart-line-cap =
    { $count ->
        [one] قطعة واحدة كحد أقصى لكل شخص. قلّل الكمية لإتمام الشراء.
        [two] قطعتان كحد أقصى لكل شخص. قلّل الكمية لإتمام الشراء.
        [few] { $count } قطع كحد أقصى لكل شخص. قلّل الكمية لإتمام الشراء.
        [many] { $count } قطعة كحد أقصى لكل شخص. قلّل الكمية لإتمام الشراء.
       *[other] { $count } قطعة كحد أقصى لكل شخص. قلّل الكمية لإتمام الشراء.
    }

cart-set-lower = لا يتوفر لك الآن من { $title } سوى { $count }، لذلك عدّلنا الكمية إلى { $count }.
cart-added = أُضيف { $title } إلى سلتك.
cart-added-something = تمت الإضافة إلى سلتك.

## Adding to the cart, without leaving the page

add-busy = جارٍ الإضافة…

## What an order comes to

totals-caption = تفاصيل المبلغ
totals-subtotal = المجموع الفرعي
totals-discount = الخصم
totals-discount-code = الخصم ({ $code })
totals-taken-off = −{ $amount }
totals-shipping = الشحن
totals-free = مجاني
totals-tax = الضريبة
totals-tax-included = الضريبة المشمولة
totals-total = الإجمالي

## Checkout

checkout-title = إتمام الشراء
checkout-empty = سلة التسوق فارغة، فلا شيء للدفع.
checkout-mend-cart = يجب تعديل السلة أولًا
checkout-to-cart = التعديل في السلة
checkout-delivery = التوصيل
checkout-delivery-changed = حدّث لمعرفة المبلغ الآن.
checkout-update-delivery = تحديث التوصيل
checkout-no-shipping = لا نشحن هذه السلة إلى هذه الدولة.
checkout-shipping = الشحن
checkout-pay = ادفع { $total }
checkout-pay-now = ادفع
checkout-contact = بيانات التواصل
checkout-signed-in = سجّلت الدخول باسم { $email }. سيظهر الطلب في حسابك.
checkout-have-account = هل لديك حساب؟ { $link }
checkout-sign-in = تسجيل الدخول
checkout-email-hint = سنرسل التأكيد إليه.
checkout-address = العنوان
checkout-country-chosen = الدولة: { $country }، كما اخترتها في قسم التوصيل.
checkout-no-payments = لا يقبل هذا المتجر الدفع على صفحاته حاليًا، ولا يمكن الطلب من هنا.
checkout-payment = الدفع
checkout-play-money = يقبل هذا المتجر نقودًا وهمية فقط. اختر كيف تتصرف البطاقة.
checkout-card = البطاقة
checkout-stripe-needs-script = يقبل هذا المتجر البطاقات عبر Stripe، وذلك يتطلب JavaScript. فعّله لهذه الصفحة كي تدفع؛ وحتى ذلك الحين لا يُسجَّل طلب ولا يُخصم مبلغ.
checkout-code = رمز الخصم
checkout-code-takes = يوفّر لك { $code } مبلغ { $amount }.
checkout-add-code = إضافة رمز خصم
checkout-apply-code = تطبيق الرمز
checkout-remove-code = إزالة الرمز
checkout-saved = عناوينك
checkout-use-saved = استخدام هذا العنوان
checkout-saved-line = { $name }، { $line1 }، { $city }، { $country }
checkout-keep-address = حفظ هذا العنوان في حسابي
checkout-your-order = طلبك
checkout-items =
    { $count ->
        [zero] لا قطع
        [one] قطعة واحدة
        [two] قطعتان
        [few] { $count } قطع
        [many] { $count } قطعة
       *[other] { $count } قطعة
    }
checkout-in-your-cart = { " في سلتك" }
checkout-back-to-cart = العودة إلى السلة
checkout-line = { $count } × { $title }

## How long the cart's units are kept. Minutes and seconds are put into the sentences as they are made by the first two messages.

hold-minutes =
    { $count ->
        [zero] صفر دقيقة
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
hold-seconds =
    { $count ->
        [zero] صفر ثانية
        [one] ثانية واحدة
        [two] ثانيتين
        [few] { $count } ثوانٍ
        [many] { $count } ثانية
       *[other] { $count } ثانية
    }
hold-until = نحتفظ لك بهذه المنتجات حتى { $time } (خلال { $length }).
hold-another = نحتفظ لك بهذه المنتجات خلال { $length }
hold-time-left = الوقت المتبقي
hold-over = انتهت مدة الاحتفاظ بهذه المنتجات. ستحصل عليها إذا دفعت وكانت لا تزال متوفرة.
hold-again = الاحتفاظ بها لي مرة أخرى
hold-said-begun = نحتفظ لك بهذه المنتجات خلال { $length }.
hold-said-near = نحتفظ لك بهذه المنتجات خلال { $length } أخرى.
hold-said-over = انتهت مدة الاحتفاظ بهذه المنتجات.

## Stock, where a line of the cart is short of it

stock-sold-out = نفدت كمية { $title }.
stock-short =
    { $count ->
        [one] بقيت قطعة واحدة فقط من { $title }.
        [two] بقيت قطعتان فقط من { $title }.
        [few] بقيت { $count } قطع فقط من { $title }.
        [many] بقيت { $count } قطعة فقط من { $title }.
       *[other] بقيت { $count } قطعة فقط من { $title }.
    }
stock-cap =
    { $count ->
        [one] قطعة واحدة من { $title } كحد أقصى لكل شخص.
        [two] قطعتان من { $title } كحد أقصى لكل شخص.
        [few] { $count } قطع من { $title } كحد أقصى لكل شخص.
        [many] { $count } قطعة من { $title } كحد أقصى لكل شخص.
       *[other] { $count } قطعة من { $title } كحد أقصى لكل شخص.
    }

## Ways of sending, as the demo shop has them; a merchant's own names stay as they are

shipping-standard = شحن عادي
shipping-standard-promise = من 3 إلى 5 أيام عمل
shipping-express = شحن سريع
shipping-express-promise = يوم العمل التالي

## Cards of the sandbox, which plays payments

card-ok = تنجح
card-declined = تُرفض
card-insufficient-funds = تُرفض: الرصيد غير كافٍ
card-action = تطلب موافقتك
card-slow = تنجح بعد ثلاث ثوانٍ
card-timeout = لا تجيب أبدًا، ولا يُخصم شيء
card-timeout-charged = لا تجيب أبدًا، لكن المبلغ يُخصم
card-flaky = تفشل مرتين ثم تنجح
card-webhook-first = تنجح، ويصل الإشعار أولًا
card-webhook-twice = تنجح، ويصل الإشعار مرتين
card-webhook-never = تنجح، ولا يصل الإشعار أبدًا

sandbox-title = الموافقة على دفعة
sandbox-bank = بنك تجريبي
sandbox-approve-amount = هل توافق على { $amount }؟
sandbox-explained = تمثّل هذه الصفحة بنكًا. لا تُنقل أي أموال.
sandbox-payment = الدفعة { $reference }
sandbox-approve = موافقة
sandbox-decline = رفض

## An order

order-title = الطلب { $number }
order-placed = سُجّل في { $time }
order-updates = تُرسل المستجدات إلى { $email }
order-timeline = ما حدث حتى الآن
order-ahead = ما سيأتي بعد ذلك
order-ahead-paid = تأكيد الدفع
order-ahead-sent = في الطريق إليك
order-ahead-sent-by = في موعد أقصاه { $day }
order-goods = ما طلبته
order-facts = التوصيل والدفع
order-delivery = التوصيل
order-payment = الدفع
order-leaves-by = يغادر مستودعنا في موعد أقصاه { $day }
order-approve = الموافقة على الدفعة
order-line-each = { $count } × { $price }
order-line-discount = −{ $amount } خصم
order-line-refunded =
    { $count ->
        [one] استُردّ ثمن قطعة واحدة منها
        [two] استُردّ ثمن قطعتين منها
        [few] استُردّ ثمن { $count } قطع منها
        [many] استُردّ ثمن { $count } قطعة منها
       *[other] استُردّ ثمن { $count } قطعة منها
    }

order-state-pending = بانتظار الدفع
order-state-confirmed = مؤكّد
order-state-fulfilled = في الطريق
order-state-cancelled = ملغى
order-state-refunded = مُستردّ

payment-state-pending = قيد الانتظار
payment-state-action-required = بانتظار موافقتك
payment-state-uncertain = قيد التحقق
payment-state-captured = مدفوع
payment-state-declined = مرفوض
payment-state-voided = لم يُخصم
payment-state-partially-refunded = مُستردّ جزئيًا
payment-state-refunded = مُستردّ

order-headline-pending = استلمنا طلبك
order-headline-confirmed = شكرًا لك، طلبك مؤكّد
order-headline-fulfilled = طلبك في الطريق إليك
order-headline-cancelled = أُلغي هذا الطلب
order-headline-refunded = استُردّ مبلغ هذا الطلب

order-pending-approval = يطلب منك البنك الموافقة على الدفعة. لن يُخصم شيء قبل موافقتك.
order-pending-uncertain = لم يجب مزوّد خدمة الدفع بعد. نتحقق مما آلت إليه دفعتك، ويستغرق ذلك دقيقة على الأكثر. لن يُخصم المبلغ مرتين. تتحدّث هذه الصفحة تلقائيًا، ويمكنك أيضًا إغلاقها.
order-pending-settling = تجري تسوية الدفعة، ويستغرق ذلك بضع ثوانٍ. تتحدّث هذه الصفحة تلقائيًا، ويمكنك أيضًا إغلاقها.
order-pending-captured = تم الدفع. يجري تأكيد طلبك.
order-pending-declined = رُفضت الدفعة ولم يُخصم شيء. يجري إلغاء الطلب.
order-pending-voided = لم يُخصم شيء. يجري إلغاء الطلب.
order-pending-refunded = أُعيد إليك ما دفعته. يجري إلغاء الطلب.
order-confirmed-partly-refunded = أُعيد إليك جزء من المبلغ، ويجري تجهيز الباقي.
order-confirmed = تم الدفع ويجري تجهيز طلبك. رسالة التأكيد في طريقها إلى بريدك.
order-fulfilled-partly-refunded = الطلب لدى شركة الشحن. أُعيد إليك جزء من المبلغ.
order-fulfilled = الطلب لدى شركة الشحن.
order-cancelled-declined = رُفضت الدفعة ولم يُخصم شيء.
order-cancelled-open = أُلغي الطلب بينما كان الدفع جاريًا. نحن نوقف الدفعة؛ وإذا كان المبلغ قد خُصم فسيُعاد إليك تلقائيًا.
order-cancelled-refunded = أُعيد إليك ما دفعته.
order-cancelled-being-refunded = يجري ردّ ما دفعته. تحتاج البنوك إلى بضعة أيام لإظهاره.
order-cancelled = لم يُخصم شيء.
order-refunded = أُعيد إليك ما دفعته. تحتاج البنوك إلى بضعة أيام لإظهاره.

# What has happened to an order, one line each.
event-placed = سُجّل الطلب
event-paid = وصلت الدفعة وتأكّد الطلب
event-declined = رُفضت الدفعة
event-not-paid = لم تتم الدفعة ولم يُخصم شيء
event-approval = بانتظار موافقتك على الدفعة
event-failover = تعذّر الوصول إلى مزوّد الدفع { $from }؛ تجري المحاولة مع { $to }
event-sent = سُلّم إلى شركة الشحن
event-sent-tracking = سُلّم إلى شركة الشحن، رقم التتبع { $number }
event-refund = بدأ ردّ { $amount }
event-refund-because = بدأ ردّ { $amount }: { $reason }
event-cancelled = أُلغي
event-cancelled-because = أُلغي: { $reason }
event-paid-back = رُدّ { $amount }

## A review of something that was bought, on the order's page

your-review-heading = ما رأيك؟
your-review-of = تقييم { $title }
your-review-write = اكتب تقييمًا
your-review-waiting = شكرًا لك. نراجع كل تقييم قبل نشره.
your-review-published = شكرًا لك. تقييمك منشور في صفحة المنتج.
your-review-rejected = شكرًا لك. قررنا عدم نشره.
your-review-quoted = «{ $title }»
your-review-title = في سطر واحد
your-review-text = تقييمك
your-review-text-hint = 3,000 حرف كحد أقصى.
your-review-name = الاسم الذي يظهر
your-review-send = إرسال التقييم
your-review-stars = النجوم
your-review-so-many-stars =
    { $count ->
        [zero] بلا نجوم
        [one] نجمة واحدة
        [two] نجمتان
        [few] { $count } نجوم
        [many] { $count } نجمة
       *[other] { $count } نجمة
    }

## The mailbox of a shop without a mail server

mailbox-title = صندوق بريد تجريبي
mailbox-explained = لا يوجد خادم بريد، لذلك تُحفظ الرسائل هنا.
mailbox-empty = لا رسائل بعد. سجّل طلبًا لتصلك رسالة.
mailbox-to = إلى { $address }
