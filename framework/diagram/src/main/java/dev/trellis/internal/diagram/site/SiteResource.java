package dev.trellis.internal.diagram.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of a site that are the same for all projects. */
public final class SiteResource {
    private SiteResource() {}

    /** Returns the style sheet of all sites, without the colours of the owners of a project. */
    public static String styleSheet() {
        return text(SiteResource.class, "style.css");
    }

    /** Returns the text of a file in the package of a class. */
    public static String text(Class<?> neighbour, String name) {
        try (InputStream stream = neighbour.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
