# الحسابات، وما يُرسل بالبريد إلى من فقد طريقه.

## Fields

field-your-name = بأي اسم نناديك؟
field-password = كلمة المرور
field-current-password = كلمة المرور الحالية
field-new-password = كلمة المرور الجديدة
field-password-hint = 10 أحرف على الأقل.

## Signing in and up

door-sign-in = تسجيل الدخول
door-lost-password = نسيت كلمة المرور
door-new-here = جديد هنا؟ { $link }
door-looking-for-order = هل تبحث عن طلب؟ { $link }
door-find-it = اعثر عليه بدون حساب
door-sign-up = إنشاء حساب
door-account-explained = يجمع سلتك وطلباتك وعناوينك في مكان واحد. ويمكنك الشراء بدونه.
door-have-one = هل لديك حساب؟ { $link }
door-welcome = أهلًا بك. هذا حسابك.

## The pages of an account

account-orders = طلباتك
account-addresses = عناوينك
account-details = الاسم وكلمة المرور
account-rooms = الحساب
account-sign-out = تسجيل الخروج

overview-confirm = أرسلنا رسالة إلى { $email }. افتح الرابط الوارد فيها لتظهر هنا أيضًا الطلبات التي سجّلتها كضيف.
overview-send-again = إعادة الإرسال
overview-no-orders = لا طلبات بعد.
overview-older = طلبات أقدم
overview-mail-sent = رسالة أخرى في الطريق إليك.

addresses-full = لا يحفظ الحساب عناوين أكثر من ذلك.
addresses-add = إضافة عنوان
addresses-none = لا عناوين بعد. العنوان المحفوظ يملأ صفحة إتمام الشراء عنك.
addresses-first = يبدأ به إتمام الشراء
addresses-make-first = ابدأ به إتمام الشراء
addresses-change = تعديل
addresses-remove = إزالة
addresses-change-one = تعديل العنوان
addresses-keep = حفظ العنوان
addresses-back = العودة دون حفظ
addresses-kept = حُفظ العنوان.
addresses-now-first = سيبدأ به إتمام الشراء من الآن فصاعدًا.
addresses-removed = أُزيل العنوان.

details-keep-name = حفظ الاسم
details-name-kept = حُفظ اسمك.
details-password = كلمة مرور أخرى
details-signed-in = تسجّل الدخول باسم { $email }. سيُسجَّل خروج كل الأجهزة الأخرى.
details-change-password = تغيير كلمة المرور
details-password-kept = حُفظت كلمة المرور الجديدة، وسُجّل خروج كل الأجهزة الأخرى.
details-elsewhere = هل سجّلت الدخول في مكان آخر؟
details-elsewhere-explained = على هاتف مفقود أو جهاز شخص آخر: ينهي هذا كل الجلسات، وهذه أيضًا.
details-sign-out-everywhere = تسجيل الخروج من كل مكان

## Ways that lead through a mail

reset-title = كلمة مرور جديدة
reset-email-hint = سنرسل إليه رابطًا.
reset-send = أرسلوا إليّ رابطًا
reset-sent = إذا كان هناك حساب بهذا البريد، فرابط اختيار كلمة مرور جديدة في طريقه إليه.
reset-choose = اختر كلمة مرور جديدة
reset-password-hint = 10 أحرف على الأقل. سيُسجَّل خروج كل من دخل إلى حسابك.
reset-keep = حفظ كلمة المرور
sent-title = يُرجى مراجعة بريدك الإلكتروني
sent-nothing-there = لم يصل شيء بعد بضع دقائق؟ ابحث في البريد غير المرغوب فيه، وتأكد من أنه البريد الذي استخدمته هنا.
confirm-title = هل هذا بريدك؟
confirm-explained = أكّد ذلك، لتظهر في حسابك أيضًا الطلبات التي سجّلتها به من قبل.
confirm-yes = نعم، إنه بريدي
lookup-title = البحث عن طلب
lookup-email-hint = البريد الذي أدخلته عند الطلب. سنرسل إليه صفحة الطلب.
lookup-number = رقم الطلب
lookup-number-hint = مثل 1001. تجده في كل رسالة عن الطلب.
lookup-send = أرسلوا إليّ صفحته
lookup-sent = إذا كان هناك طلب بهذا الرقم والبريد، فرابط صفحته في طريقه إليك.
