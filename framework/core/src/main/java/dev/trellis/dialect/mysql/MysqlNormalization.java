package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlBaseTokens;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes what MySQL adds to the SQL of expressions in its catalogue and in {@code SHOW CREATE}. */
final class MysqlNormalization {
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private static final Charset LATIN = Charset.forName("windows-1252");

    private MysqlNormalization() {}

    /**
     * Removes the parentheses around an expression, and the introducer {@code _utf8mb4} before its strings, which is the
     * connection's character set anyway.
     */
    static String withoutAdditions(String sql) {
        return MysqlBaseTokens.withoutParentheses(MysqlBaseTokens.withoutIntroducer("_utf8mb4", sql));
    }

    /**
     * Returns the SQL of an expression from its text in the catalogue: repairs the encoding, resolves the escapes of a
     * string literal, and removes the same additions as {@link #withoutAdditions}.
     */
    static String fromCatalog(String text) {
        return withoutAdditions(ESCAPED.matcher(repairEncoding(text))
                .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1)))));
    }

    /**
     * Decodes an expression whose UTF-8 the catalogue has interpreted as {@code latin1}, so that it contains two characters
     * for one. A text that cannot be the result of that error is returned unchanged.
     */
    private static String repairEncoding(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // MySQL's latin1 maps the bytes that windows-1252 leaves undefined to themselves.
            byte[] encoded =
                    c < 0xa0 ? new byte[] {(byte) c} : String.valueOf(c).getBytes(LATIN);
            if (encoded.length != 1 || (encoded[0] == '?' && c != '?')) {
                return text;
            }
            bytes.write(encoded[0]);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    private static String unescape(String character) {
        return switch (character) {
            case "0" -> "\0";
            case "n" -> "\n";
            case "r" -> "\r";
            case "Z" -> "\u001a";
            default -> character;
        };
    }
}
