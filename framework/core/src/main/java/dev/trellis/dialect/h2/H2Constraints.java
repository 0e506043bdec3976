package dev.trellis.dialect.h2;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Check;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the primary keys, unique constraints, foreign keys and CHECKs of tables. */
final class H2Constraints {
    /** A constraint of any kind. The reader adds the columns of the constraint one by one. */
    private record Constraint(
            String name,
            String type,
            TableName table,
            @Nullable TableName index,
            List<String> columns,
            List<Integer> positions) {}

    private final H2Scope scope;
    /**
     * The constraints by schema and name, because the catalogue describes the target of a foreign key by the name of a
     * constraint.
     */
    private final Map<TableName, Constraint> constraints = new HashMap<>();

    private final Map<String, List<Constraint>> byTable = new HashMap<>();
    private final Map<String, String> checks = new HashMap<>();
    private final Map<String, ForeignKey> foreignKeys = new HashMap<>();

    H2Constraints(H2Scope scope) {
        this.scope = scope;
    }

    /** Reads the constraints of the tables in the scope, and all constraints that foreign keys may refer to. */
    void read() throws SQLException {
        Map<TableName, List<String>> indexes = new HashMap<>();
        query(
                "SELECT INDEX_SCHEMA, INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS"
                        + " ORDER BY INDEX_SCHEMA, INDEX_NAME, ORDINAL_POSITION",
                row -> indexes.computeIfAbsent(
                                new TableName(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                        .add(row.getString(3)));
        query(
                "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, TABLE_SCHEMA, TABLE_NAME, INDEX_SCHEMA,"
                        + " INDEX_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS",
                row -> {
                    Constraint constraint = new Constraint(
                            row.getString(2),
                            row.getString(3),
                            new TableName(row.getString(4), row.getString(5)),
                            row.getString(7) == null ? null : new TableName(row.getString(6), row.getString(7)),
                            new ArrayList<>(),
                            new ArrayList<>());
                    constraints.put(new TableName(row.getString(1), row.getString(2)), constraint);
                    if (row.getString(4).equalsIgnoreCase(scope.schema())) {
                        byTable.computeIfAbsent(row.getString(5), table -> new ArrayList<>())
                                .add(constraint);
                    }
                });
        query(
                "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, POSITION_IN_UNIQUE_CONSTRAINT"
                        + " FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE"
                        + " ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION",
                row -> {
                    Constraint constraint = constraints.get(new TableName(row.getString(1), row.getString(2)));
                    if (constraint != null) {
                        constraint.columns().add(row.getString(3));
                        constraint.positions().add(row.getInt(4));
                    }
                });
        constraints.values().forEach(constraint -> refreshColumns(constraint, indexes));
        checks();
        foreignKeys();
    }

    /** Takes the column names from the constraint's index: H2 does not update the constraint when a column is renamed. */
    private void refreshColumns(Constraint constraint, Map<TableName, List<String>> indexes) {
        List<String> columns = constraint.columns();
        List<String> indexed =
                constraint.index() == null ? List.of() : indexes.getOrDefault(constraint.index(), List.of());
        if (indexed.size() >= columns.size()) {
            List<String> leading = indexed.subList(0, columns.size());
            if (!new HashSet<>(leading).equals(new HashSet<>(columns))) {
                columns.clear();
                columns.addAll(leading);
            }
        }
        columns.replaceAll(scope::name);
    }

    private void checks() throws SQLException {
        scope.query(
                "SELECT CONSTRAINT_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS",
                "CONSTRAINT_SCHEMA",
                "",
                false,
                row -> checks.put(row.getString(1), row.getString(2)));
    }

    private void foreignKeys() throws SQLException {
        scope.query(
                "SELECT CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE"
                        + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS",
                "CONSTRAINT_SCHEMA",
                "",
                false,
                row -> {
                    Constraint key = constraints.get(new TableName(scope.catalogSchema(), row.getString(1)));
                    Constraint referred = constraints.get(new TableName(row.getString(2), row.getString(3)));
                    if (key != null && referred != null) {
                        foreignKeys.put(
                                key.name(),
                                ForeignKey.of(
                                                scope.name(key.name()),
                                                key.columns(),
                                                scope.tableName(
                                                        Objects.requireNonNull(
                                                                referred.table().schema()),
                                                        referred.table().name()),
                                                key.positions().stream()
                                                        .map(position -> referred.columns()
                                                                .get(position - 1))
                                                        .toList())
                                        .withActions(action(row.getString(4)), action(row.getString(5))));
                    }
                });
    }

    private void query(String sql, Query.Row reader) throws SQLException {
        Query.each(scope.connection(), sql, List.of(), reader);
    }

    private static ReferentialAction action(String rule) {
        return ReferentialAction.of(rule).orElse(ReferentialAction.NO_ACTION).withoutRestrict();
    }

    /**
     * Returns the table with its constraints.
     *
     * @param name the table's name in the catalogue
     */
    Table addTo(Table table, String name) {
        PrimaryKey primaryKey = null;
        List<UniqueConstraint> uniques = new ArrayList<>();
        List<ForeignKey> tableKeys = new ArrayList<>();
        List<Check> tableChecks = new ArrayList<>();
        for (Constraint constraint : byTable.getOrDefault(name, List.of())) {
            ForeignKey key = foreignKeys.get(constraint.name());
            String clause = checks.get(constraint.name());
            switch (constraint.type()) {
                case "PRIMARY KEY" -> primaryKey = new PrimaryKey(scope.name(constraint.name()), constraint.columns());
                case "UNIQUE" -> uniques.add(new UniqueConstraint(scope.name(constraint.name()), constraint.columns()));
                case "FOREIGN KEY" -> {
                    if (key != null) {
                        tableKeys.add(key);
                    }
                }
                default -> {
                    if (clause != null) {
                        tableChecks.add(new Check(scope.name(constraint.name()), SqlText.of(clause)));
                    }
                }
            }
        }
        return table.withPrimaryKey(primaryKey)
                .withUniques(uniques)
                .withForeignKeys(tableKeys)
                .withChecks(tableChecks);
    }
}
