package io.busbar.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.contracts.bus.EventAddress;
import io.busbar.contracts.bus.RequestAddress;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTest {
  private static final Path SOURCES = Path.of("src/main/java");

  static List<Class<?>> contracts() {
    return Contracts.ALL;
  }

  @Test
  void namesEveryAddressOnce() {
    List<String> names =
        Stream.concat(
                Contracts.requests().stream().map(RequestAddress::name),
                Contracts.events().stream().map(EventAddress::name))
            .toList();

    assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void namesAddressesByServiceAndVerb() {
    for (Field field : Contracts.requestFields()) {
      String service =
          field
              .getDeclaringClass()
              .getSimpleName()
              .replace("Contract", "")
              .toLowerCase(Locale.ROOT);
      assertThat(Contracts.request(field).name())
          .matches("hub\\." + service + "\\.[a-z]+(-[a-z]+)*");
    }
    assertThat(Contracts.events())
        .allSatisfy(event -> assertThat(event.name()).matches("hub\\.[a-z]+\\.[a-z]+(-[a-z]+)*"));
  }

  @Test
  void asksAndAnswersOnlyInRecords() {
    assertThat(Contracts.messages()).isNotEmpty().allMatch(Class::isRecord);
  }

  @Test
  void boundsEveryRequest() {
    assertThat(Contracts.requests())
        .allSatisfy(
            address -> {
              assertThat(address.timeout())
                  .isBetween(Duration.ofMillis(100), Duration.ofMinutes(5));
              assertThat(address.inFlightLimit()).isBetween(1, 65_536);
            });
  }

  @Test
  void listsEveryContractThereIs() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Contract.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
      assertThat(Contracts.ALL.stream().map(Class::getSimpleName))
          .containsExactlyInAnyOrderElementsOf(found);
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void documentsEveryAddress(Class<?> contract) throws IOException {
    String source =
        Files.readString(SOURCES.resolve(contract.getName().replace('.', '/') + ".java"));
    Pattern documented =
        Pattern.compile(
            "\\*/\\s+(@Internal\\((\"[^\"]*\"|[^)])*\\)\\s+)?"
                + "public static final (Request|Event)Address<[^=]*?\\s(\\w+)\\s*=");
    List<String> names = documented.matcher(source).results().map(match -> match.group(4)).toList();

    assertThat(
            Stream.of(contract.getFields())
                .filter(
                    field ->
                        field.getType() == RequestAddress.class
                            || field.getType() == EventAddress.class)
                .map(Field::getName))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(names).contains(name));
  }

  @Test
  void keepsTheFamilyOfAnAddressWithAnOwner() {
    RequestAddress<?, ?> address = Contracts.requests().get(0);

    assertThat(address.at("HUE/hue-1").name()).isEqualTo(address.name() + "@HUE/hue-1");
    assertThat(address.at("HUE/hue-1").family()).isEqualTo(address.name());
    assertThat(address.family()).isEqualTo(address.name());
    assertThat(Contracts.events().get(0).at("n1").family())
        .isEqualTo(Contracts.events().get(0).name());
  }
}
