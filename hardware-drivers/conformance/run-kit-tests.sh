#!/bin/sh
# Runs the tests of the kits and drivers whose interpreter is here, and replays the transcripts against each kit.
# The last line is "N passed, N failed"; the exit code is 0 when nothing failed and something passed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
drivers=$(dirname "$here")
kit=$drivers/kit
python=${HAPTIQUE_PYTHON_BIN:-python3}
node=${NODE:-node}
lua=$(command -v lua5.4 || command -v lua || echo lua5.4)

export PYTHONPATH="$kit/python" PYTHONDONTWRITEBYTECODE=1
export NODE_PATH="$kit/javascript"
export LUA_PATH="$kit/lua/?.lua;$kit/lua/tests/?.lua;;"
unset LUA_PATH_5_4 LUA_INIT LUA_INIT_5_4

passed=0
failed=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT

# suite NAME COUNTER COMMAND... : runs the command; COUNTER prints "passed failed" from its output.
suite() {
  name=$1
  counter=$2
  shift 2
  "$@" >"$output" 2>&1
  code=$?
  counts=$($counter)
  suite_passed=${counts% *}
  suite_failed=${counts#* }
  if [ "$code" -ne 0 ] && [ "$suite_failed" -eq 0 ]; then
    suite_failed=1
  fi
  passed=$((passed + suite_passed))
  failed=$((failed + suite_failed))
  echo "$name: $suite_passed passed, $suite_failed failed"
  if [ "$suite_failed" -ne 0 ]; then
    sed 's/^/    /' "$output"
  fi
}

number() {
  found=$(sed -n "s/$1/\\1/p" "$output" | tail -n 1)
  echo "${found:-0}"
}

count_unittest() {
  ran=$(number '^Ran \([0-9]*\) tests\{0,1\} in .*')
  failures=$(number '.*failures=\([0-9]*\).*')
  errors=$(number '.*errors=\([0-9]*\).*')
  echo "$((ran - failures - errors)) $((failures + errors))"
}

count_node() {
  echo "$(number '^# pass \([0-9]*\)') $(number '^# fail \([0-9]*\)')"
}

count_lines() {
  echo "$(number '^\([0-9]*\) passed, [0-9]* failed') $(number '^[0-9]* passed, \([0-9]*\) failed')"
}

if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  suite "python kit" count_unittest "$python" -m unittest discover -s "$kit/python/tests"
  suite "lan-presence" count_unittest "$python" -m unittest discover -s "$drivers/lan-presence/tests"
  suite "simulated extender" count_unittest "$python" -m unittest discover -s "$drivers/simulators/extender/tests"
  suite "simulated RS90" count_unittest "$python" -m unittest discover -s "$drivers/simulators/rs90/tests"
  has_python=yes
else
  echo "left out: python 3.11 or newer is not here"
  has_python=no
fi

if "$lua" -e 'os.exit(_VERSION == "Lua 5.4")' 2>/dev/null; then
  suite "lua kit" count_lines "$lua" "$kit/lua/tests/test.lua"
  suite "one-wire" count_lines "$lua" "$drivers/one-wire/tests/test.lua" "$drivers/one-wire"
  has_lua=yes
else
  echo "left out: lua 5.4 is not here"
  has_lua=no
fi

if "$node" -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)' 2>/dev/null; then
  suite "javascript kit" count_node "$node" --test --test-reporter=tap "$kit/javascript/tests/kit.test.js"
  suite "wled" count_node "$node" --test --test-reporter=tap "$drivers/wled/tests/wled.test.js"
  suite "replay tools" count_node "$node" --test --test-reporter=tap "$here/tests/matching.test.js"
  suite "replay javascript" count_lines "$node" "$here/replay.js" -- "$node" "$here/sample/javascript/main.js"
  if [ $has_python = yes ]; then
    suite "replay python" count_lines "$node" "$here/replay.js" -- "$python" -u "$here/sample/python/main.py"
  fi
  if [ $has_lua = yes ]; then
    suite "replay lua" count_lines "$node" "$here/replay.js" -- "$lua" "$here/sample/lua/main.lua"
  fi
else
  echo "left out: node 20 or newer is not here, and with it the replays"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
