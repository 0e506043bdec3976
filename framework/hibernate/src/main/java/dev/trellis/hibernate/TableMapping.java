package dev.trellis.hibernate;

import dev.trellis.schema.Check;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Turns one mapped table into a table of the model. */
final class TableMapping {
    private final ConstraintNames names;
    private final ColumnOrder order;
    private final Naming naming;
    private final ColumnMapping columns;

    TableMapping(Metadata metadata, ConstraintNames names, ColumnOrder order, Naming naming) {
        this.names = names;
        this.order = order;
        this.naming = naming;
        this.columns = new ColumnMapping(metadata);
    }

    Table read(org.hibernate.mapping.Table mapped) {
        TableName name = PhysicalNames.of(mapped);
        refuseOptions("table '" + name + "'", mapped.getOptions());
        List<Column> sorted = order.sorted(mapped);
        PrimaryKey key = primaryKey(mapped);
        Set<String> keyColumns = key == null ? Set.of() : Set.copyOf(key.columns());
        return naming.named(new Table(
                name,
                sorted.stream()
                        .map(column -> columns.read(mapped, column))
                        .map(column -> keyColumns.contains(column.name()) ? column.withNullable(false) : column)
                        .toList(),
                key,
                uniques(mapped, sorted, key),
                foreignKeys(mapped),
                checks(mapped, name, sorted),
                indexes(mapped),
                blankToNull(mapped.getComment()),
                null));
    }

    private @Nullable PrimaryKey primaryKey(org.hibernate.mapping.Table mapped) {
        return mapped.getPrimaryKey() == null
                        || mapped.getPrimaryKey().getColumns().isEmpty()
                ? null
                : new PrimaryKey(
                        null,
                        PhysicalNames.of(
                                order.sorted(mapped, mapped.getPrimaryKey().getColumns())));
    }

    /** Those of single columns in the order of the columns, then those of the table in the order written. */
    private List<UniqueConstraint> uniques(
            org.hibernate.mapping.Table mapped, List<Column> sorted, @Nullable PrimaryKey key) {
        List<UniqueConstraint> uniques = new ArrayList<>();
        for (Column column : sorted) {
            if (column.isUnique()) {
                uniques.add(new UniqueConstraint(null, List.of(PhysicalNames.of(column))));
            }
        }
        mapped.getUniqueKeys().values().stream()
                .filter(unique -> !names.behind(unique.getName()).index())
                .sorted(Comparator.comparingInt(
                        unique -> names.behind(unique.getName()).number()))
                .map(this::unique)
                .forEach(uniques::add);
        Set<Set<String>> seen = new HashSet<>();
        if (key != null) {
            seen.add(Set.copyOf(key.columns()));
        }
        uniques.stream()
                .filter(unique -> unique.name() != null)
                .forEach(unique -> seen.add(Set.copyOf(unique.columns())));
        uniques.removeIf(unique -> unique.name() == null && !seen.add(Set.copyOf(unique.columns())));
        return uniques;
    }

    private UniqueConstraint unique(UniqueKey unique) {
        List<String> of = PhysicalNames.of(unique.getColumns());
        refuseOptions("unique constraint of " + of, unique.getOptions());
        return new UniqueConstraint(names.behind(unique.getName()).name(), of);
    }

    private List<ForeignKey> foreignKeys(org.hibernate.mapping.Table mapped) {
        List<String> places = PhysicalNames.of(order.sorted(mapped));
        return mapped.getForeignKeyCollection().stream()
                .filter(org.hibernate.mapping.ForeignKey::isCreationEnabled)
                .filter(org.hibernate.mapping.ForeignKey::isPhysicalConstraint)
                .map(this::foreignKey)
                .sorted(Comparator.comparing(key ->
                        key.columns().stream().mapToInt(places::indexOf).min().orElse(0)))
                .toList();
    }

    /** Pairs stay pairs; they come in the order of the key that is referred to. */
    private ForeignKey foreignKey(org.hibernate.mapping.ForeignKey key) {
        org.hibernate.mapping.Table referred = key.getReferencedTable();
        List<Column> targets =
                key.isReferenceToPrimaryKey() ? referred.getPrimaryKey().getColumns() : key.getReferencedColumns();
        List<Column> sorted = order.sorted(referred, targets);
        List<Column> sources = sorted.stream()
                .map(target -> key.getColumns().get(targets.indexOf(target)))
                .toList();
        ForeignKey bare = ForeignKey.of(
                names.behind(key.getName()).name(),
                PhysicalNames.of(sources),
                PhysicalNames.of(referred),
                PhysicalNames.of(sorted));
        return ForeignKeyOptions.apply(bare, key);
    }

    private List<Check> checks(org.hibernate.mapping.Table mapped, TableName name, List<Column> sorted) {
        List<Check> checks = new ArrayList<>();
        for (CheckConstraint check : mapped.getChecks()) {
            if (check.getConstraint() == null || check.getConstraint().isBlank()) {
                continue;
            }
            refuseOptions("check of " + name, check.getOptions());
            if (check.getName() == null) {
                throw EntityModelException.unnamedCheck("table '" + name + "'", check.getConstraint());
            }
            checks.add(new Check(check.getName(), SqlText.of(check.getConstraint())));
        }
        for (Column column : sorted) {
            for (CheckConstraint check : column.getCheckConstraints()) {
                if (check.getConstraint() == null || check.getConstraint().isBlank()) {
                    continue;
                }
                String own = check.getName() == null ? naming.check(name, PhysicalNames.of(column)) : check.getName();
                Check added = new Check(own, SqlText.of(check.getConstraint()));
                if (!checks.contains(added)) {
                    checks.add(added);
                }
            }
        }
        return checks;
    }

    /** Unique ones too, which Hibernate takes for constraints. */
    private List<Index> indexes(org.hibernate.mapping.Table mapped) {
        Map<Integer, Index> indexes = new TreeMap<>();
        mapped.getIndexes().values().forEach(index -> {
            ConstraintNames.Given given = names.behind(index.getName());
            List<Index.Part> parts = index.getSelectables().stream()
                    .map(part -> part(part, index.getSelectableOrderMap().get(part)))
                    .toList();
            indexes.put(given.number(), index(given.name(), parts, index.isUnique(), index.getOptions()));
        });
        mapped.getUniqueKeys().values().forEach(unique -> {
            ConstraintNames.Given given = names.behind(unique.getName());
            if (given.index()) {
                List<Index.Part> parts = unique.getColumns().stream()
                        .map(part -> part(part, unique.getColumnOrderMap().get(part)))
                        .toList();
                indexes.put(given.number(), index(given.name(), parts, true, unique.getOptions()));
            }
        });
        return List.copyOf(indexes.values());
    }

    private static Index index(
            @Nullable String name, List<Index.Part> parts, boolean unique, @Nullable String options) {
        return IndexOptions.apply(new Index(name, parts, unique, null, List.of(), null, false), options);
    }

    private static Index.Part part(Selectable part, @Nullable String direction) {
        boolean descending = "desc".equalsIgnoreCase(direction);
        if (part instanceof Formula formula) {
            String sql = formula.getFormula().strip();
            return new Index.Part(null, SqlText.of(bare(sql)), descending, null, null, null);
        }
        return new Index.Part(PhysicalNames.of((Column) part), null, descending, null, null, null);
    }

    /** Without the parentheses that mark an expression; those of {@code (a) || (b)} are its own. */
    private static String bare(String sql) {
        if (!sql.startsWith("(")) {
            return sql;
        }
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char each = sql.charAt(i);
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '\'' || each == '"' || each == '`') {
                quote = each;
            } else {
                depth += each == '(' ? 1 : each == ')' ? -1 : 0;
                if (depth == 0) {
                    return i == sql.length() - 1 ? sql.substring(1, i) : sql;
                }
            }
        }
        return sql;
    }

    private static void refuseOptions(String where, @Nullable String options) {
        if (options != null && !options.isBlank()) {
            throw EntityModelException.unknownOptions(where, options, "a model has no place for options here");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
