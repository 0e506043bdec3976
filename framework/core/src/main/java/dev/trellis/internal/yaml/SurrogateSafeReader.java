package dev.trellis.internal.yaml;

import java.io.Reader;

/**
 * A reader that never splits a surrogate pair between two reads. When a pair is split, the YAML parser reads its second half
 * into a full buffer and fails (snakeyaml-engine 3, {@code StreamReader}).
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
