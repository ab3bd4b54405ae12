-- A small strict JSON reader and writer with limits on depth and size.
local json = {}

-- Stands for JSON null inside tables.
json.null = setmetatable({}, {
  __tostring = function()
    return "null"
  end,
})

local Array = {}
local MAX_DEPTH = 64
local MAX_BYTES = 1024 * 1024
local ESCAPED = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }
local ESCAPES = { ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }
local LITERALS = { ["true"] = true, ["false"] = false, ["null"] = json.null }
local REPLACEMENT = utf8.char(0xFFFD)

-- Marks a table as an array, so that an empty one is written as [].
function json.array(items)
  return setmetatable(items, Array)
end

-- --- reading

local read_value

local function broken(what, at)
  error(string.format("json: %s at byte %d", what, at), 0)
end

local function skip_blanks(text, at)
  return text:find("[^ \t\r\n]", at) or #text + 1
end

local function read_unit(text, at)
  local digits = text:match("^%x%x%x%x", at)
  if not digits then
    broken("bad unicode escape", at)
  end
  return tonumber(digits, 16)
end

-- One \uXXXX, or two that form a pair; halves on their own become the replacement character.
local function read_unicode(text, at)
  local unit = read_unit(text, at)
  if unit < 0xD800 or unit > 0xDFFF then
    return utf8.char(unit), at + 4
  end
  if unit <= 0xDBFF and text:sub(at + 4, at + 5) == "\\u" then
    local low = read_unit(text, at + 6)
    if low >= 0xDC00 and low <= 0xDFFF then
      return utf8.char(0x10000 + (unit - 0xD800) * 0x400 + low - 0xDC00), at + 10
    end
  end
  return REPLACEMENT, at + 4
end

local function read_escape(text, at)
  local letter = text:sub(at, at)
  if letter == "u" then
    return read_unicode(text, at + 1)
  end
  if not ESCAPED[letter] then
    broken("bad escape", at)
  end
  return ESCAPED[letter], at + 1
end

local function read_string(text, at)
  local parts = {}
  at = at + 1
  while true do
    local stop = text:find('[%c"\\]', at)
    if not stop then
      broken("string without end", at)
    end
    parts[#parts + 1] = text:sub(at, stop - 1)
    local letter = text:sub(stop, stop)
    if letter == '"' then
      return table.concat(parts), stop + 1
    end
    if letter == "\\" then
      parts[#parts + 1], at = read_escape(text, stop + 1)
    elseif letter == "\127" then
      parts[#parts + 1], at = letter, stop + 1
    else
      broken("control character in string", stop)
    end
  end
end

local function read_number(text, at)
  local digits = text:match("^-?%d+", at)
  if not digits or digits:find("^-?0%d") then
    broken("bad number", at)
  end
  local stop = at + #digits
  stop = select(2, text:find("^%.%d+", stop)) or stop - 1
  stop = select(2, text:find("^[eE][+-]?%d+", stop + 1)) or stop
  local value = tonumber(text:sub(at, stop))
  if value == math.huge or value == -math.huge then
    broken("number too large", at)
  end
  return value, stop + 1
end

local function read_array(text, at, depth)
  local items = {}
  at = skip_blanks(text, at + 1)
  if text:sub(at, at) == "]" then
    return json.array(items), at + 1
  end
  while true do
    items[#items + 1], at = read_value(text, at, depth)
    at = skip_blanks(text, at)
    local letter = text:sub(at, at)
    if letter == "]" then
      return json.array(items), at + 1
    end
    if letter ~= "," then
      broken("expected , or ]", at)
    end
    at = at + 1
  end
end

local function read_member(text, at, depth, object)
  at = skip_blanks(text, at)
  if text:sub(at, at) ~= '"' then
    broken("expected a name", at)
  end
  local name
  name, at = read_string(text, at)
  at = skip_blanks(text, at)
  if text:sub(at, at) ~= ":" then
    broken("expected :", at)
  end
  object[name], at = read_value(text, at + 1, depth)
  return skip_blanks(text, at)
end

local function read_object(text, at, depth)
  local object = {}
  at = skip_blanks(text, at + 1)
  if text:sub(at, at) == "}" then
    return object, at + 1
  end
  while true do
    at = read_member(text, at, depth, object)
    local letter = text:sub(at, at)
    if letter == "}" then
      return object, at + 1
    end
    if letter ~= "," then
      broken("expected , or }", at)
    end
    at = at + 1
  end
end

function read_value(text, at, depth)
  at = skip_blanks(text, at)
  local letter = text:sub(at, at)
  if letter == "{" or letter == "[" then
    if depth >= MAX_DEPTH then
      broken("nested too deeply", at)
    end
    return (letter == "{" and read_object or read_array)(text, at, depth + 1)
  end
  if letter == '"' then
    return read_string(text, at)
  end
  local word = text:match("^%l+", at)
  if word and LITERALS[word] ~= nil then
    return LITERALS[word], at + #word
  end
  return read_number(text, at)
end

-- The value of a JSON text; raises a sentence when it is not JSON, too long or nested too deeply.
function json.decode(text)
  if #text > MAX_BYTES then
    error("json: text is longer than " .. MAX_BYTES .. " bytes", 0)
  end
  if not utf8.len(text) then
    error("json: text is not UTF-8", 0)
  end
  local value, at = read_value(text, 1, 0)
  if skip_blanks(text, at) <= #text then
    broken("text after the value", at)
  end
  return value
end

-- --- writing

local write_value

local function valid_utf8(text)
  local at = 1
  local parts = {}
  while at <= #text do
    local _, bad = utf8.len(text, at)
    if not bad then
      parts[#parts + 1] = text:sub(at)
      break
    end
    parts[#parts + 1] = text:sub(at, bad - 1) .. REPLACEMENT
    at = bad + 1
  end
  return table.concat(parts)
end

local function write_string(text)
  local clean = utf8.len(text) and text or valid_utf8(text)
  local escaped = clean:gsub('[%z\1-\31"\\]', function(letter)
    return ESCAPES[letter] or string.format("\\u%04x", letter:byte())
  end)
  return '"' .. escaped .. '"'
end

local function write_number(value)
  if value ~= value or value == math.huge or value == -math.huge then
    error("json: a number must be finite", 0)
  end
  if math.type(value) == "integer" then
    return tostring(value)
  end
  local short = string.format("%.14g", value)
  return tonumber(short) == value and short or string.format("%.17g", value)
end

local function write_array(items, depth)
  local parts = {}
  for index = 1, #items do
    parts[index] = write_value(items[index], depth)
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

local function write_object(object, depth)
  local names = {}
  for name in pairs(object) do
    if type(name) ~= "string" then
      error("json: object names must be strings", 0)
    end
    names[#names + 1] = name
  end
  table.sort(names)
  for index, name in ipairs(names) do
    names[index] = write_string(name) .. ":" .. write_value(object[name], depth)
  end
  return "{" .. table.concat(names, ",") .. "}"
end

function write_value(value, depth)
  local kind = type(value)
  if value == json.null or kind == "boolean" then
    return tostring(value)
  end
  if kind == "number" then
    return write_number(value)
  end
  if kind == "string" then
    return write_string(value)
  end
  if kind ~= "table" or depth >= MAX_DEPTH then
    error("json: cannot write a " .. kind .. " here", 0)
  end
  local list = getmetatable(value) == Array or #value > 0
  return (list and write_array or write_object)(value, depth + 1)
end

-- The JSON text of a value, names in order; raises a sentence for what JSON cannot hold.
function json.encode(value)
  return write_value(value, 0)
end

return json
