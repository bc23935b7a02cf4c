# Mails: plain text. An address of the web follows a sentence that ends in a colon, in a line of its own.

## About an order

order-mail-confirmed-subject = تأكّد طلبك { $number } لدى { $shop }
order-mail-fulfilled-subject = طلبك { $number } من { $shop } في الطريق إليك
order-mail-cancelled-subject = أُلغي طلبك { $number } لدى { $shop }
order-mail-refunded-subject = ردّ مبلغ الطلب { $number } لدى { $shop }
order-mail-confirmed = شكرًا لك. وصلت دفعتك ونحن نجهّز طلبك.
order-mail-fulfilled = خبر سار: سلّمنا طلبك إلى شركة الشحن.
order-mail-cancelled = أُلغي طلبك. ويجري ردّ ما قد تكون دفعته مقابله.
order-mail-refunded = رددنا إليك مبلغ طلبك كله أو جزءًا منه. قد يحتاج البنك إلى بضعة أيام لإظهاره.
order-mail-tracking = رقم التتبع: { $number }
order-mail-line = { $count } × { $title }  { $total }
order-mail-goods = المنتجات  { $amount }
order-mail-shipping = الشحن  { $amount }
order-mail-discount = الخصم  −{ $amount }
order-mail-discount-code = الخصم ({ $code })  −{ $amount }
order-mail-tax = الضريبة  { $amount }
order-mail-tax-included = منها ضريبة  { $amount }
order-mail-total = الإجمالي  { $amount }
order-mail-to = إلى: { $place }
order-mail-by = طريقة الشحن: { $method }
order-mail-leaves-by = يغادر مستودعنا في موعد أقصاه { $day }.
order-mail-follow = تابعه هنا:

order-link-subject = طلبك { $number } لدى { $shop }
order-link-page = هذه صفحة طلبك { $number }:
order-link-not-you = إذا لم تطلبها فلا حاجة إلى فعل أي شيء.

## About an account

reset-mail-subject = كلمة مرور جديدة لدى { $shop }
reset-mail-why = يريد أحدهم، ونرجو أن يكون أنت، اختيار كلمة مرور جديدة لحسابك لدى { $shop }.
reset-mail-choose = اخترها هنا خلال ساعة:
reset-mail-not-you = إذا لم تكن أنت فلا حاجة إلى فعل أي شيء: تبقى كلمة المرور كما هي.
confirm-mail-subject = هل هذا بريدك؟ { $shop }
confirm-mail-why = أُنشئ حساب لدى { $shop } بهذا البريد.
confirm-mail-say-so = إذا كان الحساب لك فأكّد ذلك هنا، لتظهر فيه أيضًا طلباتك السابقة:
confirm-mail-not-you = وإذا لم يكن لك فلا حاجة إلى فعل أي شيء.
password-mail-subject = تغيّرت كلمة مرورك لدى { $shop }
password-mail-why = تغيّرت كلمة مرور حسابك لدى { $shop }، وسُجّل خروج كل من كان قد دخل إليه.
password-mail-choose = إذا لم تكن أنت فاختر كلمة مرور جديدة الآن:

## Newsletter, and what is back

newsletter-mail-subject = هل نرسل إليك نشرة { $shop }؟
newsletter-mail-why = طلب أحدهم، ونرجو أن يكون أنت، إرسال نشرة { $shop } إلى هذا البريد.
newsletter-mail-yes = إذا كنت أنت فأكّد ذلك هنا:
newsletter-mail-not-you = وإذا لم تكن أنت فلا تفعل شيئًا ولن يصلك المزيد؛ أو احذف بريدك في الصفحة نفسها.
restock-mail-subject = عاد { $title } إلى { $shop }
restock-mail-back = يمكن شراء { $title } من جديد. وقد طلبت أن نخبرك:
restock-mail-not-kept = لم يُحجز لك شيء، وأُخبر آخرون أيضًا، فقد تنفد الكمية مرة أخرى.
restock-mail-leave = هذه هي الرسالة الوحيدة عنه. ألم تكن أنت من طلب، أم لم تعد تريدها؟ أخبرنا هنا:
