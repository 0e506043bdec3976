package dev.trellis.bench;

import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The plugin in the jars that {@link Inputs#jar} writes. A file of the jar contains the labels of its branches, one per line. */
public final class BenchPlugin extends TrellisPlugin {
    static final String LABELS = "bench.labels";

    @Override
    protected void configure(TrellisBinder trellis) {
        try (InputStream labels = BenchPlugin.class.getResourceAsStream("/" + LABELS)) {
            if (labels != null) {
                new String(labels.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(label -> trellis.branch(label).scripts("scripts/" + label));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
