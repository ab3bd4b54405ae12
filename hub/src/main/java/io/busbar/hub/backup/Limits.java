package io.busbar.hub.backup;

/**
 * What a backup may hold.
 *
 * @param entries tables and files
 * @param fileBytes one file
 * @param contentsBytes the list of contents
 * @param totalBytes everything, unpacked
 */
record Limits(int entries, long fileBytes, long contentsBytes, long totalBytes) {
  static final Limits DEFAULT = new Limits(50_000, 256L << 20, 32L << 20, 64L << 30);
}
