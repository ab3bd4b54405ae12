-- Runs named tests and counts them: checks.test(name, body) ... checks.done().
local json = require("busbar_driver.json")

local checks = { passed = 0, failed = 0 }

function checks.test(name, body)
  local done, problem = xpcall(body, debug.traceback)
  if done then
    checks.passed = checks.passed + 1
    return
  end
  checks.failed = checks.failed + 1
  print("not ok " .. name .. "\n  " .. problem)
end

-- Fails unless both have the same JSON text.
function checks.same(expected, actual)
  local wanted, got = json.encode(expected), json.encode(actual == nil and json.null or actual)
  if wanted ~= got then
    error("expected " .. wanted .. "\n  got      " .. got, 2)
  end
end

-- Fails unless body fails with a text that contains part.
function checks.fails(part, body, ...)
  local done, problem = pcall(body, ...)
  if done or not tostring(problem):find(part, 1, true) then
    error("expected a failure with '" .. part .. "', got " .. (done and "none" or tostring(problem)), 2)
  end
end

-- A log that keeps its texts, joined, in text.
function checks.log()
  local log = { text = "" }
  for _, name in ipairs({ "debug", "info", "warning", "error" }) do
    log[name] = function(line)
      log.text = log.text .. name .. " " .. tostring(line) .. "\n"
    end
  end
  return log
end

-- The output of a shell command and its exit code.
function checks.shell(command)
  local pipe = io.popen(command, "r")
  local text = pipe:read("a")
  local _, _, code = pipe:close()
  return text, code
end

function checks.done()
  print(checks.passed .. " passed, " .. checks.failed .. " failed")
  os.exit(checks.failed == 0 and checks.passed > 0, true)
end

return checks
