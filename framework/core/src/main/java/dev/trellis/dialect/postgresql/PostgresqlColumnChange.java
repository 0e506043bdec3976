package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.StandardCanonical;
import dev.trellis.operation.AlterColumn;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an {@link AlterColumn}. As many changes as PostgreSQL allows become actions of one ALTER TABLE, so that the table
 * is rewritten once; changes of an identity are statements of their own.
 *
 * @param ddl compiles names, types and expressions
 * @param before the column before the operation; null if unknown
 * @param after the column after the operation
 * @param retyped whether the column gets another type; false if only the values of its enumeration change
 */
record PostgresqlColumnChange(
        PostgresqlDdl ddl, AlterColumn operation, @Nullable Column before, Column after, boolean retyped) {
    /** The type of an unknown column. */
    static final ColumnType UNKNOWN = new Native("");

    /** A default that reads a sequence, with the name of the sequence. */
    private static final Pattern NEXTVAL = Pattern.compile("nextval\\('(.+)'::regclass\\)");

    /** Returns whether the operation changes the collation of a column whose type is unknown. */
    boolean needsType() {
        return operation.collation() != null && after.type().equals(UNKNOWN);
    }

    /** Returns the actions of one ALTER TABLE, in the order in which PostgreSQL must run them. */
    List<String> actions() {
        return Stream.of(dropOldDefault(), setType(), changeDefault(), changeNullability())
                .flatMap(Optional::stream)
                .map(action -> "ALTER COLUMN " + column() + " " + action)
                .toList();
    }

    private String column() {
        return ddl.quoted(operation.column());
    }

    /** Drops a default that PostgreSQL cannot cast to the new type; {@link #changeDefault} sets it again. */
    private Optional<String> dropOldDefault() {
        return replacesDefault() ? Optional.of("DROP DEFAULT") : Optional.empty();
    }

    private boolean replacesDefault() {
        return setsType() && hasDefault() && !isCastImplicit();
    }

    /** Returns whether the operation sets the column's type, which the server refuses while a view reads the column. */
    boolean setsType() {
        return retyped || operation.collation() != null;
    }

    private Optional<String> setType() {
        if (!setsType()) {
            return Optional.empty();
        }
        String type = ddl.type(after.type());
        String collation =
                after.collation() == null || !isCollated() ? "" : " COLLATE " + ddl.quoted(after.collation());
        return Optional.of("TYPE " + type + collation + using(type));
    }

    private Optional<String> changeDefault() {
        if (!replacesDefault() && operation.defaultValue() == null) {
            return setsIdentity() && hasDefault() ? Optional.of("DROP DEFAULT") : Optional.empty();
        }
        DefaultValue value = after.defaultValue();
        if (value != null && after.identity() == null) {
            return Optional.of("SET DEFAULT " + ddl.defaultSql(after, value));
        }
        return replacesDefault() || staysIdentity() ? Optional.empty() : Optional.of("DROP DEFAULT");
    }

    private Optional<String> changeNullability() {
        if (becomesIdentity() && before != null && before.nullable()) {
            return Optional.of("SET NOT NULL");
        }
        if (operation.nullable() == null) {
            return Optional.empty();
        }
        return Optional.of(after.nullable() ? "DROP NOT NULL" : "SET NOT NULL");
    }

    /** Returns whether the column is an identity before and after; such a column has no default that could be dropped. */
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

    private String using(String type) {
        if (operation.using() != null && operation.using().in(PostgresqlDialect.NAME) != null) {
            return " USING " + ddl.expression(operation.using());
        }
        if (before == null || isCastImplicit()) {
            return "";
        }
        ColumnType from = PostgresqlTypes.canonical(before.type());
        ColumnType to = PostgresqlTypes.canonical(after.type());
        if (PostgresqlTypes.isText(to)) {
            return "";
        }
        if (PostgresqlTypes.isNumber(from) && PostgresqlTypes.isBoolean(to)) {
            return " USING " + column() + " <> 0";
        }
        if (PostgresqlTypes.isBoolean(from) && PostgresqlTypes.isNumber(to)) {
            return " USING " + column() + "::integer" + (type.equals("integer") ? "" : "::" + type);
        }
        return " USING " + column() + (PostgresqlTypes.isText(from) ? "" : "::text") + "::" + type;
    }

    /** Returns whether PostgreSQL casts values and default to the new type without a USING clause. */
    private boolean isCastImplicit() {
        if (before == null || !retyped) {
            return true;
        }
        ColumnType from = PostgresqlTypes.canonical(before.type());
        ColumnType to = PostgresqlTypes.canonical(after.type());
        return from.equals(to)
                || (PostgresqlTypes.isText(from) && PostgresqlTypes.isText(to))
                || (PostgresqlTypes.isNumber(from) && PostgresqlTypes.isNumber(to))
                || (isDateOrTimestamp(from) && isDateOrTimestamp(to));
    }

    private static boolean isDateOrTimestamp(ColumnType type) {
        return type instanceof Portable portable
                && (portable.kind() == Kind.DATE
                        || portable.kind() == Kind.TIMESTAMP
                        || portable.kind() == Kind.TIMESTAMPTZ);
    }

    private boolean setsIdentity() {
        return operation.identity() != null && operation.identity().to() != null;
    }

    private boolean becomesIdentity() {
        return setsIdentity() && (before == null || before.identity() == null);
    }

    /** Returns whether the operation drops the identity, which must happen before the other changes. */
    boolean dropsIdentity() {
        return operation.identity() != null && operation.identity().to() == null;
    }

    /** Returns the statements that add, change or drop the identity. */
    List<String> identityStatements() {
        if (operation.identity() == null) {
            return List.of();
        }
        String table = ddl.quote(operation.table());
        String column = column();
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
        statements.add(alter + " ADD " + ddl.identityClause(to));
        if (to.start() == null && (to.increment() == null || to.increment() > 0)) {
            statements.add("SELECT setval(pg_get_serial_sequence(" + PostgresqlDialect.text(table) + ", "
                    + PostgresqlDialect.text(operation.column()) + "), max(" + column + ")) FROM " + table
                    + " HAVING max(" + column + ") > 0");
        }
        return statements;
    }

    /**
     * Returns the statements for a sequence that replaces the identity. The sequence continues after the highest value in
     * the table. If it has the name that PostgreSQL gives to the sequence of a serial column, the column owns the sequence
     * again.
     */
    List<String> sequenceStatements() {
        Optional<String> sequence = dropsIdentity() ? sequence(after) : Optional.empty();
        if (sequence.isEmpty()) {
            return List.of();
        }
        String table = ddl.quote(operation.table());
        String name = sequence.get();
        List<String> statements = new ArrayList<>();
        if (ddl.name(name).equals(serialSequence())) {
            statements.add("ALTER SEQUENCE " + name + " OWNED BY " + table + "." + column());
        }
        statements.add("SELECT setval(" + PostgresqlDialect.text(name) + ", max(" + column() + ")) FROM " + table
                + " HAVING max(" + column() + ") > (SELECT last_value FROM " + name + ")");
        return statements;
    }

    /** Returns the name that PostgreSQL gives to the sequence of a serial column. */
    private TableName serialSequence() {
        TableName table = operation.table();
        return new TableName(table.schema(), table.name() + "_" + operation.column() + "_seq");
    }

    private static String changed(Identity from, Identity to) {
        StringBuilder text = new StringBuilder();
        if (from.always() != to.always()) {
            text.append(" SET GENERATED ").append(to.always() ? "ALWAYS" : "BY DEFAULT");
        }
        if (StandardCanonical.start(from) != StandardCanonical.start(to)) {
            text.append(" SET START WITH ").append(StandardCanonical.start(to));
        }
        if (orOne(from.increment()) != orOne(to.increment())) {
            text.append(" SET INCREMENT BY ").append(orOne(to.increment()));
        }
        text.append(range(from, to));
        return text.isEmpty() ? " SET GENERATED " + (to.always() ? "ALWAYS" : "BY DEFAULT") : text.toString();
    }

    /** Returns the clauses that change the range; a sequence whose direction changes restarts at its start value. */
    private static String range(Identity from, Identity to) {
        List<String> limits = StandardCanonical.limits(to);
        boolean turns = orOne(from.increment()) > 0 != orOne(to.increment()) > 0;
        if (!turns && limits.equals(StandardCanonical.limits(from))) {
            return "";
        }
        boolean hasMaximum = limits.stream().anyMatch(limit -> limit.startsWith("MAX"));
        boolean hasMinimum = limits.stream().anyMatch(limit -> limit.startsWith("MIN"));
        return (hasMinimum ? "" : " SET NO MINVALUE")
                + (hasMaximum ? "" : " SET NO MAXVALUE")
                + limits.stream().map(limit -> " SET " + limit).collect(Collectors.joining())
                + (turns ? " RESTART" : "");
    }

    private static long orOne(@Nullable Long value) {
        return value == null ? 1 : value;
    }

    /** Returns the sequence of a serial column, which must not be dropped together with the column's default. */
    private Optional<String> ownedSequence() {
        return before == null ? Optional.empty() : sequence(before);
    }

    /** Returns the sequence that the default of a column reads. */
    private static Optional<String> sequence(Column column) {
        if (!(column.defaultValue() instanceof DefaultValue.Expression expression)) {
            return Optional.empty();
        }
        Matcher nextval =
                NEXTVAL.matcher(PostgresqlExpressions.in(expression.sql()).strip());
        return nextval.matches() ? Optional.of(nextval.group(1).replace("''", "'")) : Optional.empty();
    }
}
