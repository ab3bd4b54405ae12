-- Lenient readers of command arguments: each returns a clean value or fails with a sentence for people.
local fail = require("busbar_driver.failures").fail
local json = require("busbar_driver.json")

local coerce = {}

local TRUE = { ["true"] = true, on = true, yes = true, ["1"] = true }
local FALSE = { ["false"] = true, off = true, no = true, ["0"] = true }

-- The argument called name, or the one called "value"; fails when both are missing.
function coerce.argument(payload, name)
  for _, key in ipairs({ name, "value" }) do
    if payload[key] ~= nil and payload[key] ~= json.null then
      return payload[key]
    end
  end
  fail(name .. " is missing")
end

-- A finite number clamped to low..high; numbers sent as text are understood.
function coerce.number(value, low, high, name)
  local found = (type(value) == "number" or type(value) == "string") and tonumber(value)
  if not found or found ~= found or found == math.huge or found == -math.huge then
    fail((name or "value") .. " must be a number")
  end
  return math.min(math.max(found, low or -math.huge), high or math.huge)
end

-- A whole number clamped to low..high; halves round up.
function coerce.integer(value, low, high, name)
  return math.floor(coerce.number(value, low, high, name) + 0.5)
end

-- A whole number clamped to 0..100.
function coerce.percent(value, name)
  return coerce.integer(value, 0, 100, name)
end

-- True or false, also from 1, 0, "on", "off", "yes", "no", "true", "false".
function coerce.boolean(value, name)
  local word = tostring(value):match("^%s*(.-)%s*$"):lower()
  if TRUE[word] then
    return true
  end
  if FALSE[word] then
    return false
  end
  fail((name or "value") .. " must be true or false")
end

-- A colour as "#RRGGBB"; "#RGB" and a missing "#" are understood.
function coerce.color(value, name)
  local digits = type(value) == "string" and value:match("^%s*#?(%x+)%s*$")
  if not digits or (#digits ~= 3 and #digits ~= 6) then
    fail((name or "color") .. " must look like #RRGGBB")
  end
  return "#" .. (#digits == 6 and digits or digits:gsub(".", "%0%0")):upper()
end

return coerce
