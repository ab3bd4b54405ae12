package io.busbar.contracts.bus;

/**
 * The ten ways a request on the bus can fail. Every door maps them exhaustively to its own words.
 */
public enum FailureCode {
  /** The question itself is wrong; asking again unchanged never helps. */
  INVALID,
  /** What the question names does not exist. */
  NOT_FOUND,
  /** The question contradicts the present state; it may succeed later. */
  CONFLICT,
  /** The caller is known and may not do this. */
  FORBIDDEN,
  /** The caller is not known: no token, or one that is forged, expired or revoked. */
  UNAUTHENTICATED,
  /** The one who should answer is not there; it comes back by itself. */
  UNAVAILABLE,
  /** No answer in time; whether the work was done is not known. */
  TIMED_OUT,
  /** A limit is reached; ask again later. */
  OVERLOADED,
  /** Understood, but not offered here. */
  UNSUPPORTED,
  /** A defect of the hub; the trace id leads to its log line. */
  INTERNAL
}
