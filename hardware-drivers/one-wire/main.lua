-- Temperature sensors of the DS18B20 kind, read through the files of the kernel's 1-Wire bus.
local kit = require("busbar_driver")

local MAX_SENSORS = 64
local MAX_FILE_BYTES = 4096
local ATTEMPTS = 2
local FAMILIES = { ["10"] = "DS18S20", ["22"] = "DS1822", ["28"] = "DS18B20", ["3b"] = "DS1825", ["42"] = "DS28EA00" }
local LOWEST, HIGHEST = -55000, 125000
local POWER_ON, POWER_ON_NEIGHBOURHOOD = 85000, 10000
local NULL = kit.json.null
local CATALOG = {
  {
    key = "refresh_state",
    label = "Read now",
    idempotent = true,
    payloadSchema = { type = "object", properties = {}, additionalProperties = false },
  },
}

local one_wire = {}

-- --- readings: thousandths of a degree Celsius, or nil and what is wrong

local function checked(thousandths)
  if thousandths < LOWEST or thousandths > HIGHEST then
    return nil, "out_of_range"
  end
  return thousandths
end

-- The reading in the text of w1_slave. A bus without sensor reads as zeros, whose checksum is right.
function one_wire.read_slave(text)
  local bytes, verdict = text:match("^(%x[%x ]+) : crc=%x+ (%u+)")
  local thousandths = text:match("t=(-?%d+)")
  if not bytes or not thousandths then
    return nil, "unreadable"
  end
  if verdict ~= "YES" then
    return nil, "crc_error"
  end
  if not bytes:find("[^0 ]") then
    return nil, "no_sensor"
  end
  return checked(math.tointeger(tonumber(thousandths)))
end

-- The reading in the text of temperature.
function one_wire.read_temperature(text)
  local thousandths = text:match("^(-?%d+)%s*$")
  if not thousandths then
    return nil, "unreadable"
  end
  return checked(math.tointeger(tonumber(thousandths)))
end

-- 85 degrees is what a sensor says before its first measurement: true only when the reading before was near it.
function one_wire.judge(thousandths, before)
  local near = before and math.abs(before - POWER_ON) <= POWER_ON_NEIGHBOURHOOD
  if thousandths == POWER_ON and not near then
    return nil, "power_on_value"
  end
  return thousandths
end

-- A reading in the wanted unit with two decimals.
function one_wire.in_unit(thousandths, unit)
  local celsius = thousandths / 1000
  local value = unit == "F" and celsius * 9 / 5 + 32 or celsius
  return math.floor(value * 100 + 0.5) / 100
end

-- --- the bus

local Bus = {}
Bus.__index = Bus
one_wire.Bus = Bus

function Bus.new(folder)
  return setmetatable({ folder = folder }, Bus)
end

-- The ids of the temperature sensors in order, at most 64; fails when the folder is not there.
function Bus:sensors()
  local folder = io.open(self.folder, "r")
  if not folder then
    error("cannot open " .. self.folder .. "; is the 1-Wire bus switched on?", 0)
  end
  folder:close()
  local found = {}
  for _, name in ipairs(kit.files.list(self.folder)) do
    local family, serial = name:match("^(%x%x)%-(%x+)$")
    if family and #serial == 12 and FAMILIES[family] and #found < MAX_SENSORS then
      found[#found + 1] = name
    end
  end
  return found
end

-- One measurement, from w1_slave where there is one, else from temperature.
function Bus:measure(sensor)
  local place = self.folder .. "/" .. sensor
  local slave = kit.files.read(place .. "/w1_slave", MAX_FILE_BYTES)
  if slave then
    return one_wire.read_slave(slave)
  end
  local temperature = kit.files.read(place .. "/temperature", MAX_FILE_BYTES)
  if temperature then
    return one_wire.read_temperature(temperature)
  end
  return nil, "unreadable"
end

-- --- the sensors as devices

local Thermometers = {}
Thermometers.__index = Thermometers
one_wire.Thermometers = Thermometers

function Thermometers.new(driver, bus)
  return setmetatable({ driver = driver, bus = bus, known = {}, order = {} }, Thermometers)
end

-- Announces new sensors, reads every one, and marks those that are gone.
function Thermometers:check()
  local listed, sensors = pcall(self.bus.sensors, self.bus)
  local present = {}
  for _, id in ipairs(listed and sensors or {}) do
    present[id] = true
    self:meet(id)
  end
  for _, id in ipairs(self.order) do
    local sensor = self.known[id]
    if present[id] then
      self:read(sensor)
    else
      self:publish(sensor, nil, "missing")
    end
  end
  if not listed then
    error(sensors, 0)
  end
end

-- Reads one sensor for a command.
function Thermometers:refresh(call)
  for _, sensor in pairs(self.known) do
    if sensor.device == call.device then
      sensor.told = nil
      local status = self:read(sensor)
      if status ~= "ok" then
        kit.fail("the sensor gave no reading: " .. status)
      end
      return { stateRefresh = "updated" }
    end
  end
end

function Thermometers:meet(id)
  if self.known[id] then
    return
  end
  local names = self.driver.properties.names or {}
  local sensor = { id = id, device = "one-wire-" .. id }
  self.known[id] = sensor
  self.order[#self.order + 1] = id
  self.driver:discover({
    id = sensor.device,
    name = names[id] or "Sensor " .. id,
    deviceType = "sensor",
    tags = { "temperature" },
    model = FAMILIES[id:sub(1, 2)],
    commandCatalog = CATALOG,
  })
end

-- Measures, once more after a failure, and publishes; the status.
function Thermometers:read(sensor)
  local thousandths, status
  for _ = 1, ATTEMPTS do
    thousandths, status = self.bus:measure(sensor.id)
    if thousandths then
      thousandths, status = one_wire.judge(thousandths, sensor.last)
    end
    if thousandths then
      break
    end
  end
  sensor.last = thousandths or sensor.last
  self:publish(sensor, thousandths, status or "ok")
  return status or "ok"
end

-- Every good reading is a metric; the state is told when it changed. No reading is told as unknown, never as the old one.
function Thermometers:publish(sensor, thousandths, status)
  local unit = self.driver.properties.unit
  local value = thousandths and one_wire.in_unit(thousandths, unit) or NULL
  local symbol = "°" .. unit
  local told = tostring(value) .. " " .. status
  if told ~= sensor.told then
    sensor.told = told
    local reading = { name = "Temperature", value = value, unit = symbol }
    local trouble = status ~= "ok" and status or NULL
    local extras = { status = status == "ok" and "ok" or "error", error = trouble, sensors = { temperature = reading } }
    self.driver:state(sensor.device, { temperature = value, extras = extras })
  end
  if thousandths then
    self.driver:metrics(sensor.device, { { key = "temperature", value = value, unit = symbol } })
  end
end

-- --- driver

local function check_names(names)
  if names == nil then
    return
  end
  if type(names) ~= "table" or names == NULL or #names > 0 then
    kit.misconfigured("property 'names' must be an object from sensor to name")
  end
  for id, name in pairs(names) do
    if type(name) ~= "string" or name == "" then
      kit.misconfigured("property 'names' gives no text for " .. tostring(id))
    end
  end
end

function one_wire.setup(driver)
  local settings = driver.properties
  check_names(settings.names)
  local thermometers = Thermometers.new(driver, Bus.new(settings.folder))
  driver:command("refresh_state", function(call)
    return thermometers:refresh(call)
  end)
  driver:every(settings.interval, function()
    thermometers:check()
  end)
end

if ... == nil then
  kit.run(arg[0], one_wire.setup)
end

return one_wire
