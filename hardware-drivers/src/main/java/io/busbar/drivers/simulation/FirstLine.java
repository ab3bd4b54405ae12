package io.busbar.drivers.simulation;

import io.busbar.contracts.bus.HubFailure;
import io.busbar.contracts.bus.Json;
import io.busbar.contracts.value.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The line a program says that it is ready with. */
final class FirstLine {
  private static final int LONGEST = 4_096;

  private FirstLine() {}

  /**
   * Reads it, and nothing after it. Blocks.
   *
   * @throws IOException when the output ends before it, or it is too long or no JSON
   */
  static Fields read(InputStream output) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = output.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == LONGEST) {
        throw new IOException("what it says first is too long");
      }
      line.write(next);
      next = output.read();
    }
    if (line.size() == 0) {
      throw new IOException("it ended before it was ready");
    }
    return said(line.toByteArray());
  }

  private static Fields said(byte[] line) throws IOException {
    try {
      return new Fields(Json.readObject(line));
    } catch (HubFailure failure) {
      throw new IOException("it says what is not JSON", failure);
    }
  }
}
