package dev.trellis.internal.diagram.format;

import dev.trellis.schema.TableName;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The use of a drawing in SVG.
 *
 * @param isStandalone whether the drawing is a file of its own, and not a part of a page
 * @param link returns the address of a table; null for no link
 */
public record SvgOptions(boolean isStandalone, Function<TableName, @Nullable String> link) {
    /** A file of its own, without links. */
    public static final SvgOptions FILE = new SvgOptions(true, name -> null);
}
