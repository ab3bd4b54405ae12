-- Reading folders and files with the standard library and ls alone.
local files = {}

-- The text as one word of a POSIX shell command.
function files.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- The names in a folder in order, without hidden ones; empty when it cannot be read.
function files.list(folder)
  local names = {}
  local listing = io.popen("LC_ALL=C ls -1 -- " .. files.quote(folder) .. " 2>/dev/null", "r")
  if not listing then
    return names
  end
  for name in listing:lines() do
    names[#names + 1] = name
  end
  listing:close()
  return names
end

-- At most limit bytes of a file, or nil when it cannot be read.
function files.read(path, limit)
  local file = io.open(path, "rb")
  if not file then
    return nil
  end
  local text = file:read(limit or 65536)
  file:close()
  return text
end

-- The folder of a path: "." when it names none.
function files.folder_of(path)
  return path:match("^(.*)/[^/]*$") or "."
end

return files
