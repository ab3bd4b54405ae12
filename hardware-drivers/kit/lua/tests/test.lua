-- Tests of the Lua kit; run with LUA_PATH="<kit/lua>/?.lua;<kit/lua>/tests/?.lua;;".
local checks = require("checks")
local kit = require("busbar_driver")
local lines = require("busbar_driver.lines")
local Requests = require("busbar_driver.requests")
local json, test, same, fails = kit.json, checks.test, checks.same, checks.fails

-- --- JSON

test("values survive being written and read", function()
  local texts = { "[]", "{}", "null", "true", "[1,[2,{}],null]", '{"a":{"b":[]},"c":-0.5}', '"\\u0001\\"\\\\"', "1e+20" }
  for _, text in ipairs(texts) do
    same(text, json.encode(json.decode(text)))
  end
end)

test("all escapes are read, pairs are joined, halves are replaced", function()
  same("\b\f\n\r\t\"\\/\u{e9}\u{20ac}", json.decode('"\\b\\f\\n\\r\\t\\"\\\\\\/\\u00e9\\u20AC"'))
  same("\u{1F600}", json.decode('"\\uD83D\\ude00"'))
  same("\u{FFFD}x\u{FFFD}", json.decode('"\\ud83dx\\ude00"'))
  same("\u{FFFD}A", json.decode('"\\ud83d\\u0041"'))
  same("\127", json.decode('"\127"'))
end)

test("what is not JSON is refused", function()
  local words = { "", "-", "01", "1.", ".5", "+1", "0x10", "1e999", "NaN", "nul", "tru e", "[1] 2" }
  local strings = { "'a'", '"a', '"\1"', '"\\x"', '"\\u12g4"', '"\xff"' }
  local nests = { "{", "[1,]", '{"a":1,}', "{a:1}", "{1:2}" }
  for _, texts in ipairs({ words, strings, nests }) do
    for _, text in ipairs(texts) do
      fails("json:", json.decode, text)
    end
  end
end)

test("depth and size are limited both ways", function()
  same(64, select(2, json.encode(json.decode(("["):rep(64) .. ("]"):rep(64))):gsub("%[", "")))
  fails("too deeply", json.decode, ("["):rep(65) .. ("]"):rep(65))
  fails("longer than", json.decode, '"' .. ("x"):rep(1024 * 1024) .. '"')
  local circle = {}
  circle[1] = circle
  fails("json:", json.encode, circle)
end)

test("what JSON cannot hold is refused, broken text is repaired", function()
  fails("finite", json.encode, 0 / 0)
  fails("finite", json.encode, math.huge)
  fails("json:", json.encode, print)
  fails("names", json.encode, { [1.5] = 1 })
  same("a\u{FFFD}b\u{FFFD}", json.decode(json.encode("a\xffb\xe2")))
  same("[21,0.1,3]", json.encode({ 21.0, 0.1, 3 }))
end)

-- --- values

test("values are coerced or refused with a sentence", function()
  same({ 100, 0, 45, 50 }, { kit.percent(250), kit.percent(-3), kit.percent("44.6"), kit.percent(49.5) })
  same({ true, false, true }, { kit.boolean("ON"), kit.boolean(0), kit.boolean(true) })
  same({ "#FFAA00", "#00AAFF" }, { kit.color("fa0"), kit.color(" #00aaff ") })
  same(7, kit.argument({ value = 7 }, "brightness"))
  fails("brightness is missing", kit.argument, { brightness = json.null }, "brightness")
  fails("level must be a number", kit.percent, "bright", "level")
  fails("must be a number", kit.number, 0 / 0)
  fails("true or false", kit.boolean, "maybe")
  fails("#RRGGBB", kit.color, "#12345")
end)

-- --- lines

test("lines have a limit and the stream goes on after it", function()
  local file = io.tmpfile()
  file:write("one\n\n", ("x"):rep(9), "\n", ("y"):rep(8), "\nlast")
  file:seek("set")
  local seen = {}
  for line in lines.reader(file, 8) do
    seen[#seen + 1] = line
  end
  same({ "one", "", false, ("y"):rep(8), "last" }, seen)
end)

-- --- manifest

local function properties(items, environment)
  local names = {}
  for _, item in ipairs(items) do
    names[item.key] = item.key:upper()
  end
  local manifest = kit.Manifest.new({ key = "demo", properties = items, envMap = names })
  return manifest:properties(function(name)
    return environment[name]
  end)
end

test("properties are typed", function()
  local items = {
    { key = "host", type = "string", required = true },
    { key = "count", type = "integer", min = 1 },
    { key = "ratio", type = "number" },
    { key = "on", type = "boolean", defaultValue = true },
    { key = "list", type = "json" },
    { key = "mode", type = "select", options = { { value = "a" }, { value = "b" } } },
    { key = "port", type = "port", defaultValue = 80 },
  }
  local found = properties(items, { HOST = "h", COUNT = "3", RATIO = "0.5", ON = "false", LIST = "[1]", MODE = "b" })
  same({ host = "h", count = 3, ratio = 0.5, on = false, list = { 1 }, mode = "b", port = 80 }, found)
  for variable, text in pairs({ HOST = " ", COUNT = "0", RATIO = "nan", ON = "maybe", LIST = "[", MODE = "c", PORT = "70000" }) do
    fails("property '" .. variable:lower() .. "'", properties, items, { HOST = "h", [variable] = text })
  end
end)

-- --- requests

test("a request is done once, its id is not used for another, old ones are forgotten", function()
  local requests = Requests.new(2)
  local call = { device = "d", command = "c", payload = { a = 1 } }
  same("new", requests:begin("1", call))
  requests:finish("1", { success = true })
  same({ success = true }, requests:begin("1", call))
  same("other", requests:begin("1", { device = "d", command = "c", payload = { a = 2 } }))
  requests:begin("2", call)
  requests:begin("3", call)
  same("new", requests:begin("1", call))
  same({ "new", "new" }, { requests:begin(nil, call), requests:begin(nil, call) })
end)

-- --- driver

local function rig(limits)
  local rigged = { frames = {}, now = 0, log = checks.log() }
  rigged.driver = kit.Driver.new("DEMO", {}, function(line)
    rigged.frames[#rigged.frames + 1] = json.decode(line)
  end, rigged.log, function()
    return rigged.now
  end)
  rigged.driver.limits = limits or rigged.driver.limits
  rigged.driver:discover({ id = "d", name = "D", deviceType = "light", model = "M", properties = { x = 1 } })
  function rigged.ask(command, payload, id)
    local content = { command = command, payload = payload or {}, requestId = id }
    rigged.driver:receive(json.encode({ event = "ACTION", device_id = "d", data = content }))
    return rigged.frames[#rigged.frames].data
  end
  return rigged
end

test("what a driver says has the envelope of the hub", function()
  local rigged = rig()
  rigged.driver:state("d", { power = json.null })
  rigged.driver:metrics("d", {})
  rigged.driver:updated({ id = "d", name = "E" })
  rigged.driver:removed("d")
  local expected = {
    { event = "DEVICE_DISCOVERED", data = { name = "D", deviceType = "light", properties = { model = "M", x = 1 } } },
    { event = "STATE_UPDATE", data = { power = json.null } },
    { event = "METRIC_UPDATE", data = { metrics = json.array({}) } },
    { event = "DEVICE_UPDATED", data = { name = "E" } },
    { event = "DEVICE_REMOVED", data = {} },
  }
  for _, frame in ipairs(expected) do
    frame.device_id, frame.driver = "d", "demo"
  end
  same(expected, rigged.frames)
end)

test("an error in a command ends the command and not the driver", function()
  local rigged = rig()
  rigged.driver:command("boom", function(call)
    return call.nothing.there
  end)
  rigged.driver:command("odd", function()
    error({ code = 7 })
  end)
  rigged.driver:command("fine", function()
    return { message = "done", stateRefresh = "pending" }
  end)
  local result = rigged.ask("boom")
  same({ false, true }, { result.success, result.message:find("nil value", 1, true) ~= nil })
  same(false, rigged.ask("odd").success)
  local expected = { command = "fine", success = true, message = "done", stateRefresh = "pending", latencyMs = 0 }
  same(expected, rigged.ask("FINE"))
  same(1, select(2, rigged.log.text:gsub("command boom", "")))
end)

test("a repeated request is answered from memory", function()
  local rigged, runs = rig(), 0
  rigged.driver:command("count", function()
    runs = runs + 1
    rigged.now = rigged.now + 0.25
  end)
  local first = rigged.ask("count", { a = 1, b = 2 }, "r")
  same(250, first.latencyMs)
  same(first, rigged.ask("count", { b = 2, a = 1 }, "r"))
  same(false, rigged.ask("count", { a = 2 }, "r").success)
  same(1, runs)
end)

test("lines that are no objects are skipped with one warning each", function()
  local rigged = rig()
  for _, line in ipairs({ "", "  ", "[]", "[{}]", "null", "{", "7", false }) do
    rigged.driver:receive(line)
  end
  same({ 1, 6 }, { #rigged.frames, select(2, rigged.log.text:gsub("warning", "")) })
end)

test("polls run at once, when they are due, and more rarely while they fail", function()
  local rigged, runs, broken = rig(), {}, true
  rigged.driver:every(10, function()
    runs[#runs + 1] = rigged.now
    if broken then
      error("away", 0)
    end
  end, 25)
  for second = 0, 60 do
    rigged.now = second
    broken = second < 40
    rigged.driver:tick()
  end
  same({ 0, 20, 45, 55 }, runs)
  same("warning poll failed: away\ndebug away", rigged.log.text:match("^(.-)\nstack") or rigged.log.text:match("^(.-away\n.-away)"))
  same(1, select(2, rigged.log.text:gsub("works again", "")))
end)

test("devices and frames are limited", function()
  local rigged = rig({ line_bytes = 200, devices = 1, message_bytes = 10 })
  fails("at most 1 devices", rigged.driver.discover, rigged.driver, { id = "e" })
  fails("longer than 200", rigged.driver.state, rigged.driver, "d", { text = ("x"):rep(300) })
  same("unknown co", rigged.ask("nothing").message)
end)

test("files are listed and read, names cannot break out of the shell", function()
  same("'a'\\''; echo b'", kit.files.quote("a'; echo b"))
  same(json.array({}), json.array(kit.files.list("/no/such'; echo x; '")))
  same("/a/b", kit.files.folder_of("/a/b/c.lua"))
  same(".", kit.files.folder_of("c.lua"))
end)

-- --- process

local function process(body, input, environment)
  local folder = os.tmpname()
  os.remove(folder)
  os.execute("mkdir " .. folder)
  local manifest = '{"key":"DEMO","properties":[{"key":"host","required":true}],"envMap":{"host":"DEMO_HOST"}}'
  for name, text in pairs({ ["demo.driver.json"] = manifest, ["main.lua"] = body, ["in"] = input }) do
    local file = assert(io.open(folder .. "/" .. name, "w"))
    file:write(text)
    file:close()
  end
  local command = string.format("cd / && %s %s %s/main.lua < %s/in 2> %s/err", environment, arg[-1], folder, folder, folder)
  local output, code = checks.shell(command)
  local errors = kit.files.read(folder .. "/err")
  os.execute("rm -r " .. folder)
  return output, code, errors or ""
end

test("prints go to stderr, the end of stdin ends the process with 0", function()
  local body = [[
    require("busbar_driver").run(arg[0], function(driver)
      print("a stray print")
      io.write("a stray write\n")
      io.stdout:write("one more\n")
      driver:discover({ id = "d", name = driver.properties.host })
    end)]]
  local output, code, errors = process(body, '{"event":"PING"}\n', "DEMO_HOST=h")
  same({ 0, 1, "h" }, { code, select(2, output:gsub("\n", "")), json.decode(output).data.name })
  same(3, select(2, errors:gsub("\n", "")))
end)

test("missing settings end the process with 2 and one line", function()
  local output, code, errors = process('require("busbar_driver").run(arg[0], print)', "", "")
  same({ "", 2, "configuration: property 'host' (DEMO_HOST) is required\n" }, { output, code, errors })
end)

checks.done()
