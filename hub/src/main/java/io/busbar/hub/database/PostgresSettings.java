package io.busbar.hub.database;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the embedded PostgreSQL runs: durable, small, on loopback only. */
final class PostgresSettings {
  private PostgresSettings() {}

  static Map<String, String> of(int port, Path logs) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("port", Integer.toString(port));
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("password_encryption", "scram-sha-256");
    settings.put("max_connections", "110");
    settings.put("shared_buffers", "32MB");
    settings.put("max_wal_size", "256MB");
    settings.put("min_wal_size", "32MB");
    settings.put("io_method", "sync");
    settings.put("jit", "off");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("logging_collector", "on");
    settings.put("log_directory", logs.toString());
    settings.put("log_filename", "postgres-%a.log");
    settings.put("log_rotation_age", "1d");
    settings.put("log_rotation_size", "0");
    settings.put("log_truncate_on_rotation", "on");
    settings.put("log_min_messages", "warning");
    // A failed statement may hold what a person typed: its text stays out of the log.
    settings.put("log_min_error_statement", "panic");
    return settings;
  }
}
