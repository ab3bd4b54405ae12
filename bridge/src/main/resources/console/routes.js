/** What an address like `#/devices/lamp-1` means: `{view, deviceId?}`. Anything unknown is the list of devices. */
export function routeOf(hash) {
  const [view, id] = hash.replace(/^#\/?/, "").split("/");
  if (view === "events" || view === "drivers") {
    return { view };
  }
  return id ? { view: "devices", deviceId: decoded(id) } : { view: "devices" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
