package dev.trellis.internal.script;

import dev.trellis.internal.yaml.TextFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The file of a script with its whole content. Scripts are small, and a single read is the fastest way to the header. */
public final class ScriptFile {
    static final int MAX_BYTES = TextFile.MAX_BYTES;

    private final String name;
    private final String display;
    private final @Nullable Path path;
    private final byte[] bytes;

    /**
     * Creates a file.
     *
     * @param name the name in the folder
     * @param display the name in messages: a path, or {@code jar!/path}
     * @param path the file to edit, or null for an entry of a jar
     * @param bytes the content; the array is not copied
     */
    public ScriptFile(String name, String display, @Nullable Path path, byte[] bytes) {
        this.name = name;
        this.display = display;
        this.path = path;
        this.bytes = bytes;
    }

    /** Returns the name in the folder. */
    public String name() {
        return name;
    }

    /** Returns the name in messages: a path, or {@code jar!/path}. */
    public String display() {
        return display;
    }

    /** Returns the file to edit, or null for an entry of a jar. */
    public @Nullable Path path() {
        return path;
    }

    /**
     * Returns the content as text, without a byte order mark.
     *
     * @throws ScriptException {@code malformed_script} when the file is not UTF-8
     */
    public String text() {
        // This decoder is fast and replaces malformed input by
        // U+FFFD; only then does the strict decoder check the bytes.
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            requireText();
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void requireText() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw ScriptException.notText(display);
        }
    }

    /** Returns the number of bytes. */
    public int size() {
        return bytes.length;
    }

    /**
     * Returns a fingerprint of the content. It must be fast to compute, because every run compares the fingerprints of all
     * applied scripts.
     */
    public String hash() {
        CRC32 crc32 = new CRC32();
        crc32.update(bytes);
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, 0, bytes.length);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((int) crc32.getValue())
                + hex.toHexDigits((int) crc32c.getValue())
                + Integer.toHexString(bytes.length);
    }
}
