-- One lamp without hardware: the driver that the conformance transcripts talk to.
local kit = require("busbar_driver")

local LAMP = "lamp-1"

local function setup(driver)
  local done = 0

  local function publish(patch)
    done = done + 1
    driver:state(LAMP, patch)
  end

  driver:command("turn_on", function()
    publish({ power = true })
  end)
  driver:command("turn_off", function()
    publish({ power = false })
  end)
  driver:command("set_brightness", function(call)
    local level = kit.percent(kit.argument(call.payload, "brightness"), "brightness")
    publish({ power = level > 0, brightness = level })
  end)
  driver:command("report", function()
    driver:metrics(LAMP, { { key = "commands", value = done } })
    driver:state(LAMP, { extras = { status = "ok", error = kit.json.null } })
  end)
  driver:command("fail", function()
    kit.fail("no luck")
  end)

  local catalog = kit.Manifest.beside(arg[0]).content.commands
  local name = driver.properties.lampName
  driver:discover({ id = LAMP, name = name, deviceType = "light", tags = { "sample" }, commandCatalog = catalog })
  driver:state(LAMP, { power = false, brightness = 0 })
end

kit.run(arg[0], setup)
