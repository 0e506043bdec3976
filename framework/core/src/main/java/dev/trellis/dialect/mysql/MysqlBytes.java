package dev.trellis.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Decodes the default of a binary column, which the catalogue contains as {@code 0x616263}. */
final class MysqlBytes {
    private MysqlBytes() {}

    /** Returns the text of the bytes; if they are not UTF-8, the hexadecimal digits unchanged. */
    static String text(String hexadecimal) {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal.substring(2));
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes) ? text : hexadecimal;
    }
}
