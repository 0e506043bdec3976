package dev.trellis.adopt.flyway;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The checksum that Flyway stores for a script: the CRC-32 of its lines in UTF-8 without their ends, so that it does not
 * depend on the encoding and the line ends of the file.
 */
final class FlywayChecksum {
    private FlywayChecksum() {}

    /** Returns the checksum of a text; a byte order mark does not count. */
    static int of(String text) {
        CRC32 crc = new CRC32();
        (text.startsWith("\uFEFF") ? text.substring(1) : text)
                .lines()
                .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
