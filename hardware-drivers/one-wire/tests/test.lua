-- Tests of the 1-Wire driver; run with LUA_PATH="<kit/lua>/?.lua;<kit/lua>/tests/?.lua;;" and the driver's folder as argument.
local folder = assert(arg[1], "usage: lua5.4 test.lua FOLDER-OF-THE-DRIVER")
package.path = folder .. "/?.lua;" .. package.path

local checks = require("checks")
local kit = require("busbar_driver")
local one_wire = require("main")
local json, test, same, fails = kit.json, checks.test, checks.same, checks.fails
local BUS = folder .. "/tests/bus"

test("captured readings are read, broken ones are named", function()
  local bus = one_wire.Bus.new(BUS)
  local function measured(id)
    local value, problem = bus:measure(id)
    return value or problem
  end
  same(23125, measured("28-0316a2798bff"))
  same(22625, measured("10-000801b5a7a6"))
  same(-10125, measured("22-0000002217f1"))
  same(19875, measured("3b-0c98073dbd57"))
  same("crc_error", measured("28-00000badc0de"))
  same("no_sensor", measured("28-000000000000"))
  same("unreadable", measured("42-0000001d3c2a"))
  same("unreadable", measured("28-0000000000ff"))
  same("unreadable", measured("28-00000000dead"))
end)

test("values beyond what the sensor can measure are refused", function()
  same(json.null, one_wire.read_temperature("125001\n"))
  same("out_of_range", select(2, one_wire.read_temperature("-55001\n")))
  same(-55000, one_wire.read_temperature("-55000"))
end)

test("85 degrees is believed only after a reading near it", function()
  same("power_on_value", select(2, one_wire.judge(85000, nil)))
  same("power_on_value", select(2, one_wire.judge(85000, 21000)))
  same(85000, one_wire.judge(85000, 84000))
  same(85062, one_wire.judge(85062, nil))
end)

test("units have two decimals", function()
  same({ 23.13, 73.63 }, { one_wire.in_unit(23125, "C"), one_wire.in_unit(23125, "F") })
  same({ -0.06, -40 }, { one_wire.in_unit(-62, "C"), one_wire.in_unit(-40000, "F") })
end)

test("only temperature sensors are listed, in order", function()
  local expected = { "10-000801b5a7a6", "22-0000002217f1", "28-000000000000", "28-0000000000ff", "28-0000050500aa" }
  for _, id in ipairs({ "28-00000badc0de", "28-0316a2798bff", "3b-0c98073dbd57", "42-0000001d3c2a" }) do
    expected[#expected + 1] = id
  end
  same(expected, one_wire.Bus.new(BUS):sensors())
  fails("cannot open /no/such", one_wire.Bus.sensors, one_wire.Bus.new("/no/such"))
end)

-- A bus whose readings a test sets.
local function rig(properties)
  local rigged = { frames = {}, readings = {}, measured = 0, log = checks.log() }
  local bus = {
    sensors = function()
      if not rigged.readings then
        error("no bus", 0)
      end
      local ids = {}
      for id in pairs(rigged.readings) do
        ids[#ids + 1] = id
      end
      table.sort(ids)
      return ids
    end,
    measure = function(_, id)
      rigged.measured = rigged.measured + 1
      local reading = rigged.readings[id]
      if type(reading) == "table" then
        reading = table.remove(reading, 1)
      end
      if type(reading) == "string" then
        return nil, reading
      end
      return reading
    end,
  }
  local driver = kit.Driver.new("ONE_WIRE", properties or { unit = "C" }, function(line)
    rigged.frames[#rigged.frames + 1] = json.decode(line)
  end, rigged.log)
  rigged.thermometers = one_wire.Thermometers.new(driver, bus)
  function rigged.check()
    rigged.frames = {}
    rigged.thermometers:check()
    local events = {}
    for index, frame in ipairs(rigged.frames) do
      events[index] = frame.event
    end
    return json.array(events)
  end
  return rigged
end

local ID = "28-0316a2798bff"

test("a sensor is announced once, states are told when they change, metrics always", function()
  local rigged = rig({ unit = "C", names = { [ID] = "Boiler" } })
  rigged.readings[ID] = 23125
  same({ "DEVICE_DISCOVERED", "STATE_UPDATE", "METRIC_UPDATE" }, rigged.check())
  same({ "Boiler", "one-wire-" .. ID }, { rigged.frames[1].data.name, rigged.frames[1].device_id })
  local sensors = { temperature = { name = "Temperature", value = 23.13, unit = "°C" } }
  local extras = { status = "ok", error = json.null, sensors = sensors }
  same({ temperature = 23.13, extras = extras }, rigged.frames[2].data)
  same({ "METRIC_UPDATE" }, rigged.check())
  rigged.readings[ID] = 24000
  same({ "STATE_UPDATE", "METRIC_UPDATE" }, rigged.check())
end)

test("a failed reading is tried once more and then told as unknown", function()
  local rigged = rig()
  rigged.readings[ID] = { "crc_error", 20000 }
  same({ "DEVICE_DISCOVERED", "STATE_UPDATE", "METRIC_UPDATE" }, rigged.check())
  rigged.readings[ID] = { "crc_error", "crc_error" }
  same({ "STATE_UPDATE" }, rigged.check())
  local told = rigged.frames[1].data
  same({ json.null, "error", "crc_error" }, { told.temperature, told.extras.status, told.extras.error })
  same(4, rigged.measured)
end)

test("the power-on value never becomes a temperature", function()
  local rigged = rig()
  rigged.readings[ID] = 85000
  rigged.check()
  same({ json.null, "power_on_value" }, { rigged.frames[2].data.temperature, rigged.frames[2].data.extras.error })
end)

test("a sensor that is gone is told once, and is read again when it is back", function()
  local rigged = rig()
  rigged.readings[ID] = 20000
  rigged.check()
  rigged.readings = {}
  same({ "STATE_UPDATE" }, rigged.check())
  same("missing", rigged.frames[1].data.extras.error)
  same(json.array({}), rigged.check())
  rigged.readings[ID] = 20000
  same({ "STATE_UPDATE", "METRIC_UPDATE" }, rigged.check())
  rigged.readings = nil
  fails("no bus", rigged.check)
  same("missing", rigged.frames[1].data.extras.error)
end)

local function process(environment, input)
  local command = string.format("printf '%%s\\n' %s | %s %s %s/main.lua 2>&1", kit.files.quote(input), environment, arg[-1], folder)
  return checks.shell(command)
end

test("the process reads the bus and answers a command after the state", function()
  local ask = { event = "COMMAND_EXECUTE", device_id = "one-wire-" .. ID, data = { command = "refresh_state", requestId = "r" } }
  local output, code = process("ONE_WIRE_UNIT=F ONE_WIRE_FOLDER=" .. kit.files.quote(BUS), json.encode(ask))
  local last, before = nil, nil
  for line in output:gmatch("[^\n]+") do
    local frame = json.decode(line)
    if frame.device_id == "one-wire-" .. ID and frame.event ~= "METRIC_UPDATE" then
      before, last = last, frame
    end
  end
  same({ 0, "STATE_UPDATE", 73.63 }, { code, before.event, before.data.temperature })
  same({ "ACTION_RESULT", true, "r", "updated" }, { last.event, last.data.success, last.data.requestId, last.data.stateRefresh })
end)

test("a broken sensor fails its command", function()
  local ask = { event = "ACTION", device_id = "one-wire-28-00000badc0de", data = { command = "refresh_state" } }
  local output = process("ONE_WIRE_FOLDER=" .. kit.files.quote(BUS), json.encode(ask))
  local result = json.decode(output:match("([^\n]*ACTION_RESULT[^\n]*)"))
  same({ false, "the sensor gave no reading: crc_error" }, { result.data.success, result.data.message })
end)

test("wrong settings end the process with 2", function()
  for _, setting in ipairs({ "ONE_WIRE_UNIT=K", "ONE_WIRE_INTERVAL=0", "ONE_WIRE_NAMES=[1]", "ONE_WIRE_NAMES=nope" }) do
    local output, code = process(setting, "")
    same({ 2, 1 }, { code, select(2, output:gsub("\n", "")) })
  end
end)

checks.done()
