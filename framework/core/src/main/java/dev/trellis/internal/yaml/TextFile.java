package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads YAML files as text, with a limit on their size. The files have to be UTF-8. */
public final class TextFile {
    /** The size of the largest file that is read, in bytes. A larger file is a mistake or an attack. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException when the file cannot be read
     * @throws YamlException when the file is too large or is not UTF-8
     */
    public static String read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param source the name of the stream in messages
     * @throws IOException when the stream cannot be read
     * @throws YamlException when the text is too large or is not UTF-8
     */
    public static String read(InputStream stream, String source) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw YamlException.malformed(Location.of(source), "the file is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw YamlException.malformed(Location.of(source), "the file is not UTF-8 text");
        }
    }
}
