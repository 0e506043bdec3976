package dev.trellis.dialect.postgresql;

import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of ALTER TABLE for one column, put into one statement where PostgreSQL allows it, so that the table is
 * rewritten once.
 *
 * @param before the column as it is; null when nobody knows
 * @param retyped whether the column gets another type; false where only the values of its enumeration change
 */
record PostgresqlColumnChange(
        AlterColumn operation, @Nullable Column before, Column after, boolean retyped) {
    /** The type of a column that nobody knows. */
    static final ColumnType UNKNOWN = new Native("");

    /** The sequence that a default counts with. */
    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(.+)'::regclass\\)");

    /** Whether a collation is set on a column of unknown type. */
    boolean needsType() {
        return operation.collation() != null && after.type().equals(UNKNOWN);
    }

    /** Default, type, default again, and nullability. */
    List<String> actions(
            String column,
            Function<ColumnType, String> type,
            Function<DefaultValue, String> defaultSql,
            Function<SqlText, String> sql,
            Function<String, String> collation) {
        List<String> actions = new ArrayList<>();
        String alter = "ALTER COLUMN " + column + " ";
        boolean typed = retyped || operation.collation() != null;
        boolean replaced = typed && hasDefault() && !castsByItself();
        if (replaced) {
            actions.add(alter + "DROP DEFAULT");
        }
        if (typed) {
            String name = type.apply(after.type());
            actions.add(alter + "TYPE " + name
                    + (after.collation() == null || !isCollated()
                            ? ""
                            : " COLLATE " + collation.apply(after.collation()))
                    + using(column, name, sql));
        }
        DefaultValue value = after.defaultValue();
        if (replaced || operation.defaultValue() != null) {
            if (value != null && after.identity() == null) {
                actions.add(alter + "SET DEFAULT " + defaultSql.apply(value));
            } else if (!replaced && !staysIdentity()) {
                actions.add(alter + "DROP DEFAULT");
            }
        } else if (operation.identity() != null && operation.identity().to() != null && hasDefault()) {
            actions.add(alter + "DROP DEFAULT");
        }
        boolean becomesIdentity = becomesIdentity() && before != null && before.nullable();
        if (becomesIdentity || operation.nullable() != null) {
            actions.add(alter + (after.nullable() && !becomesIdentity ? "DROP NOT NULL" : "SET NOT NULL"));
        }
        return actions;
    }

    /** Such a column has no default of its own that could be dropped. */
    private boolean staysIdentity() {
        return before != null && before.identity() != null && after.identity() != null;
    }

    private boolean hasDefault() {
        return before != null && before.defaultValue() != null && before.identity() == null;
    }

    private boolean isCollated() {
        ColumnType type = PostgresqlTypes.canonical(after.type());
        return type instanceof Native || PostgresqlTypes.isText(type);
    }

    private String using(String column, String name, Function<SqlText, String> sql) {
        if (operation.using() != null) {
            return " USING " + sql.apply(operation.using());
        }
        if (before == null || castsByItself()) {
            return "";
        }
        ColumnType from = PostgresqlTypes.canonical(before.type());
        ColumnType to = PostgresqlTypes.canonical(after.type());
        if (PostgresqlTypes.isText(to)) {
            return "";
        }
        if (PostgresqlTypes.isNumber(from) && PostgresqlTypes.isBoolean(to)) {
            return " USING " + column + " <> 0";
        }
        if (PostgresqlTypes.isBoolean(from) && PostgresqlTypes.isNumber(to)) {
            return " USING " + column + "::integer" + (name.equals("integer") ? "" : "::" + name);
        }
        return " USING " + column + (PostgresqlTypes.isText(from) ? "" : "::text") + "::" + name;
    }

    /** Whether values and default become the new type without being told how. */
    private boolean castsByItself() {
        if (before == null || !retyped) {
            return true;
        }
        ColumnType from = PostgresqlTypes.canonical(before.type());
        ColumnType to = PostgresqlTypes.canonical(after.type());
        return from.equals(to)
                || (PostgresqlTypes.isText(from) && PostgresqlTypes.isText(to))
                || (PostgresqlTypes.isNumber(from) && PostgresqlTypes.isNumber(to))
                || (isDay(from) && isDay(to));
    }

    private static boolean isDay(ColumnType type) {
        return !(type instanceof Enumeration)
                && type instanceof Portable portable
                && (portable.kind() == Kind.DATE
                        || portable.kind() == Kind.TIMESTAMP
                        || portable.kind() == Kind.TIMESTAMPTZ);
    }

    private boolean becomesIdentity() {
        return operation.identity() != null
                && operation.identity().to() != null
                && (before == null || before.identity() == null);
    }

    /** Whole statements that make the column count, make it count otherwise, or stop it. */
    List<String> identity(String table, String column, Function<Identity, String> identity) {
        if (operation.identity() == null) {
            return List.of();
        }
        String alter = "ALTER TABLE " + table + " ALTER COLUMN " + column;
        Identity to = operation.identity().to();
        Identity from = before == null ? null : before.identity();
        if (to == null) {
            return from == null && before != null ? List.of() : List.of(alter + " DROP IDENTITY");
        }
        if (from != null) {
            return to.equals(from) ? List.of() : List.of(alter + changed(from, to));
        }
        List<String> statements = new ArrayList<>();
        ownedSequence().ifPresent(sequence -> statements.add("ALTER SEQUENCE " + sequence + " OWNED BY NONE"));
        statements.add(alter + " ADD " + identity.apply(to));
        if (to.start() == null && (to.increment() == null || to.increment() > 0)) {
            statements.add("SELECT setval(pg_get_serial_sequence(" + PostgresqlDialect.text(table) + ", "
                    + PostgresqlDialect.text(operation.column()) + "), max(" + column + ")) FROM " + table
                    + " HAVING max(" + column + ") > 0");
        }
        return statements;
    }

    private static String changed(Identity from, Identity to) {
        StringBuilder text = new StringBuilder();
        if (from.always() != to.always()) {
            text.append(" SET GENERATED ").append(to.always() ? "ALWAYS" : "BY DEFAULT");
        }
        if (or1(from.start()) != or1(to.start())) {
            text.append(" SET START WITH ").append(or1(to.start()));
        }
        if (or1(from.increment()) != or1(to.increment())) {
            text.append(" SET INCREMENT BY ").append(or1(to.increment()));
        }
        return text.isEmpty() ? " SET GENERATED " + (to.always() ? "ALWAYS" : "BY DEFAULT") : text.toString();
    }

    private static long or1(@Nullable Long value) {
        return value == null ? 1 : value;
    }

    private Optional<String> ownedSequence() {
        if (before == null || !(before.defaultValue() instanceof DefaultValue.Expression expression)) {
            return Optional.empty();
        }
        Matcher nextval =
                NEXTVAL.matcher(PostgresqlExpressions.in(expression.sql()).strip());
        return nextval.matches() ? Optional.of(nextval.group(1).replace("''", "'")) : Optional.empty();
    }
}
