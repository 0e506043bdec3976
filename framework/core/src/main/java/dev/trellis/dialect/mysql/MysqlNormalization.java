package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlTokens;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL as MySQL keeps and shows it. */
final class MysqlNormalization {
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private static final Charset LATIN = Charset.forName("windows-1252");

    private MysqlNormalization() {}

    /**
     * An expression without the parentheses around it and the character sets before its strings, which MySQL writes out:
     * that of a connection is the same, {@code utf8mb4}.
     */
    static String plain(String sql) {
        return MysqlTokens.bare(MysqlTokens.withoutBeforeStrings("_utf8mb4", sql));
    }

    /** An expression of the catalogue, which keeps it as the inside of a string literal. */
    static String kept(String text) {
        return plain(ESCAPED.matcher(decoded(text))
                .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1)))));
    }

    /**
     * The catalogue takes the UTF-8 of an expression for its {@code latin1}, and shows two characters for one. A text that
     * cannot be such a mistake stays as it is.
     */
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // What windows-1252 leaves out, MySQL's latin1 has as it is.
            byte[] one = c < 0xa0 ? new byte[] {(byte) c} : String.valueOf(c).getBytes(LATIN);
            if (one.length != 1 || (one[0] == '?' && c != '?')) {
                return text;
            }
            bytes.write(one[0]);
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

    private static String unescaped(String character) {
        return switch (character) {
            case "0" -> "\0";
            case "n" -> "\n";
            case "r" -> "\r";
            case "Z" -> "\u001a";
            default -> character;
        };
    }
}
