#!/usr/bin/env bash
# Lighthouse (mobile, its slow 4G) on home, a list, a product and a cart of a seeded shop of its own, and what a first visit transfers.
#
#   scripts/lighthouse.sh
#
# Needs the release build (make build), Node and Chromium. Reports: target/lighthouse/*.html and *.json, the table in report.md. Scores
# are reported, never judged.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh
source scripts/tools/shop.sh

# The last that runs on Node 20.
lighthouse_version=12.8.2
floodgate=$PWD/target/release/floodgate
[ -x "$floodgate" ] || fail 'there is no target/release/floodgate: run make build'
CHROME_PATH=$(chromium_program) || fail 'there is no Chromium: install it, or name it in CHROMIUM_PATH'
export CHROME_PATH

forget_settings
work=$(mktemp -d)
server=
stop() {
  trap - EXIT
  [ -z "$server" ] || { kill -TERM "$server" 2>/dev/null && wait "$server" || true; }
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

FLOODGATE_ADDR=127.0.0.1:$(free_port)
FLOODGATE_OPS_ADDR=127.0.0.1:$(free_port)
export FLOODGATE_ADDR FLOODGATE_OPS_ADDR FLOODGATE_DATA_DIR=$work DATABASE_URL="sqlite://$work/shop.db?mode=rwc"
# Lighthouse and the browser take the whole machine: what they leave is no pressure of shoppers.
export FLOODGATE_PRESSURE=off RUST_LOG=warn
open_seeded "$floodgate" "$work/server.log"

url=http://$FLOODGATE_ADDR
product=/products/skerry-waxed-tote
variant=$(curl -sf "$url/api/v1$product" | node -p 'JSON.parse(require("fs").readFileSync(0)).variants.find(v => v.available).id')
cookie=$(curl -s -o /dev/null -D - --data "variant_id=$variant&quantity=1" "$url/cart/lines" |
  sed -n 's/^set-cookie: \([^;]*\);.*/\1/Ip' | paste -sd ';')
# Pictures are made when they are first asked for, a few at a time, and the drawings they are made of stand in until then.
pictures=
for path in / /products $product /cart; do
  found=$(curl -s -H "Cookie: $cookie" "$url$path" | grep -oE '/media/[^" ]+\.avif' | sort -u) || fail "$path shows no picture"
  pictures+=" $found"
done
stand_ins() { for picture in $pictures; do curl -s -o /dev/null -w '%{content_type}\n' "$url$picture"; done | grep -cv '^image/avif$' || true; }
for ((tries = 0; tries < 120; tries++)); do
  [ "$(stand_ins)" != 0 ] || break
  sleep 2
done
[ "$(stand_ins)" = 0 ] || fail 'the pictures are not made; a report would be of the drawings they are made of'

results=target/lighthouse
rm -rf "$results"
mkdir -p "$results"
measure() { # NAME PATH [HEADERS]
  npx --yes "lighthouse@$lighthouse_version" "$url$2" --quiet --chrome-flags='--headless=new --no-sandbox' \
    --extra-headers="${3:-{\}}" --output=json --output=html --output-path="$results/$1"
}
quietly 'home' measure home /
quietly 'list' measure list /products
quietly 'product' measure product "$product"
quietly 'cart' measure cart /cart "{\"Cookie\":\"$cookie\"}"
node scripts/lighthouse/table.mjs "$results" | tee "$results/report.md"
