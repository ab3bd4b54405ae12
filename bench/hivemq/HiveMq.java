import com.hivemq.embedded.EmbeddedHiveMQ;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ CE on a free port of loopback, in memory; prints the port as JSON: {@code <folder>}. */
public final class HiveMq {
  private static final String CONFIGURATION =
      """
      <hivemq>
        <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
        <persistence><mode>in-memory</mode></persistence>
        <mqtt>
          <receive-maximum><server-receive-maximum>65535</server-receive-maximum></receive-maximum>
          <queued-messages><max-queue-size>1000000</max-queue-size></queued-messages>
        </mqtt>
        <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
      </hivemq>
      """;

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int port = freePort();
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("extensions"));
    Files.writeString(folder.resolve("conf/config.xml"), CONFIGURATION.formatted(port));
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folder.resolve("conf"))
            .withDataFolder(folder.resolve("data"))
            .withExtensionsFolder(folder.resolve("extensions"))
            .build();
    broker.start().join();
    Files.writeString(folder.resolve("port.json"), "{\"mqtt\":%d}%n".formatted(port));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join()));
    Thread.currentThread().join();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
