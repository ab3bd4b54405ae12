-- A driver's side of the conversation with the hub.
local failures = require("busbar_driver.failures")
local files = require("busbar_driver.files")
local json = require("busbar_driver.json")
local Requests = require("busbar_driver.requests")

local Driver = {}
Driver.__index = Driver

local LIMITS = { line_bytes = 1024 * 1024, devices = 2000, message_bytes = 1000 }
local NESTED = { "manufacturer", "model", "commandCatalog" }

-- Seconds that only grow: /proc/uptime where there is one, else the clock of the wall.
local function uptime()
  local text = files.read("/proc/uptime", 64)
  return text and tonumber(text:match("^%S+")) or os.time()
end

-- properties are typed, write(line) sends a line, log has debug, info, warning and error, clock returns seconds.
function Driver.new(key, properties, write, log, clock)
  return setmetatable({
    key = key,
    properties = properties,
    log = log,
    limits = LIMITS,
    write = write,
    clock = clock or uptime,
    commands = {},
    polls = {},
    requests = Requests.new(),
    devices = {},
    device_count = 0,
  }, Driver)
end

-- --- what a driver says

local function copy(source)
  local target = {}
  for key, value in pairs(source or {}) do
    target[key] = value
  end
  return target
end

local function description(device)
  local content = copy(device)
  local nested = copy(device.properties)
  for _, key in ipairs(NESTED) do
    nested[key], content[key] = device[key] ~= nil and device[key] or nested[key], nil
  end
  content.id = nil
  content.properties = next(nested) and nested or nil
  return content
end

-- Announces a device: id, name, deviceType; optional tags, target, manufacturer, model, commandCatalog, properties.
function Driver:discover(device)
  if not self.devices[device.id] then
    if self.device_count >= self.limits.devices then
      error("a driver may announce at most " .. self.limits.devices .. " devices")
    end
    self.devices[device.id] = true
    self.device_count = self.device_count + 1
  end
  self:send("DEVICE_DISCOVERED", device.id, description(device))
end

-- Announces changed metadata: id, and only what changed of the fields of discover.
function Driver:updated(device)
  self:send("DEVICE_UPDATED", device.id, description(device))
end

-- Says that a device is no longer available.
function Driver:removed(device_id, reason)
  if self.devices[device_id] then
    self.devices[device_id] = nil
    self.device_count = self.device_count - 1
  end
  self:send("DEVICE_REMOVED", device_id, { reason = reason })
end

-- Publishes changed state fields; json.null means unknown.
function Driver:state(device_id, patch)
  self:send("STATE_UPDATE", device_id, patch)
end

-- Publishes telemetry: a list of {key, value, unit?}.
function Driver:metrics(device_id, metrics)
  self:send("METRIC_UPDATE", device_id, { metrics = json.array(metrics) })
end

-- --- what a driver does

-- Registers action(call) for a command. The action may return a message, or {message, stateRefresh}; it calls fail to
-- answer with a failure. A call has device, command, payload, request_id, correlation_id.
function Driver:command(name, action)
  self.commands[name:lower()] = action
end

-- Runs work() at once and then every so many seconds, whenever a line of the hub (a PING at the latest) comes after
-- that time. While it fails, the pause doubles up to slowest (default 16 times); the first failure and the recovery are
-- logged.
function Driver:every(seconds, work, slowest)
  local poll = { seconds = seconds, work = work, slowest = slowest or seconds * 16, pause = seconds, due = -math.huge }
  self.polls[#self.polls + 1] = poll
end

-- Runs due polls, then takes line after line from next_line until it returns nil.
function Driver:serve(next_line)
  self:tick()
  for line in next_line do
    self:receive(line)
    self:tick()
  end
end

-- Runs the polls that are due.
function Driver:tick()
  local now = self.clock()
  for _, poll in ipairs(self.polls) do
    if now >= poll.due then
      self:poll_once(poll)
    end
  end
end

function Driver:poll_once(poll)
  local done, problem = xpcall(poll.work, failures.traced)
  if done and poll.failing then
    self.log.info("poll works again")
  elseif not done and not poll.failing then
    self.log.warning("poll failed: " .. tostring(problem):match("^[^\n]*"))
    self.log.debug(problem)
  end
  poll.failing = not done
  poll.pause = done and poll.seconds or math.min(poll.pause * 2, poll.slowest)
  poll.due = self.clock() + poll.pause
end

local function object(value)
  return type(value) == "table" and value ~= json.null and value or nil
end

-- Takes one line of the hub, false for a line that was too long. Never fails.
function Driver:receive(line)
  if not line then
    self.log.warning("skipped a line longer than " .. self.limits.line_bytes .. " bytes")
    return
  end
  if line:find("^%s*$") then
    return
  end
  local read, frame = pcall(json.decode, line)
  if not read or not object(frame) or line:find("^%s*%[") then
    self.log.warning("skipped a line that is not a JSON object")
    return
  end
  local kind = frame.event or frame.type
  if kind == "ACTION" or kind == "COMMAND_EXECUTE" then
    self:accept(Driver.call_of(frame))
  elseif kind ~= "PING" and kind ~= "DRIVER_STATUS" then
    self.log.debug("ignored event " .. tostring(kind))
  end
end

-- --- commands

local function text(value)
  if value ~= nil and value ~= json.null and value ~= "" then
    return tostring(value)
  end
end

local function identity(value)
  return value ~= json.null and value or nil
end

function Driver.call_of(frame)
  local content = object(frame.data) or object(frame.payload) or {}
  local device = text(frame.device_id) or text(content.deviceId) or text(content.device_id) or text(frame.deviceId)
  return {
    device = device or "",
    command = (text(content.command) or text(content.action) or ""):lower(),
    payload = object(content.payload) or {},
    request_id = identity(content.requestId),
    correlation_id = identity(content.correlationId),
  }
end

local function request_of(call)
  return text(call.request_id) or text(call.correlation_id)
end

function Driver:accept(call)
  local known = self.requests:begin(request_of(call), call)
  if type(known) == "table" then
    self:send("ACTION_RESULT", call.device, known)
  elseif known == Requests.OTHER then
    self:finish(call, { success = false, message = "this requestId was already used for something else" }, 0, false)
  else
    local started = self.clock()
    local outcome = self:outcome(call)
    self:finish(call, outcome, self.clock() - started, true)
  end
end

function Driver:outcome(call)
  local action = self.commands[call.command]
  if not action then
    return { success = false, message = "unknown command '" .. call.command .. "'" }
  end
  if not self.devices[call.device] then
    return { success = false, message = "unknown device '" .. call.device .. "'" }
  end
  local done, answer = xpcall(action, failures.traced, call)
  if not done then
    return { success = false, message = self:reason(call, answer) }
  end
  local told = type(answer) == "table" and answer or { message = answer }
  return { success = true, message = text(told.message), stateRefresh = text(told.stateRefresh) }
end

function Driver:reason(call, problem)
  local refused = failures.command(problem)
  if refused then
    return tostring(refused)
  end
  self.log.error(string.format("command %s of %s failed: %s", call.command, call.device, tostring(problem)))
  return tostring(problem):match("^[^\n]*")
end

function Driver:finish(call, outcome, seconds, remember)
  local result = copy(outcome)
  result.message = result.message and result.message:sub(1, self.limits.message_bytes)
  result.command = call.command
  result.latencyMs = math.floor(seconds * 1000 + 0.5)
  result.requestId = call.request_id
  result.correlationId = call.correlation_id
  if remember then
    self.requests:finish(request_of(call), result)
  end
  self:send("ACTION_RESULT", call.device, result)
end

function Driver:send(event, device_id, content)
  local frame = { event = event, driver = self.key:lower(), device_id = device_id, data = content }
  local line = json.encode(frame) .. "\n"
  if #line > self.limits.line_bytes then
    error(string.format("%s of %s is longer than %d bytes", event, device_id, self.limits.line_bytes), 0)
  end
  self.write(line)
end

return Driver
