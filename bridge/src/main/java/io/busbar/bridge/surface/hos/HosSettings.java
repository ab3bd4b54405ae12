package io.busbar.bridge.surface.hos;

import java.util.Set;

/**
 * What a person may set about the HOS surface.
 *
 * @param envelope how answers are wrapped
 * @param origins web origins outside the local network that may read answers
 */
public record HosSettings(EnvelopeStyle envelope, Set<String> origins) {
  /** The defaults: legacy envelope, local origins only. */
  public static final HosSettings DEFAULT = new HosSettings(EnvelopeStyle.LEGACY, Set.of());

  public HosSettings {
    origins = Set.copyOf(origins);
  }

  /** How answers are wrapped (spec 2.0.2). */
  public enum EnvelopeStyle {
    /** The answer under {@code data}. */
    LEGACY,
    /** The same, and the answer's fields also at the top. */
    DUAL
  }
}
