package dev.trellis.hibernate;

import dev.trellis.schema.Index;
import dev.trellis.schema.SqlText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Converts the indexes of a mapped table. */
final class IndexMapping {
    private final ConstraintNames names;

    IndexMapping(ConstraintNames names) {
        this.names = names;
    }

    /** Returns the indexes in the order of the source, including unique ones, which Hibernate treats as constraints. */
    List<Index> read(Table mapped) {
        Map<Integer, Index> indexes = new TreeMap<>();
        mapped.getIndexes().values().forEach(index -> {
            ConstraintNames.Declaration declaration = names.declaration(index.getName());
            indexes.put(declaration.position(), read(declaration.name(), index));
        });
        mapped.getUniqueKeys().values().forEach(unique -> {
            ConstraintNames.Declaration declaration = names.declaration(unique.getName());
            if (declaration.index()) {
                indexes.put(declaration.position(), read(declaration.name(), unique));
            }
        });
        return List.copyOf(indexes.values());
    }

    private static Index read(@Nullable String name, org.hibernate.mapping.Index index) {
        List<Index.Part> parts = index.getSelectables().stream()
                .map(part -> part(part, index.getSelectableOrderMap().get(part)))
                .toList();
        return index(name, parts, index.isUnique(), index.getOptions());
    }

    private static Index read(@Nullable String name, UniqueKey unique) {
        List<Index.Part> parts = unique.getColumns().stream()
                .map(part -> part(part, unique.getColumnOrderMap().get(part)))
                .toList();
        return index(name, parts, true, unique.getOptions());
    }

    private static Index index(
            @Nullable String name, List<Index.Part> parts, boolean unique, @Nullable String options) {
        return IndexOptions.apply(new Index(name, parts, unique, null, List.of(), null, false), options);
    }

    private static Index.Part part(Selectable part, @Nullable String direction) {
        boolean descending = "desc".equalsIgnoreCase(direction);
        if (part instanceof Formula formula) {
            String sql = withoutParentheses(formula.getFormula().strip());
            return new Index.Part(null, SqlText.of(sql), descending, null, null, null);
        }
        return new Index.Part(PhysicalNames.of((Column) part), null, descending, null, null, null);
    }

    /** Removes the parentheses that mark an expression, but not those of {@code (a) || (b)}. */
    private static String withoutParentheses(String sql) {
        if (!sql.startsWith("(")) {
            return sql;
        }
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char character = sql.charAt(i);
            if (quote != 0) {
                quote = character == quote ? 0 : quote;
            } else if (character == '\'' || character == '"' || character == '`') {
                quote = character;
            } else {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
                if (depth == 0) {
                    return i == sql.length() - 1 ? sql.substring(1, i) : sql;
                }
            }
        }
        return sql;
    }
}
