package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the parts of operations in the neutral form, in which expected and actual operations are compared. */
record NeutralForm(Dialect dialect) {
    /** A dropped index or unique constraint, in a database that does not distinguish them. */
    static final String DROP_KEY = "drop_key";

    /** Returns whether the database does not distinguish unique indexes from unique constraints. */
    boolean isOneUnique() {
        Table table = Table.of(TableName.of("t"), List.of(Column.of("c", ColumnType.of(ColumnType.Kind.INTEGER))))
                .withIndexes(List.of(Index.of("i", List.of("c"), true)));
        return dialect.canonical(table).indexes().isEmpty();
    }

    Map<String, String> addedColumn(Column column) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("column", column.name());
        facts.put("type", column.type().toString());
        facts.put("nullable", String.valueOf(column.nullable()));
        if (column.defaultValue() != null) {
            facts.putAll(defaultValue(column.type(), column.defaultValue()));
        }
        if (column.computed() != null) {
            facts.put("computed", computed(column.computed()));
        }
        if (column.identity() != null) {
            facts.put("identity", identity(column.identity()));
        }
        if (column.comment() != null && dialect.capabilities().comments()) {
            facts.put("comment", column.comment());
        }
        if (column.collation() != null) {
            facts.put("collation", column.collation());
        }
        if (column.onUpdate() != null) {
            facts.put("on_update_sql", sql(column.onUpdate()));
        }
        return facts;
    }

    /** Writes a default; a literal by its value in the column's type. */
    Map<String, String> defaultValue(ColumnType type, @Nullable DefaultValue value) {
        if (value instanceof DefaultValue.Expression expression) {
            return Map.of("default_sql", folded(sql(expression.sql())));
        }
        Column column = Column.of("c", type).withDefault(value);
        DefaultValue canonical = dialect.canonical(Table.of(TableName.of("t"), List.of(column)))
                .columns()
                .get(0)
                .defaultValue();
        return Map.of("default", String.valueOf(canonical));
    }

    static String identity(@Nullable Identity identity) {
        return identity == null ? "false" : identity.equals(Identity.BY_DEFAULT) ? "true" : identity.toString();
    }

    String computed(Computed computed) {
        return bare(sql(computed.sql())) + (computed.stored() ? " stored" : " virtual");
    }

    /** Writes the facts of an index: its columns or its expressions. */
    Map<String, String> index(String name, Index index) {
        Map<String, String> facts = unique(name, index.columns());
        if (index.parts().stream().anyMatch(part -> part.expression() != null)) {
            facts.remove("columns");
            facts.put(
                    "expressions",
                    index.parts().stream().map(this::part).toList().toString());
        } else {
            facts.put("columns", index.columns().toString());
        }
        facts.put("unique", String.valueOf(index.unique()));
        if (index.where() != null) {
            facts.put("where", bare(sql(index.where())));
        }
        if (!index.include().isEmpty()) {
            facts.put("include", index.include().toString());
        }
        if (index.using() != null) {
            facts.put("using", index.using());
        }
        return facts;
    }

    private String part(Index.Part part) {
        SqlText expression = part.expression();
        return expression == null ? String.valueOf(part.column()) : bare(sql(expression));
    }

    /** Writes the columns as a set. */
    static Map<String, String> unique(String name, List<String> columns) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("name", name);
        facts.put("columns", columns.stream().sorted().toList().toString());
        return facts;
    }

    Map<String, String> foreignKey(ForeignKey key) {
        Map<String, String> facts = reference(key.columns(), key.referredTable());
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.add(key.columns().get(i) + "->" + key.referredColumns().get(i));
        }
        facts.put("pairs", pairs.stream().sorted().toList().toString());
        action(facts, "on_delete", key.onDelete());
        action(facts, "on_update", key.onUpdate());
        if (key.deferrable()) {
            facts.put("deferrable", key.initiallyDeferred() ? "deferred" : "immediate");
        }
        return facts;
    }

    /** Writes the compared facts of a dropped foreign key. */
    static Map<String, String> reference(List<String> columns, TableName referred) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("columns", columns.stream().sorted().toList().toString());
        facts.put("referred_table", referred.name());
        return facts;
    }

    private void action(Map<String, String> facts, String name, ReferentialAction action) {
        boolean none = action == ReferentialAction.NO_ACTION
                || (action == ReferentialAction.RESTRICT && isOne(ReferentialAction.RESTRICT));
        if (!none) {
            facts.put(name, action.word());
        }
    }

    /** Returns whether the action is the default of the database. */
    private boolean isOne(ReferentialAction action) {
        Column column = Column.of("c", ColumnType.of(ColumnType.Kind.INTEGER));
        ForeignKey key = ForeignKey.of("f", List.of("c"), TableName.of("t"), List.of("c"));
        Table table = Table.of(TableName.of("t"), List.of(column))
                .withForeignKeys(List.of(key.withActions(action, action), key));
        List<ForeignKey> canonical = dialect.canonical(table).foreignKeys();
        return canonical.get(0).equals(canonical.get(1));
    }

    String sql(SqlText text) {
        return String.valueOf(text.in(dialect.name()));
    }

    /** Removes blanks and outer parentheses. */
    static String bare(String sql) {
        String text = sql.replaceAll("\\s+", "");
        while (text.startsWith("(") && text.endsWith(")") && isBalanced(text.substring(1, text.length() - 1))) {
            text = text.substring(1, text.length() - 1);
        }
        return text;
    }

    private static boolean isBalanced(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return depth == 0;
    }

    /** Removes blanks and outer parentheses, and converts text outside quotes to lower case. */
    static String folded(String sql) {
        StringBuilder folded = new StringBuilder();
        boolean quoted = false;
        for (char each : bare(sql).toCharArray()) {
            quoted ^= each == '\'';
            folded.append(quoted ? String.valueOf(each) : String.valueOf(each).toLowerCase(Locale.ROOT));
        }
        return folded.toString();
    }
}
