-- Thin kit for Busbar drivers written in Lua 5.4: one JSON object per line on stdin and stdout.
local coerce = require("busbar_driver.coerce")
local Driver = require("busbar_driver.driver")
local failures = require("busbar_driver.failures")
local files = require("busbar_driver.files")
local json = require("busbar_driver.json")
local lines = require("busbar_driver.lines")
local Manifest = require("busbar_driver.manifest")

local kit = {
  Driver = Driver,
  Manifest = Manifest,
  argument = coerce.argument,
  boolean = coerce.boolean,
  color = coerce.color,
  fail = failures.fail,
  files = files,
  integer = coerce.integer,
  json = json,
  misconfigured = failures.misconfigured,
  number = coerce.number,
  percent = coerce.percent,
}

local LEVELS = { trace = 1, debug = 1, info = 2, warn = 3, warning = 3, error = 4 }

local function log_to(environment)
  local lowest = LEVELS[(environment("HOS_LOG_LEVEL") or ""):lower()] or LEVELS.info
  local log = {}
  for name, rank in pairs({ debug = 1, info = 2, warning = 3, error = 4 }) do
    log[name] = function(text)
      if rank >= lowest then
        io.stderr:write(name:upper(), " ", tostring(text), "\n")
      end
    end
  end
  return log
end

-- Keeps the real stdout for frames and points everything else that prints at stderr.
local function take_stdout()
  local frames = io.stdout
  io.output(io.stderr)
  io.stdout = io.stderr
  function print(...)
    local words = {}
    for index = 1, select("#", ...) do
      words[index] = tostring((select(index, ...)))
    end
    io.stderr:write(table.concat(words, "\t"), "\n")
  end
  return function(line)
    return frames:write(line) and frames:flush()
  end
end

local function prepare(path, setup, environment, write)
  local manifest = Manifest.beside(path)
  local driver = Driver.new(manifest:key(), manifest:properties(environment), write, log_to(environment))
  setup(driver)
  return driver
end

-- Runs the driver whose manifest lies beside path until the hub closes stdin.
-- setup(driver) registers commands and polls. Exit code 0 after a normal stop, 2 with one line on stderr when the
-- settings are missing or wrong.
function kit.run(path, setup, environment)
  local write = take_stdout()
  local done, result = xpcall(prepare, failures.traced, path, setup, environment or os.getenv, write)
  if not done then
    local text = failures.configuration(result)
    io.stderr:write(text and "configuration: " .. text:gsub("%s+", " ") or tostring(result), "\n")
    os.exit(text and 2 or 1, true)
  end
  result:serve(lines.reader(io.stdin, result.limits.line_bytes))
  os.exit(0, true)
end

return kit
