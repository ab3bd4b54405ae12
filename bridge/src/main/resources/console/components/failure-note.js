/** An error with what to do about it, announced at once. */
import { html, nothing } from "lit";

export function failureNote(failure) {
  if (!failure) {
    return nothing;
  }
  const details = (failure.details ?? []).map((detail) => detail?.message ?? String(detail));
  return html`
    <div class="note bad" role="alert">
      <p class="note-title">${failure.message}</p>
      ${details.map((detail) => html`<p>${detail}</p>`)}
      ${failure.hint ? html`<p>${failure.hint}</p>` : nothing}
      ${failure.traceId ? html`<p class="quiet">Trace ${failure.traceId}</p>` : nothing}
    </div>`;
}
