"""localstripe, taught what it lacks of Stripe and the shop relies on.

    stripe_server.py PORT

- Idempotency keys: the first answer is given again; the same key with other parameters is refused.
- Confirming an intent that waits for the customer takes a `return_url` and names a page to send them to.
- Events of PaymentIntents, sent to the endpoints made known by POST /_config/webhooks/{id}.
- Search by our metadata.
- A refusal of a card says whether it lacks funds: card 4000000000009995.

Nothing is kept on disk.
"""

import json
import sys

from aiohttp import web
from localstripe import resources, server, webhooks
from localstripe.resources import Charge, Event, List, PaymentIntent, PaymentMethod

resources.Store.dump_to_disk = lambda self: None

# --- idempotency keys ---

answers = {}


@web.middleware
async def idempotent(request, handler):
    key = request.headers.get('Idempotency-Key')
    if request.method != 'POST' or key is None:
        return await handler(request)
    asked = (request.path, await request.read())
    if key in answers:
        first, status, body = answers[key]
        if first != asked:
            error = {'type': 'idempotency_error', 'message': 'Keys are for one request.'}
            return web.json_response({'error': error}, status=400)
        return web.Response(body=body, status=status, content_type='application/json',
                            headers={'Idempotent-Replayed': 'true'})
    response = await handler(request)
    answers[key] = (asked, response.status, response.body)
    return response


server.app.middlewares.insert(0, idempotent)

# --- approval by the customer ---

confirm = PaymentIntent._api_confirm.__func__


def confirm_with_page(cls, id, return_url=None, **kwargs):
    intent = cls._api_retrieve(id)
    if intent.status != 'requires_action' or return_url is None:
        return confirm(cls, id, **kwargs)
    intent.next_action = {
        'type': 'redirect_to_url',
        'redirect_to_url': {'url': 'https://bank.example/approve/' + id, 'return_url': return_url},
    }
    return intent


PaymentIntent._api_confirm = classmethod(confirm_with_page)
# The routes were made for the functions above: they are made anew below.

# --- events ---


def announcing(function):
    def announced(cls, id, **kwargs):
        before = cls._api_retrieve(id).status
        intent = function.__func__(cls, id, **kwargs)
        kind = {'succeeded': 'succeeded', 'requires_payment_method': 'payment_failed', 'canceled': 'canceled',
                'requires_action': 'requires_action'}.get(intent.status)
        if kind and intent.status != before:
            webhooks.schedule_webhook(Event('payment_intent.' + kind, intent))
        return intent
    return classmethod(announced)


for name in ('_api_confirm', '_api_cancel', '_api_authenticate'):
    setattr(PaymentIntent, name, announcing(getattr(PaymentIntent, name)))

# --- declines for lack of funds ---

NO_FUNDS = '4000000000009995'
charging_is_declined = PaymentMethod._charging_is_declined
PaymentMethod._charging_is_declined = lambda self: (
    getattr(self, '_card_number', None) == NO_FUNDS or charging_is_declined(self))
last_payment_error = PaymentIntent.last_payment_error.fget


def with_decline_code(self):
    error = last_payment_error(self)
    card = resources.store.get('payment_method:' + (self.payment_method or ''))
    if error and getattr(card, '_card_number', None) == NO_FUNDS:
        error['decline_code'] = 'insufficient_funds'
    return error


PaymentIntent.last_payment_error = property(with_decline_code)

# --- search ---


def search(query=None, **_):
    wanted = query.split("'")[3]
    found = List('/v1/payment_intents/search')
    found._list = [intent for key, intent in resources.store.items()
                   if key.startswith('payment_intent:') and intent.metadata.get('payment') == wanted]
    return found


# --- routes: those of localstripe were bound before it was taught, so all are bound again ---

app = web.Application(middlewares=list(server.app.middlewares))
extra = [('GET', '/v1/payment_intents/search', search)]
for route in resources.extra_apis:
    if type(route[0]) is tuple:  # localstripe appends one pair of parentheses too many, once
        route = route[0]
    method, url, function = route
    taught = url.rsplit('/', 1)[-1] if url.startswith('/v1/payment_intents/{id}/') else None
    extra.append((method, url, getattr(PaymentIntent, '_api_' + taught.lstrip('_')) if taught else function))
for method, url, function in extra:
    app.router.add_route(method, url, server.api_extra(function, url))
for cls in (Charge, PaymentIntent, PaymentMethod, resources.Refund, Event):
    plural = '/v1/' + cls.object + 's'
    for method, url, make in (('POST', plural, server.api_create), ('GET', plural + '/{id}', server.api_retrieve),
                              ('GET', plural, server.api_list_all)):
        app.router.add_route(method, url, make(cls, url))
app.router.add_post('/_config/webhooks/{id}', server.config_webhook)

if __name__ == '__main__':
    web.run_app(app, host='127.0.0.1', port=int(sys.argv[1]), access_log=None)
