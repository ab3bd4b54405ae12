package io.busbar.hub.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.busbar.hub.config.ConfigFault;
import io.busbar.hub.config.HubConfig;
import io.busbar.hub.config.HubConfig.LogFormat;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets logging up in code, which is faster than reading XML. Logback finds it as a service; until
 * {@link #apply} it writes text at level INFO to standard output.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  private static final List<String> QUIET =
      List.of("org.flywaydb", "io.netty", "io.vertx", "com.hazelcast", "oshi", "com.networknt");

  /** Warns that servers and connections of one kind share a gauge, which is what they should. */
  private static final String SHARED_GAUGES = "io.micrometer.core.instrument.MeterRegistry";

  /** Tells each failed attempt with a stack trace; whoever asked tells it in words. */
  private static final String MQTT_CLIENT = "io.vertx.mqtt";

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} [%trace] %msg%n";

  /** Needed by the service loader. */
  public LogSetup() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    install(context, LogFormat.TEXT, Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Makes the configuration hold from now on.
   *
   * @throws ConfigFault the Logback file cannot be used
   */
  public static void apply(HubConfig.Log log) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    takeOverPlatformLogging();
    Path file = log.configuration();
    if (file == null) {
      install(context, log.format(), Level.toLevel(log.level().name()));
      return;
    }
    try {
      JoranConfigurator reader = new JoranConfigurator();
      reader.setContext(context);
      reader.doConfigure(file.toFile());
    } catch (JoranException e) {
      install(context, log.format(), Level.INFO);
      throw new ConfigFault(
          file + " cannot be used: " + e.getMessage(), "conf/logback.xml is an example.");
    }
  }

  private static void install(LoggerContext context, LogFormat format, Level level) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> text();
          case JSON -> new JsonLines();
        };
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName("console");
    console.setEncoder(encoder);
    console.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(console);
    Level quiet = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
    QUIET.forEach(name -> context.getLogger(name).setLevel(quiet));
    context.getLogger(SHARED_GAUGES).setLevel(Level.ERROR);
    context.getLogger(MQTT_CLIENT).setLevel(Level.OFF);
    propagateLevels(context);
  }

  /** What logs with java.util.logging writes the same lines as all others. */
  private static void takeOverPlatformLogging() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  /** Lines that would be thrown away are not even made. */
  private static void propagateLevels(LoggerContext context) {
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.setResetJUL(true);
    levels.start();
    context.addListener(levels);
  }

  private static PatternLayoutEncoder text() {
    PatternLayoutEncoder encoder = new TracedPattern();
    encoder.setPattern(PATTERN);
    return encoder;
  }
}
