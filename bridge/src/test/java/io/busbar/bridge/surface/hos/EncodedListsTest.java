package io.busbar.bridge.surface.hos;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.bridge.surface.hos.HosSettings.EnvelopeStyle;
import io.busbar.contracts.devices.DevicesContract.DeviceList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncodedListsTest {
  private final EncodedLists lists = new EncodedLists();
  private final Envelope envelope = new Envelope(EnvelopeStyle.LEGACY);

  @Test
  void encodesTheSameAnswerOnce() {
    DeviceList answer = new DeviceList(List.of());
    EncodedLists.Encoded first = lists.of("devices", answer, envelope);
    assertThat(lists.of("devices", answer, envelope)).isSameAs(first);
    assertThat(first.body()).isEqualTo(envelope.success(answer));
    assertThat(first.tag()).isEqualTo(EntityTag.of(first.body()));
  }

  @Test
  void encodesAnotherAnswerAgainEvenWhenItIsEqual() {
    EncodedLists.Encoded first = lists.of("devices", new DeviceList(List.of()), envelope);
    EncodedLists.Encoded second = lists.of("devices", new DeviceList(List.of()), envelope);
    assertThat(second).isNotSameAs(first);
    assertThat(second.tag()).isEqualTo(first.tag());
  }

  @Test
  void keepsListsOfDifferentNamesApart() {
    DeviceList answer = new DeviceList(List.of());
    EncodedLists.Encoded devices = lists.of("devices", answer, envelope);
    EncodedLists.Encoded others = lists.of("spaces", answer, envelope);
    assertThat(lists.of("devices", answer, envelope)).isSameAs(devices);
    assertThat(lists.of("spaces", answer, envelope)).isSameAs(others);
  }
}
