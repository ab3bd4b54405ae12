-- Remembers the latest requests, so that one asked twice is done once.
local json = require("busbar_driver.json")

local Requests = { NEW = "new", OTHER = "other" }
Requests.__index = Requests

function Requests.new(limit)
  return setmetatable({ limit = limit or 256, known = {}, order = {} }, Requests)
end

-- NEW is to be done, OTHER reuses an id for something else; a table is the result of before.
function Requests:begin(id, call)
  if not id then
    return Requests.NEW
  end
  local asked = json.encode({ call.device, call.command, call.payload })
  local before = self.known[id]
  if before then
    return before.asked == asked and before.result or Requests.OTHER
  end
  self.known[id] = { asked = asked }
  self.order[#self.order + 1] = id
  self:forget_oldest()
  return Requests.NEW
end

function Requests:finish(id, result)
  if id and self.known[id] then
    self.known[id].result = result
  end
end

function Requests:forget_oldest()
  if #self.order <= self.limit then
    return
  end
  self.known[table.remove(self.order, 1)] = nil
end

return Requests
