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

/** A file that holds a script, read whole: scripts are small, and one read is the cheapest way to the head of one. */
public final class ScriptFile {
    static final int MAX_BYTES = TextFile.MAX_BYTES;

    private final String name;
    private final String display;
    private final @Nullable Path path;
    private final byte[] bytes;

    /**
     * @param name its name in its folder
     * @param display what errors call it: a path, or {@code jar!/path}
     * @param path where it can be edited, or null when it lies in a jar
     * @param bytes its content; not copied, so leave it alone afterwards
     */
    public ScriptFile(String name, String display, @Nullable Path path, byte[] bytes) {
        this.name = name;
        this.display = display;
        this.path = path;
        this.bytes = bytes;
    }

    /** Its name in its folder. */
    public String name() {
        return name;
    }

    /** What errors call it: a path, or {@code jar!/path}. */
    public String display() {
        return display;
    }

    /** Where it can be edited, or null when it lies in a jar. */
    public @Nullable Path path() {
        return path;
    }

    /** @throws ScriptException when it is not UTF-8 */
    public String text() {
        // The quick way puts this character where something is not UTF-8; only then is the strict one asked.
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

    /** A fingerprint of its bytes: cheap, because those of all applied scripts are looked at before anything runs. */
    public String hash() {
        CRC32 one = new CRC32();
        one.update(bytes);
        CRC32C other = new CRC32C();
        other.update(bytes, 0, bytes.length);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((int) one.getValue())
                + hex.toHexDigits((int) other.getValue())
                + Integer.toHexString(bytes.length);
    }
}
