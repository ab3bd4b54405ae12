package io.busbar.hub.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key that nobody reads promises what it does not keep. */
class UsedKeysTest {
  @Test
  void hasNoKeyThatNobodyReads() {
    JavaClass config =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.busbar.hub")
            .get(HubConfig.class);
    Stream<JavaClass> parts =
        Stream.concat(
            Stream.of(config),
            Arrays.stream(HubConfig.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .map(part -> config.getPackage().getClass(part)));
    assertThat(parts.flatMap(UsedKeysTest::accessors))
        .hasSizeGreaterThan(30)
        .allSatisfy(accessor -> assertThat(isRead(accessor)).as(accessor.getFullName()).isTrue());
  }

  private static Stream<JavaMethod> accessors(JavaClass part) {
    return Arrays.stream(part.reflect().getRecordComponents())
        .map(component -> part.getMethod(component.getName()));
  }

  private static boolean isRead(JavaMethod accessor) {
    return accessor.getAccessesToSelf().stream()
        .map(access -> access.getOriginOwner().getPackageName())
        .anyMatch(user -> !user.equals(HubConfig.class.getPackageName()));
  }
}
