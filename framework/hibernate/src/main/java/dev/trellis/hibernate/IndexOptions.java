package dev.trellis.hibernate;

import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SQL that an author appends to an index: {@code @Index(options = "include (name) where deleted is null")}. */
final class IndexOptions {
    private static final Pattern SHAPE = Pattern.compile(
            "\\s*(?:include\\s*\\((?<include>[^)]*)\\))?\\s*(?<nulls>nulls\\s+not\\s+distinct)?\\s*(?:where\\s+(?<where>.+?))?\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private IndexOptions() {}

    /**
     * Returns the index with its options.
     *
     * @throws EntityModelException {@code unknown_options} for any other SQL
     */
    static Index apply(Index index, @Nullable String options) {
        if (options == null || options.isBlank()) {
            return index;
        }
        Matcher shape = SHAPE.matcher(options);
        if (!shape.matches()) {
            throw EntityModelException.unknownOptions(
                    "index of " + index.columns(),
                    options,
                    "Use include (...), nulls not distinct and where ... only, in this order.");
        }
        String include = shape.group("include");
        String where = shape.group("where");
        return new Index(
                index.name(),
                index.parts(),
                index.unique(),
                where == null ? null : SqlText.of(where),
                include == null
                        ? List.of()
                        : Arrays.stream(include.split(",")).map(String::strip).toList(),
                null,
                shape.group("nulls") != null);
    }
}
