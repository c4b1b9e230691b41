#!/usr/bin/env bash
# What a client does, with nothing but curl: challenge -> upload-url -> PUT -> verdict.
#
#   ./mvnw quarkus:dev            in one terminal
#   docs/client-flow.sh           in another
#
# F      the functions             default http://localhost:9000
# TOKEN  one of liveness.http.token, where one is set
# VIDEO  the video to upload       default: a sample of the sandbox
# ID_CARD, NAME                    who is in it; default: a made-up person of the sandbox
set -euo pipefail
cd "$(dirname "$0")/.."

F=${F:-http://localhost:9000}
VIDEO=${VIDEO:-src/main/resources/sandbox/samples/pass.mp4}
ID_CARD=${ID_CARD:-11204416541220243X}
NAME=${NAME:-韦小宝}
KEY=videos/client-$(date +%s)-$$.mp4

call() { # METHOD PATH [BODY]: the answer, or an end with the problem
  local answer
  answer=$(curl -sS --fail-with-body -X "$1" "$F$2" ${TOKEN:+-H "Authorization: Bearer $TOKEN"} ${3:+-d "$3"}) ||
    { echo "$1 $2 failed: $answer" >&2; exit 1; }
  echo "$answer"
}

field() { # NAME: a text or a truth value from the JSON on standard input
  sed -n 's/.*"'"$1"'":\("\([^"]*\)"\|true\|false\).*/\1/p' | tr -d '"'
}

echo "1. challenge: what is to be said in the video, and a token that binds it"
challenge=$(call POST /challenge '{"livenessType":"LIP"}')
digits=$(field validateData <<<"$challenge")
token=$(field challenge <<<"$challenge")
echo "   say $digits before $(field expiresAt <<<"$challenge")"

echo "2. upload-url: a PUT that is good for this key, this person and these digits"
upload=$(call POST /upload-url "{\"key\":\"$KEY\",\"idCard\":\"$ID_CARD\",\"name\":\"$NAME\",
  \"livenessType\":\"LIP\",\"validateData\":\"$digits\",\"challenge\":\"$token\",\"mode\":\"event\"}")
url=$(field url <<<"$upload")
headers=()
while IFS= read -r header; do
  headers+=(-H "$header")
done < <(sed 's/.*"headers":{\([^}]*\)}.*/\1/; s/","/"\n"/g' <<<"$upload" | sed 's/^"\([^"]*\)":"\([^"]*\)"$/\1: \2/')
echo "   ${#url} characters, good until $(field expiresAt <<<"$upload")"

echo "3. PUT: the upload, straight to the bucket"
echo "   $(curl -sS --fail-with-body -o /dev/null -w '%{http_code}' -X PUT "$url" "${headers[@]}" --data-binary "@$VIDEO")"

echo "4. verdict: the upload's event has it checked"
for _ in $(seq 60); do
  if verdict=$(curl -sS --fail "$F/verdict?key=$KEY" ${TOKEN:+-H "Authorization: Bearer $TOKEN"} 2>/dev/null); then
    echo "   $(field status <<<"$verdict"), sealed $(field sealed <<<"$verdict")"
    [ "$(field sealed <<<"$verdict")" = true ]
    exit
  fi
  sleep 0.5
done
echo "   none after half a minute" >&2
exit 1
