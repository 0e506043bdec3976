package dev.trellis.adopt.alembic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The script that users run with their own Python to record the operations of their Alembic scripts. */
public final class RecorderScript {
    private static final String RESOURCE = "trellis_recorder.py";

    private RecorderScript() {}

    /** Returns the text of the script. */
    public static String text() {
        try (InputStream stream = RecorderScript.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar contains no " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
