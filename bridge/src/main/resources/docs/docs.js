const hos = ["identity", "devices", "entities", "spaces", "remotes", "pairing", "states", "telemetry", "history", "activity",
  "commands", "programs", "intents", "home", "hooks", "urlhooks", "ircodes", "integrations", "drivers"];

// Contracts name localhost; requests from this page go to the hub that serves it.
const toThisHub = (request) => {
  const url = new URL(request.url, location.href);
  request.url = location.origin + url.pathname + url.search;
  return request;
};

window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    dom_id: "#contracts",
    urls: hos.map((service) => ({ name: `HOS ${service}`, url: `./contracts/hos/${service}.yaml` })),
    layout: "StandaloneLayout",
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    requestInterceptor: toThisHub,
    deepLinking: true,
    validatorUrl: null,
  });
});
