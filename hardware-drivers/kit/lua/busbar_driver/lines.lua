-- Reads lines of limited length from a stream.
local lines = {}

local BATCH = 4096

-- The rest of a line: its text (nil when longer than limit) and whether the stream goes on.
local function read_line(stream, limit)
  local parts, batch, length = {}, {}, 0
  while true do
    local letter = stream:read(1)
    if letter == nil or letter == "\n" then
      parts[#parts + 1] = table.concat(batch)
      return length <= limit and table.concat(parts) or nil, letter ~= nil, length
    end
    length = length + 1
    if length <= limit then
      batch[#batch + 1] = letter
    else
      parts, batch = {}, {}
    end
    if #batch == BATCH then
      parts[#parts + 1] = table.concat(batch)
      batch = {}
    end
  end
end

-- A function that returns the next line, false in place of a line that was too long, nil at the end of the stream.
function lines.reader(stream, limit)
  local open = true
  return function()
    if not open then
      return nil
    end
    local line, more, length = read_line(stream, limit)
    open = more
    if not more and length == 0 then
      return nil
    end
    return line or false
  end
end

return lines
