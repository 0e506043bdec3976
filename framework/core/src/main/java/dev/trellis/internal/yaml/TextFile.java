package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds YAML, as text: whole, of a size that a person may have written, and in UTF-8. */
public final class TextFile {
    /** More than anything that a person wrote; what is larger is a mistake or an attack. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read
     * @throws YamlException when it is too large, or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param source what errors call it
     * @throws IOException when it cannot be read
     * @throws YamlException when it is too large, or is not UTF-8
     */
    public static String read(InputStream stream, String source) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw YamlException.malformed(Location.of(source), "it is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw YamlException.malformed(Location.of(source), "it is not UTF-8 text");
        }
    }
}
