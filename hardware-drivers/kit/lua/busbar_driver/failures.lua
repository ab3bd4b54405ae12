-- The two ways a driver says no; both are raised with error() and carried as tables.
local failures = {}

local Refusal = {}
Refusal.__tostring = function(refusal)
  return refusal.message
end

-- Ends a command without success; the text becomes the message of its ACTION_RESULT.
function failures.fail(message)
  error(setmetatable({ kind = "command", message = message }, Refusal), 0)
end

-- The driver cannot work with its settings; the process ends with code 2 and this text as its one stderr line.
function failures.misconfigured(message)
  error(setmetatable({ kind = "configuration", message = message }, Refusal), 0)
end

local function text_of(problem, kind)
  if getmetatable(problem) == Refusal and problem.kind == kind then
    return problem.message
  end
end

function failures.command(problem)
  return text_of(problem, "command")
end

function failures.configuration(problem)
  return text_of(problem, "configuration")
end

-- For xpcall: keeps the two kinds above as they are and adds a traceback to anything else.
function failures.traced(problem)
  if getmetatable(problem) == Refusal then
    return problem
  end
  return debug.traceback(tostring(problem), 2)
end

return failures
