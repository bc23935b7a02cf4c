# ما لا يمكن تنفيذه، وما يظهر بجانب حقول النماذج.

## Anywhere

# Where the name of the thing does not fit into the sentence, a language may leave it out.
refused-not-found = هذا غير موجود هنا، أو لم يعد موجودًا.
refused-fields =
    { $count ->
        [one] حقل واحد يحتاج إلى مراجعة.
        [two] حقلان يحتاجان إلى مراجعة.
        [few] { $count } حقول تحتاج إلى مراجعة.
        [many] { $count } حقلًا يحتاج إلى مراجعة.
       *[other] { $count } حقل يحتاج إلى مراجعة.
    }
refused-challenge = حُلّ المسألة أو انتظر، ثم اطلب مرة أخرى.
refused-internal = حدث خطأ من جانبنا. لم يُفقد شيء؛ يُرجى المحاولة مرة أخرى.
refused-busy = المتجر مزدحم جدًا. يُرجى المحاولة مرة أخرى بعد لحظات.
refused-sum = تعذّر حساب المبلغ.
refused-sign-in = سجّل الدخول أولًا.
refused-unreadable = تعذّرت قراءة هذا الطلب. أعد تحميل الصفحة وحاول مرة أخرى.
refused-unreachable = تعذّر الوصول إلى المتجر. حاول مرة أخرى بعد لحظات.

## Too much in too short a time

limited-client = محاولات كثيرة جدًا من هذا العنوان. يُرجى الانتظار { $seconds } ث ثم المحاولة مرة أخرى.
limited-account = محاولات كثيرة جدًا لهذا العنوان. يُرجى الانتظار { $seconds } ث ثم المحاولة مرة أخرى.
attempts-seconds =
    { $count ->
        [one] محاولات كثيرة جدًا. يُرجى الانتظار ثانية واحدة ثم المحاولة مرة أخرى.
        [two] محاولات كثيرة جدًا. يُرجى الانتظار ثانيتين ثم المحاولة مرة أخرى.
        [few] محاولات كثيرة جدًا. يُرجى الانتظار { $count } ثوانٍ ثم المحاولة مرة أخرى.
        [many] محاولات كثيرة جدًا. يُرجى الانتظار { $count } ثانية ثم المحاولة مرة أخرى.
       *[other] محاولات كثيرة جدًا. يُرجى الانتظار { $count } ثانية ثم المحاولة مرة أخرى.
    }
attempts-minutes =
    { $count ->
        [one] محاولات كثيرة جدًا. يُرجى الانتظار دقيقة واحدة ثم المحاولة مرة أخرى.
        [two] محاولات كثيرة جدًا. يُرجى الانتظار دقيقتين ثم المحاولة مرة أخرى.
        [few] محاولات كثيرة جدًا. يُرجى الانتظار { $count } دقائق ثم المحاولة مرة أخرى.
        [many] محاولات كثيرة جدًا. يُرجى الانتظار { $count } دقيقة ثم المحاولة مرة أخرى.
       *[other] محاولات كثيرة جدًا. يُرجى الانتظار { $count } دقيقة ثم المحاولة مرة أخرى.
    }

## Beside fields of forms

wrong-empty = يُرجى ملء هذا الحقل.
wrong-too-long =
    { $most ->
        [one] حرف واحد كحد أقصى.
        [two] حرفان كحد أقصى.
        [few] { $most } أحرف كحد أقصى.
        [many] { $most } حرفًا كحد أقصى.
       *[other] { $most } حرف كحد أقصى.
    }
wrong-email = أدخل بريدًا إلكترونيًا مثل name@example.com.
wrong-email-ada = أدخل بريدًا إلكترونيًا مثل ada@example.com.
wrong-address-name = أدخل اسم المستلم ({ $most } حرفًا كحد أقصى).
wrong-address-line1 = أدخل الشارع ورقم المبنى ({ $most } حرفًا كحد أقصى).
wrong-address-city = أدخل المدينة ({ $most } حرفًا كحد أقصى).
wrong-address-country = اختر دولة نشحن إليها.
wrong-address-postal-code = أدخل الرمز البريدي ({ $most } حرفًا كحد أقصى).
wrong-no-method = اختر طريقة الشحن.
wrong-shipping-method = اختر إحدى طرق الشحن المتاحة.
wrong-no-shipping = لا يمكننا شحن هذا إلى هناك.
wrong-no-card = اختر بطاقة للدفع.
wrong-payment-token = هذا ليس رمزًا من نموذج مزوّد خدمة الدفع.
wrong-payment-provider = لا يتعامل هذا المتجر مع مزوّد الدفع هذا.
wrong-quantity = اختر كمية بين 1 و{ $most }.
wrong-password = اختر كلمة مرور من 10 إلى 200 حرف.
wrong-current-password = هذه ليست كلمة المرور الحالية.
wrong-name = أدخل اسمًا لا يتجاوز { $most } حرفًا.
wrong-order-number = أدخل رقم الطلب، مثل 1001.
wrong-stars = اختر من نجمة إلى خمس نجوم.
wrong-answer = اختر إحدى الإجابات.
wrong-character = يحتوي هذا النص على رمز لا يمكن حفظه.

## Carts and orders

refused-cart-changed = تغيّرت هذه السلة في هذه الأثناء، ربما في نافذة أخرى. ألقِ نظرة عليها وحاول مرة أخرى.
refused-cart-full = تتسع السلة لما لا يزيد على { $count } منتج مختلف.
refused-empty-cart = لا شيء في هذه السلة.
refused-no-cart = لا توجد سلة يُحتفظ بمحتواها.
stock-short-for-cart = لم يبقَ من { $title } سوى { $count }، وستصبح الكمية في سلتك { $wanted }.
told-left-out-of-cart = لم تتسع سلتك لـ { $count } من { $title }: هذا أقصى ما يمكنها أن تحمل.
refused-other-total = الإجمالي الآن { $total }. راجعه وادفع إذا كنت موافقًا.
refused-key-reused = أُرسل هذا النموذج من قبل ببيانات أخرى. أعد تحميل الصفحة.
refused-in-progress = طلبك قيد المعالجة. يُرجى الانتظار لحظة.
declined-card = رُفضت بطاقتك. سلتك كما كانت: جرّب بطاقة أخرى.
declined-insufficient-funds = رصيد البطاقة غير كافٍ. سلتك كما كانت: جرّب بطاقة أخرى.
declined-expired = انتهت صلاحية البطاقة. سلتك كما كانت: جرّب بطاقة أخرى.
declined-security-code = رمز أمان البطاقة غير صحيح. سلتك كما كانت: تحقق من الرمز أو جرّب بطاقة أخرى.
declined-limit = تتجاوز هذه الدفعة حدّ البطاقة. سلتك كما كانت: جرّب بطاقة أخرى.
declined-not-confirmed = لم يتمكن مصرفك من التأكد من أنك أنت من يدفع. سلتك كما كانت: حاول مرة أخرى أو جرّب بطاقة أخرى.
declined-unknown = رُفضت الدفعة. سلتك كما كانت: جرّب بطاقة أخرى.
declined-not-through = لم تتم الدفعة ولم يُخصم شيء. سلتك كما كانت: جرّب بطاقة أخرى.
refused-decided = حُسم أمر هذه الدفعة من قبل.

## Discount codes

code-unknown = لا نعرف هذا الرمز.
code-not-begun = لم يبدأ سريان هذا الرمز بعد.
code-over = انتهت صلاحية هذا الرمز.
code-used-up = استُنفد هذا الرمز.
code-used-by-you = استخدمت هذا الرمز بالقدر المسموح به لكل شخص.
code-not-for-these = لا ينطبق هذا الرمز على هذه المنتجات.
code-short = أضف منتجات بقيمة { $missing } أخرى لاستخدام هذا الرمز.
code-nothing = لا يخصم هذا الرمز شيئًا: ما يشمله مجاني أصلًا.
# Follows one of the sentences above.
code-total-without = بدونه يكون الإجمالي { $total }.

## Accounts, lists, reviews

refused-account-exists = يوجد حساب بهذا البريد. سجّل الدخول أو اطلب كلمة مرور جديدة.
refused-sign-in-wrong = البريد الإلكتروني وكلمة المرور غير متطابقين.
refused-link = استُخدم هذا الرابط من قبل، أو انتهت صلاحيته، أو لم يصدر عنا. اطلب رابطًا جديدًا واستخدم أحدث رسالة.
refused-addresses-full = يحفظ الحساب { $count } عناوين كحد أقصى. أزل أحدها أولًا.
refused-wishlist-full = قائمة أمنياتك ممتلئة: أقصى ما تتسع له { $count }. أزل منها شيئًا ليتسع المكان لهذا.
told-left-off-wishlist =
    { $count ->
        [one] امتلأت قائمة أمنياتك عند { $most }: بقي خارجها منتج واحد مما حفظته قبل تسجيل الدخول.
        [two] امتلأت قائمة أمنياتك عند { $most }: بقي خارجها منتجان مما حفظته قبل تسجيل الدخول.
        [few] امتلأت قائمة أمنياتك عند { $most }: بقيت خارجها { $count } منتجات مما حفظته قبل تسجيل الدخول.
        [many] امتلأت قائمة أمنياتك عند { $most }: بقي خارجها { $count } منتجًا مما حفظته قبل تسجيل الدخول.
       *[other] امتلأت قائمة أمنياتك عند { $most }: بقي خارجها { $count } منتج مما حفظته قبل تسجيل الدخول.
    }
refused-many-wait = كثيرون ينتظرون هذا المنتج. يُرجى المراجعة لاحقًا.
refused-in-drop = يُباع هذا ضمن إصدار محدود. تجد موعده في صفحة الإصدار.
refused-is-back = عاد هذا المنتج: يمكنك شراؤه الآن.
refused-reviewed = قيّمت هذا المنتج من قبل.
refused-no-reviews = التقييمات متوقفة حاليًا. يُرجى المحاولة لاحقًا.
refused-told-already = أخبرتنا بذلك من قبل. شكرًا لك.

## Queues

refused-queue-closed = لم يعد الانضمام إلى هذا الطابور ممكنًا.
refused-queue-not-open = لم يُفتح الطابور بعد.
refused-no-queue = لا يوجد طابور (أو لم يعد موجودًا).
queue-no-ticket = يوجد طابور على { $title }. خذ مكانًا فيه أولًا.
queue-forged = هذه التذكرة ليست منا. خذ مكانًا في الطابور على { $title }.
queue-shared = هذا المكان في الطابور يخص سلة أخرى. التذكرة لشخص واحد فقط.
queue-not-yet = لم يحن دورك بعد. مكانك محفوظ في الطابور على { $title }.
queue-expired = انتهى دورك. يمكنك الوقوف في الطابور على { $title } مرة أخرى.
queue-used = أُتيح لك دورك، وما تركته يذهب إلى من يليك. يمكنك الوقوف في الطابور على { $title } مرة أخرى.
queue-has-bought = اشترى صاحب هذا المكان في الطابور { $title } من قبل.

## What is said where nothing more is known than the kind of refusal

face-unauthorized = سجّل الدخول أولًا.
face-forbidden = هذا غير مسموح هنا.
face-method = هذا العنوان موجود، لكن ليس بهذه الطريقة.
face-conflict = تغيّر هذا في هذه الأثناء. أعد تحميله وكرّر تعديلك.
face-too-large = هذا أكبر مما يُقبل هنا.
face-media-type = لا يُقرأ هنا محتوى من هذا النوع.
face-invalid = تعذّرت قراءة جزء من هذا.
face-rate-limited = طلبات كثيرة جدًا من عنوانك. يُرجى الانتظار لحظة.
face-headers-too-large = ترويسة هذا الطلب كبيرة جدًا.
face-timeout = استغرق هذا وقتًا طويلًا ولم يُفقد شيء. يُرجى التحقق قبل إعادة المحاولة.
face-unreadable = تعذّرت قراءة هذا الطلب.
face-cross-site = جاء هذا من موقع آخر. افتح المتجر نفسه وحاول مرة أخرى.
