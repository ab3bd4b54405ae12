/** Sends device commands and tells honestly what is known of their outcome. */
const OUTCOMES = {
  sending: { tone: "wait", title: "Sending…" },
  completed: { tone: "good", title: "Completed", text: "The device's driver confirmed it." },
  dispatched: { tone: "wait", title: "Sent, waiting", text: "The driver has it; it has not answered yet." },
  failed: { tone: "bad", title: "Failed" },
  refused: { tone: "bad", title: "Not sent" },
  unknown: { tone: "doubt", title: "Outcome unknown", text: "It may or may not have been carried out." },
};

/** Sends one command; always resolves with an outcome `{status, tone, title, text, hint, requestId, latencyMs}`. */
export async function sendCommand(api, device, command, payload) {
  const requestId = newRequestId();
  try {
    const path = `devices/${encodeURIComponent(device.id)}/command`;
    const result = await api.post(path, { command: command.key, payload, requestId });
    return outcomeOf(result, requestId);
  } catch (failure) {
    return outcomeOfFailure(failure, requestId, command);
  }
}

export function sendingOutcome() {
  return { status: "sending", ...OUTCOMES.sending, text: "", hint: "" };
}

/** The outcome after a later event of the stream, or the same one when the event is about something else. */
export function outcomeAfter(outcome, event) {
  const awaits = outcome.status === "dispatched" || outcome.status === "unknown";
  const isMine = outcome.requestId !== undefined && [event.requestId, event.correlationId].includes(outcome.requestId);
  if (!awaits || !isMine) {
    return outcome;
  }
  const content = event.payload ?? event.data ?? {};
  if (event.type === "ACTION_RESULT") {
    const status = content.success === false ? "failed" : "completed";
    return outcomeOf({ ...content, status }, outcome.requestId);
  }
  if (event.type === "ACTION_FAILED") {
    return outcomeOf({ status: "failed", message: content.message ?? event.error?.message }, outcome.requestId);
  }
  return outcome;
}

function outcomeOf(result, requestId) {
  const status = result?.status in OUTCOMES ? result.status : "unknown";
  return {
    status,
    ...OUTCOMES[status],
    text: textOf(result?.message) || OUTCOMES[status].text || "",
    hint: "",
    requestId: result?.requestId ?? requestId,
    latencyMs: result?.latencyMs,
  };
}

function outcomeOfFailure(failure, requestId, command) {
  if (failure.data?.status) {
    const outcome = outcomeOf({ ...failure.data, message: failure.data.message || failure.message }, requestId);
    return { ...outcome, hint: failure.hint };
  }
  const status = failure.unanswered || failure.status === 504 ? "unknown" : failure.status === 502 ? "failed" : "refused";
  const outcome = { status, ...OUTCOMES[status], text: failure.message, hint: failure.hint, requestId };
  return status === "unknown" ? withDoubt(outcome, command) : outcome;
}

function withDoubt(outcome, command) {
  return {
    ...outcome,
    text: `${outcome.text} ${OUTCOMES.unknown.text}`,
    hint: command.idempotent ? "It is safe to send it again." : "Look at the device before you send it again.",
  };
}

function textOf(message) {
  return message && message !== "OK" ? message : "";
}

/** Random enough to be unique; `crypto.randomUUID` is missing on pages served without TLS. */
function newRequestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
