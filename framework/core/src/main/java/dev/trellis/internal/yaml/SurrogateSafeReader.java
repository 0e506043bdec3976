package dev.trellis.internal.yaml;

import java.io.Reader;

/**
 * Reads a text without ever ending a piece of it between the two halves of a character. The parser beneath fetches the
 * other half into a buffer that is full, and fails (snakeyaml-engine 3, {@code StreamReader}).
 */
final class SurrogateSafeReader extends Reader {
    private final String text;
    private int next;

    SurrogateSafeReader(String text) {
        this.text = text;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
        if (next == text.length()) {
            return -1;
        }
        int end = Math.min(text.length(), next + length);
        if (end - next > 1 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        text.getChars(next, end, buffer, offset);
        int read = end - next;
        next = end;
        return read;
    }

    @Override
    public void close() {}
}
