package io.busbar.hub;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules every package keeps; a rule about packages that do not exist yet is satisfied. */
@AnalyzeClasses(
    packages = "io.busbar",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  private static final String CONTRACTS = "io.busbar.contracts..";
  private static final String VERTICLES = "io.busbar.verticles..";
  private static final String BRIDGE = "io.busbar.bridge..";
  private static final String SOCKET_IO = "io.busbar.bridge.socketio..";
  private static final String SOCKETS = "io.busbar.bridge.socket..";
  private static final String ENGINE_IO = "io.busbar.bridge.socketio.engineio..";
  private static final String[] DRIVERS = {
    "io.busbar.drivers..", "io.busbar.kit..", "io.busbar.hostsensors..", "io.busbar.demohouse.."
  };
  private static final String HUB = "io.busbar.hub..";
  private static final String DATABASE = "io.busbar.verticles.database..";
  private static final String TIME = "io.busbar.verticles.time..";
  private static final String SECRETS = "io.busbar.verticles.secrets..";

  /** Wrap a library that speaks JSON; nothing of it gets out (docs/adr/0010). */
  private static final String ADAPTERS_OF_JSON_LIBRARIES =
      "io\\.busbar\\.verticles\\.(commands\\.PayloadCheck|identity\\.(JwtFormat|Tokens)).*";

  private static final String SQL = "io.vertx.sqlclient..";
  private static final String POSTGRES = "io.vertx.pgclient..";
  private static final Pattern FORBIDDEN_WORD =
      Pattern.compile(
          "(Manager|Helper|Utils?|Handler|Processor|Data|Info|Impl|Base|Common)(?![a-z])");
  private static final Set<String> BLOCKING =
      Set.of(
          "java.lang.Thread.sleep",
          "java.lang.Thread.join",
          "java.lang.Object.wait",
          "java.util.concurrent.Future.get",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.join",
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.Semaphore.acquire",
          "java.util.concurrent.BlockingQueue.take",
          "java.util.concurrent.BlockingQueue.put",
          "java.lang.Process.waitFor",
          "java.net.http.HttpClient.send",
          "io.vertx.core.Future.await");

  private ArchitectureTest() {}

  @ArchTest
  static final ArchRule verticlesSeeContractsOnly =
      tolerant(
          noClasses()
              .that()
              .resideInAPackage(VERTICLES)
              .should()
              .dependOnClassesThat(ours().and(not(resideInAnyPackage(VERTICLES, CONTRACTS)))));

  @ArchTest
  static final ArchRule bridgeSeesContractsOnly =
      tolerant(
          noClasses()
              .that()
              .resideInAPackage(BRIDGE)
              .should()
              .dependOnClassesThat(ours().and(not(resideInAnyPackage(BRIDGE, CONTRACTS)))));

  @ArchTest
  static final ArchRule socketIoIsALibraryOfItsOwn =
      classes()
          .that()
          .resideInAPackage(SOCKET_IO)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              SOCKET_IO,
              SOCKETS,
              "java..",
              "com.fasterxml.jackson..",
              "io.netty..",
              "io.vertx.core..",
              "io.vertx.ext.web..",
              "org.jspecify..",
              "org.slf4j..");

  @ArchTest
  static final ArchRule socketsAreBelowAllDoors =
      classes()
          .that()
          .resideInAPackage(SOCKETS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(SOCKETS, "java..", "io.netty..", "org.jspecify..");

  @ArchTest
  static final ArchRule engineIoKnowsNothingOfSocketIo =
      noClasses()
          .that()
          .resideInAPackage(ENGINE_IO)
          .should()
          .dependOnClassesThat(resideInAPackage(SOCKET_IO).and(not(resideInAPackage(ENGINE_IO))));

  @ArchTest
  static final ArchRule driversSeeContractsOnly =
      tolerant(
          noClasses()
              .that()
              .resideInAnyPackage(DRIVERS)
              .should()
              .dependOnClassesThat(
                  ours()
                      .and(not(resideInAnyPackage(DRIVERS)))
                      .and(not(resideInAPackage(CONTRACTS)))));

  @ArchTest
  static final ArchRule contractsSeeLittle =
      tolerant(
          classes()
              .that()
              .resideInAPackage(CONTRACTS)
              .should()
              .onlyDependOnClassesThat()
              .resideInAnyPackage(
                  CONTRACTS,
                  "java..",
                  "com.fasterxml.jackson..",
                  "org.jspecify..",
                  "org.slf4j..",
                  "io.vertx.core.."));

  @ArchTest
  static final ArchRule servicesTalkOverTheBus =
      tolerant(
          slices()
              .matching("io.busbar.verticles.(*)..")
              .namingSlices("service $1")
              .should()
              .notDependOnEachOther()
              .ignoreDependency(
                  DescribedPredicate.alwaysTrue(), resideInAnyPackage(DATABASE, TIME, SECRETS)));

  @ArchTest
  static final ArchRule webBelongsToTheBridge =
      tolerant(
          noClasses()
              .that()
              .resideOutsideOfPackages(BRIDGE)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.mqtt.."));

  @ArchTest
  static final ArchRule sqlBelongsToStores =
      tolerant(
          noClasses()
              .that()
              .resideInAnyPackage(VERTICLES, BRIDGE, CONTRACTS)
              .and(not(resideInAPackage(DATABASE)))
              .and(not(storeOfPostgres()))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(SQL, POSTGRES, "java.sql..", "javax.sql..", "org.postgresql.."));

  @ArchTest
  static final ArchRule clusterBelongsToTheHub =
      tolerant(
          noClasses()
              .that()
              .resideOutsideOfPackages(HUB)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.."));

  @ArchTest
  static final ArchRule onlyHubBusTouchesTheEventBus =
      tolerant(
          noClasses()
              .that(not(simpleName("HubBus")))
              .should()
              .dependOnClassesThat(
                  simpleName("EventBus")
                      .or(simpleName("MessageConsumer"))
                      .or(simpleName("DeliveryOptions"))));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      tolerant(slices().matching("io.busbar.(**)").should().beFreeOfCycles());

  @ArchTest
  static final ArchRule jsonStopsAtTheDoor =
      tolerant(
          noClasses()
              .that()
              .resideInAPackage(VERTICLES)
              .and()
              .haveNameNotMatching(ADAPTERS_OF_JSON_LIBRARIES)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.vertx.core.json..", "com.fasterxml.jackson.databind.."));

  @ArchTest
  static final ArchRule httpStaysOutsideOfServices =
      tolerant(
          noClasses()
              .that()
              .resideInAnyPackage(VERTICLES, CONTRACTS)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.vertx.core.http..", "io.netty.handler.codec.http.."));

  @ArchTest
  static final ArchRule aggregatesAreRecordsWithoutVertx =
      tolerant(
          noClasses()
              .that()
              .resideInAPackage(VERTICLES)
              .and()
              .areRecords()
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.vertx.."));

  @ArchTest
  static final ArchRule nothingBlocksTheEventLoop =
      tolerant(
          noClasses()
              .that()
              .resideInAnyPackage(VERTICLES, BRIDGE, CONTRACTS)
              .should()
              .callMethodWhere(blocking()));

  @ArchTest
  static final ArchRule oneKindOfFuture =
      tolerant(
          noClasses()
              .that()
              .resideInAPackage("io.busbar..")
              .should()
              .dependOnClassesThat()
              .belongToAnyOf(java.util.concurrent.CompletableFuture.class));

  @ArchTest
  static final ArchRule namesSayWhatThingsDo =
      classes().should(new NameRule(FORBIDDEN_WORD)).because("the word says nothing");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(new NullMarkedRule())
          .because("NullAway looks at packages that are marked, and at no others");

  @ArchTest
  static final ArchRule noAccessorsOfBeans =
      tolerant(
          methods()
              .that()
              .areDeclaredInClassesThat()
              .resideInAnyPackage(CONTRACTS, VERTICLES)
              .should()
              .haveNameNotMatching("set[A-Z].*"));

  private static ArchRule tolerant(ArchRule rule) {
    return rule.allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> ours() {
    return resideInAPackage("io.busbar..");
  }

  private static DescribedPredicate<JavaClass> storeOfPostgres() {
    return DescribedPredicate.describe(
        "are Pg*Store", type -> type.getName().matches(".*\\.Pg[A-Za-z]*Store(\\$.*)?"));
  }

  private static DescribedPredicate<JavaCall<?>> blocking() {
    return DescribedPredicate.describe(
        "a call that blocks",
        call -> BLOCKING.contains(call.getTargetOwner().getName() + "." + call.getName()));
  }

  /** Tests that other modules lend to this one. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
