package io.busbar.hub.database;

import java.nio.file.Path;

/** Where the embedded PostgreSQL keeps what. */
record PostgresFiles(Path folder, Path password) {
  static final String VERSION = "18.6.0";
  static final String MAJOR = "18";

  Path binaries() {
    return folder.resolve("bin-" + VERSION);
  }

  Path program(String name) {
    return binaries().resolve("bin").resolve(name);
  }

  Path cluster() {
    return folder.resolve("db");
  }

  Path versionFile() {
    return cluster().resolve("PG_VERSION");
  }

  Path postmasterFile() {
    return cluster().resolve("postmaster.pid");
  }

  Path logs() {
    return folder.resolve("log");
  }

  Path startLog() {
    return logs().resolve("start.log");
  }
}
