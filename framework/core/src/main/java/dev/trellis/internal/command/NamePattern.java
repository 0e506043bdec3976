package dev.trellis.internal.command;

import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for the names of tables and definitions: a name with its schema, if it has one, in which {@code *} stands for any
 * characters. Letter case does not count.
 */
public final class NamePattern implements Predicate<TableName> {
    private final Pattern pattern;
    private final @Nullable String schema;

    public NamePattern(String text) {
        int dot = text.indexOf('.');
        this.schema = dot > 0 && text.lastIndexOf('*', dot) < 0 ? text.substring(0, dot) : null;
        String quoted = Pattern.quote(text).replace("*", "\\E.*\\Q");
        this.pattern = Pattern.compile(quoted, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Returns the schemas that patterns name, sorted; an inspection has to read them in addition to the default one. */
    public static List<String> schemas(Collection<NamePattern> patterns) {
        return patterns.stream()
                .map(pattern -> pattern.schema)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public boolean test(TableName name) {
        return pattern.matcher(name.toString()).matches();
    }

    /** Returns whether the pattern matches a definition, or the table of a trigger or policy. */
    boolean matches(DefinitionName definition) {
        return test(definition.table() == null ? definition.name() : definition.table());
    }

    /** Returns the matching tables, and the definitions that match or belong to a matching table. */
    public static Schema select(Schema schema, Collection<NamePattern> patterns) {
        return select(
                schema,
                table -> patterns.stream().anyMatch(pattern -> pattern.test(table)),
                definition -> patterns.stream().anyMatch(pattern -> pattern.matches(definition)));
    }

    /** Returns the schema with only some tables and definitions. */
    static Schema select(Schema schema, Predicate<TableName> tables, Predicate<DefinitionName> definitions) {
        return schema.only(tables)
                .withDefinitions(schema.definitions().values().stream()
                        .filter(definition -> definitions.test(definition.name()))
                        .toList());
    }
}
