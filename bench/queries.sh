#!/usr/bin/env bash
# Fills an embedded PostgreSQL with a million rows a table, asks the stores everything, and prints each statement's plan as
# a table: bench/queries.sh > plans.md. Nothing of it stays behind.
set -euo pipefail
home="$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")"
(cd "$home" && mvn -q -B -Pbench -Dmaven.test.skip=true -DskipGates package -pl bench -am >&2)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -Xmx512m -Dslf4j.internal.verbosity=ERROR \
  -cp "$home/bench/target/bench-0.1.0-SNAPSHOT.jar:$home/bench/target/lib/*" io.busbar.bench.queries.QueriesMain
