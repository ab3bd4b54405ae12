-- The manifest beside a driver, and the typed properties it describes.
local failures = require("busbar_driver.failures")
local files = require("busbar_driver.files")
local json = require("busbar_driver.json")

local Manifest = {}
Manifest.__index = Manifest

local WORDS = { ["true"] = true, on = true, ["1"] = true, ["false"] = false, off = false, ["0"] = false }

local function trimmed(text)
  return text:match("^%s*(.-)%s*$")
end

local function present(value)
  if value == json.null then
    return nil
  end
  return value
end

function Manifest.new(content)
  return setmetatable({ content = content }, Manifest)
end

-- The one manifest in the folder of path; misconfigured when there is none, or several.
function Manifest.beside(path)
  local folder = files.folder_of(path)
  local found = {}
  for _, name in ipairs(files.list(folder)) do
    if name:match("%.driver%.json$") then
      found[#found + 1] = name
    end
  end
  if #found ~= 1 then
    failures.misconfigured(string.format("expected exactly one *.driver.json in %s, found %d", folder, #found))
  end
  local read, content = pcall(json.decode, files.read(folder .. "/" .. found[1], 1024 * 1024) or "")
  if not read or type(content) ~= "table" then
    failures.misconfigured(found[1] .. " is not a readable JSON object")
  end
  return Manifest.new(content)
end

-- The driver key in upper case.
function Manifest:key()
  return (present(self.content.driverKey) or present(self.content.key) or ""):upper()
end

local TYPED = {}

function TYPED.boolean(_, text)
  local value = WORDS[trimmed(text):lower()]
  return value, value == nil and "must be true or false"
end

function TYPED.integer(_, text)
  local value = trimmed(text):match("^[+-]?%d+$") and math.tointeger(tonumber((trimmed(text):gsub("^%+", ""))))
  return value, not value and "must be a whole number"
end

TYPED.port = TYPED.integer

function TYPED.number(_, text)
  local value = tonumber(text)
  local finite = value and value == value and math.abs(value) ~= math.huge
  return value, not finite and "must be a number"
end

function TYPED.json(_, text)
  local read, value = pcall(json.decode, text)
  return value, not read and "must be JSON"
end

function TYPED.select(item, text)
  local allowed = {}
  for index, option in ipairs(item.options or {}) do
    allowed[index] = tostring(option.value)
    if allowed[index] == text then
      return text
    end
  end
  return text, #allowed > 0 and "must be one of " .. table.concat(allowed, ", ")
end

local function range_problem(item, value)
  if item.type ~= "integer" and item.type ~= "number" and item.type ~= "port" then
    return nil
  end
  local port = item.type == "port"
  local low = item.min or (port and 1) or -math.huge
  local high = item.max or (port and 65535) or math.huge
  if value < low then
    return "must be at least " .. low
  end
  return value > high and "must be at most " .. high
end

local function default_of(item, variable)
  local value = present(item.defaultValue)
  if (value == nil or value == "") and item.required == true then
    failures.misconfigured(string.format("property '%s' (%s) is required", item.key, variable or "not in envMap"))
  end
  return value
end

local function value_of(item, variable, environment)
  local text = variable and environment(variable) or ""
  if trimmed(text) == "" then
    return default_of(item, variable)
  end
  local value, problem = text, nil
  if TYPED[item.type] then
    value, problem = TYPED[item.type](item, text)
  end
  problem = problem or range_problem(item, value)
  if problem then
    failures.misconfigured(string.format("property '%s' (%s) %s", item.key, variable, problem))
  end
  return value
end

-- Every property by its key, read through envMap and typed; a missing optional one is its default, or nil.
function Manifest:properties(environment)
  local values = {}
  local names = self.content.envMap or {}
  for _, item in ipairs(self.content.properties or {}) do
    values[item.key] = value_of(item, names[item.key], environment or os.getenv)
  end
  return values
end

return Manifest
