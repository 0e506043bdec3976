package dev.trellis.adopt.liquibase;

import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.internal.yaml.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of the project.
 *
 * @param path the path below the folder of the project, as Liquibase records it
 * @param file the file
 */
record ChangelogFile(String path, Path file) {

    /** Returns the path as messages show it. */
    String display() {
        return DisplayPath.of(file);
    }

    /** Returns the part of the name after the last dot, in lower case. */
    String extension() {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    Location location() {
        return Location.of(display());
    }

    /** Reads the file. */
    byte[] bytes() {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(TextFile.MAX_BYTES + 1);
            if (bytes.length > TextFile.MAX_BYTES) {
                throw ChangelogException.malformed(
                        location(), "the file is larger than " + (TextFile.MAX_BYTES >> 20) + " MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw ChangelogException.malformed(location(), "it cannot be read: " + FileFailure.reason(e));
        }
    }

    /** Reads the file as UTF-8. */
    String text() {
        return text(StandardCharsets.UTF_8);
    }

    /** Reads the file in an encoding. */
    String text(Charset encoding) {
        try {
            String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw ChangelogException.malformed(location(), "it is not text in " + encoding.name());
        }
    }
}
