package dev.trellis.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The default of a binary column, which the catalogue shows as {@code 0x616263}. */
final class MysqlBytes {
    private MysqlBytes() {}

    /** The text that such bytes are written as; those that are no text stay as they are. */
    static String text(String shown) {
        byte[] bytes = HexFormat.of().parseHex(shown.substring(2));
        String text = new String(bytes, StandardCharsets.UTF_8);
        return java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : shown;
    }
}
