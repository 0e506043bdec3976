package dev.trellis.internal.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Long texts in the history table. A long text is stored compressed, because servers limit the size of a statement
 * ({@code max_allowed_packet} of MariaDB and MySQL).
 */
public final class StoredText {
    private static final String PREFIX = "gzip:";

    /** Texts up to this length are stored as they are, so that a person can read them in the table. */
    private static final int PLAIN = 256 * 1024;

    private StoredText() {}

    /** Returns the text in the form in which it is stored. */
    public static @Nullable String encode(@Nullable String text) {
        if (text == null || text.length() <= PLAIN) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PREFIX + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Returns the text whose stored form is given; a stored form that cannot be decoded is returned unchanged. */
    public static @Nullable String decode(@Nullable String stored) {
        if (stored == null || !stored.startsWith(PREFIX)) {
            return stored;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(stored.substring(PREFIX.length()))))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            return stored;
        }
    }
}
