package io.busbar.bridge.mqtt.foreign;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.mqtt.MqttConnectionException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why a foreign broker cannot be used.
 *
 * @param text what is wrong and, when somebody has to mend it, how
 * @param lasting whether trying again is of no use until somebody has mended it
 */
record Trouble(String text, boolean lasting) {
  private static final Set<MqttConnectReturnCode> STRANGERS =
      Set.of(
          MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
          MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);

  /** What a failure to connect means. */
  static Trouble of(Throwable failure, ForeignSettings settings) {
    List<Throwable> causes = causes(failure);
    if (failure instanceof MqttConnectionException refused && STRANGERS.contains(refused.code())) {
      return lasting(
          "it does not know the user or the password", "Set both in BUSBAR_MQTT_BRIDGE.");
    }
    if (!settings.tls()) {
      return new Trouble(String.valueOf(failure.getMessage()), false);
    }
    if (has(causes, NotSslRecordException.class)) {
      return lasting("it speaks no TLS there", "Use mqtt:// or the port it has for TLS.");
    }
    Optional<Trouble> file = file(causes, settings);
    return file.isPresent() ? file.get() : certificate(causes, settings, failure);
  }

  private static Optional<Trouble> file(List<Throwable> causes, ForeignSettings settings) {
    String ca = settings.certificates();
    boolean unread = ca != null && has(causes, FileSystemException.class);
    return unread
        ? Optional.of(
            lasting(
                "the authorities to trust cannot be read from " + ca,
                "Set BUSBAR_MQTT_BRIDGE_CA to a PEM file that the hub may read."))
        : Optional.empty();
  }

  private static Trouble certificate(
      List<Throwable> causes, ForeignSettings settings, Throwable failure) {
    if (has(causes, CertificateExpiredException.class)
        || has(causes, CertificateNotYetValidException.class)) {
      return lasting(
          "its certificate is not valid today", "Renew it, or set the clock of this machine.");
    }
    if (has(causes, CertPathBuilderException.class)
        || has(causes, CertPathValidatorException.class)) {
      return lasting(
          "its certificate is signed by no authority that is trusted here",
          "Set BUSBAR_MQTT_BRIDGE_CA to a PEM file with the certificate of its authority.");
    }
    if (has(causes, CertificateException.class)) {
      return lasting(
          "its certificate is not for '%s'".formatted(settings.host()),
          "Name it in BUSBAR_MQTT_BRIDGE as its certificate does.");
    }
    boolean tls = has(causes, SSLException.class);
    return new Trouble((tls ? "TLS fails: " : "") + failure.getMessage(), false);
  }

  private static Trouble lasting(String what, String hint) {
    return new Trouble(what + ". " + hint, true);
  }

  private static boolean has(List<Throwable> causes, Class<?> kind) {
    return causes.stream().anyMatch(kind::isInstance);
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable next = failure; next != null && causes.size() < 20; next = next.getCause()) {
      causes.add(next);
    }
    return causes;
  }
}
