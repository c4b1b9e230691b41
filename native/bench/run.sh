#!/usr/bin/env bash
# Measures the function beside what people use today: native/bench/run.sh [--load]
# Needs what was built before (`./mvnw package -Dnative -DskipTests`; the jar, if target/quarkus-app is there, is measured too),
# JDK 25, and for the peers npm and Maven's repository. --load adds a minute of 200 parallel checks on one process.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/target
bench=$PWD/native/bench
executable=$(ls "$target"/*-runner 2>/dev/null | head -1 || true)
# the JDK 25 that Maven runs on, whatever `java` is
java=$(./mvnw -v | sed -n 's/^Java version.*runtime: //p')/bin/java
functions=()
[ -z "$executable" ] || functions+=("cos-liveness, native=$executable")
app=$target/quarkus-app
if [ -f "$app/quarkus-run.jar" ]; then
  jvm="$java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
  functions+=("cos-liveness, JVM=$jvm -jar $app/quarkus-run.jar")
  # as native/Dockerfile.jvm does it, by the path it is started with, or it would not be taken; takes more of the start
  # where the jar was built with -Dquarkus.package.jar.aot.enabled=true
  if [ ! -s "$app/app.aot" ]; then
    (LIVENESS_BUCKETS=training-1250000000 LIVENESS_REGION=ap-guangzhou LIVENESS_SEAL_KEY=only-to-record-what-a-start-loads-0000 \
      LIVENESS_COS_SECRET_ID=none LIVENESS_COS_SECRET_KEY=none QUARKUS_HTTP_PORT=0 \
      timeout -s TERM 10 "$java" -XX:AOTCacheOutput="$app/app.aot" -XX:+UseSerialGC -jar "$app/quarkus-run.jar" >/dev/null 2>&1) || true
  fi
  [ ! -s "$app/app.aot" ] || functions+=("cos-liveness, JVM with AOT cache=$jvm -XX:AOTCache=$app/app.aot -XX:AOTMode=on -jar $app/quarkus-run.jar")
fi
if command -v npm >/dev/null; then
  [ -d "$bench/node/node_modules" ] || (cd "$bench/node" && npm install --silent --no-audit --no-fund >/dev/null)
  functions+=("Node, cos-nodejs-sdk-v5=$(command -v node) $bench/node/peer.js")
fi
./mvnw -q -B -ntp -f "$bench/java/pom.xml" package
functions+=("Java, cos_api=$java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp $bench/java/target/peer.jar:$bench/java/target/lib/* Peer")
if [ "${1:-}" = --load ]; then
  [ -z "$executable" ] || functions+=("cos-liveness, native@load=$executable")
  ! command -v npm >/dev/null || functions+=("Node, cos-nodejs-sdk-v5@load=$(command -v node) $bench/node/peer.js")
fi
echo "$(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(uname -sr)"
[ ! -f "$target/function.zip" ] || echo "function.zip: $(($(stat -c %s "$target/function.zip") / 1000)) kB; executable: $(($(stat -c %s "$executable") / 1000)) kB"
echo
exec "$java" -Xmx2g -cp "$target/sandbox:$target/classes" "$bench/Bench.java" "${functions[@]}"
