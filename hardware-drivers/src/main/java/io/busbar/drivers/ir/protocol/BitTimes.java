package io.busbar.drivers.ir.protocol;

import io.busbar.drivers.ir.Pulses;
import java.util.List;
import java.util.OptionalLong;

/**
 * Bits that differ by the length of their space (pulse distance) or of their mark (pulse width).
 *
 * @param headerMark 0 when there is no header
 * @param stop whether a mark follows the last bit; it has the length of the mark of a zero
 * @param highFirst whether the most significant bit is sent first
 */
record BitTimes(
    int headerMark,
    int headerSpace,
    int zeroMark,
    int zeroSpace,
    int oneMark,
    int oneSpace,
    boolean stop,
    boolean highFirst) {

  /** The same bits without a header. */
  BitTimes headless() {
    return new BitTimes(0, 0, zeroMark, zeroSpace, oneMark, oneSpace, stop, highFirst);
  }

  void write(Pulses pulses, long bits, int count) {
    if (headerMark > 0) {
      pulses.mark(headerMark);
      pulses.space(headerSpace);
    }
    for (int i = 0; i < count; i++) {
      boolean one = bit(bits, i, count);
      pulses.mark(one ? oneMark : zeroMark);
      pulses.space(one ? oneSpace : zeroSpace);
    }
    if (stop) {
      pulses.mark(zeroMark);
    }
  }

  /** The bits of a frame without the gap after it; empty when it is no frame of so many bits. */
  OptionalLong read(List<Integer> frame, int count) {
    int start = headerMark > 0 ? 2 : 0;
    if (frame.size() != start + 2 * count + (stop ? 1 : -1) || !hasHeader(frame)) {
      return OptionalLong.empty();
    }
    long bits = 0;
    for (int i = 0; i < count; i++) {
      int at = start + 2 * i;
      int mark = frame.get(at);
      int space = at + 1 < frame.size() ? frame.get(at + 1) : -1;
      if (fits(mark, oneMark, space, oneSpace)) {
        bits |= 1L << (highFirst ? count - 1 - i : i);
      } else if (!fits(mark, zeroMark, space, zeroSpace)) {
        return OptionalLong.empty();
      }
    }
    boolean stopped = !stop || Tolerance.near(frame.get(frame.size() - 1), zeroMark);
    return stopped ? OptionalLong.of(bits) : OptionalLong.empty();
  }

  private boolean hasHeader(List<Integer> frame) {
    return headerMark == 0
        || (Tolerance.near(frame.get(0), headerMark) && Tolerance.near(frame.get(1), headerSpace));
  }

  private boolean bit(long bits, int index, int count) {
    return (bits >> (highFirst ? count - 1 - index : index) & 1) == 1;
  }

  private static boolean fits(int mark, int wantedMark, int space, int wantedSpace) {
    return Tolerance.near(mark, wantedMark) && (space < 0 || Tolerance.near(space, wantedSpace));
  }
}
