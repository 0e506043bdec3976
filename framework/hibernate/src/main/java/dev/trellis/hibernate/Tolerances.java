package dev.trellis.hibernate;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Computed;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.Tolerance;
import dev.trellis.schema.Tolerance.ToleratedCheck;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * The deviations from the model in tables that Hibernate itself creates in one kind of database. Hibernate's metadata for the
 * database's dialect contains them: the class asks Hibernate for the statement that creates a table, the order of key
 * columns and the NOT NULL of generated values.
 */
final class Tolerances {
    private final MappedDatabase database;
    private final Metadata metadata;
    private final ConstraintNames names;
    private final SqlStringGenerationContext context;
    private final Map<TableName, org.hibernate.mapping.Table> mapped = new HashMap<>();

    /**
     * Reads the metadata, and changes the metadata as a session factory does before Hibernate creates a schema.
     *
     * @param metadata Hibernate's metadata for the database
     * @param names the names in the metadata
     * @param nameOf returns the name of a table in the model
     */
    Tolerances(
            MappedDatabase database,
            Metadata metadata,
            ConstraintNames names,
            Function<org.hibernate.mapping.Table, TableName> nameOf) {
        this.database = database;
        this.metadata = metadata;
        this.names = names;
        this.context = SqlStringGenerationContextImpl.fromExplicit(
                metadata.getDatabase().getJdbcEnvironment(), metadata.getDatabase(), null, null);
        PropertyGenerators.create(metadata);
        ((MetadataImplementor) metadata).orderColumns(true);
        metadata.collectTableMappings().stream()
                .filter(org.hibernate.mapping.Table::isPhysicalTable)
                .forEach(table -> mapped.put(nameOf.apply(table), table));
    }

    /** Returns a table of the model with the deviations that Hibernate would create; the same table if there are none. */
    Table complete(Table model) {
        org.hibernate.mapping.Table created = mapped.get(model.name());
        if (created == null) {
            return model;
        }
        try {
            Tolerance tolerance = new Tolerance(
                    columns(model, created),
                    primaryKey(model, created),
                    uniques(created),
                    checks(model, created),
                    absent(model, created));
            return tolerance.isEmpty() ? model : model.withTolerance(tolerance);
        } catch (HibernateException | UnsupportedOperationException notCreated) {
            // Hibernate cannot create the table in this database.
            return model;
        }
    }

    private List<Column> columns(Table model, org.hibernate.mapping.Table created) {
        List<Column> columns = new ArrayList<>();
        for (org.hibernate.mapping.Column column : created.getColumns()) {
            model.column(PhysicalNames.of(column)).ifPresent(expected -> {
                Column form = expected.withNullable(expected.nullable() && column.isNullable())
                        .withComputed(computed(expected.computed()))
                        .withType(type(expected.type(), column));
                if (!form.equals(expected)) {
                    columns.add(form);
                }
            });
        }
        return columns;
    }

    /** Returns the computation in the latest version of the database, in which Hibernate may not store the value. */
    private @Nullable Computed computed(@Nullable Computed expected) {
        return expected == null ? null : new Computed(expected.sql(), expected.stored() && database.storesGenerated());
    }

    private ColumnType type(ColumnType expected, org.hibernate.mapping.Column column) {
        if (expected instanceof ColumnType.Enumeration enumeration) {
            return enumeration(enumeration, column);
        }
        if (column.getSqlType() != null || column.isIdentity()) {
            return expected;
        }
        ColumnType created = new ColumnType.ByDialect(Map.of(database.name(), DatabaseTypes.sqlType(metadata, column)));
        return database.isSame(created, expected) ? expected : created;
    }

    /** Returns the type of a named enumeration: the same type with sorted values, or on H2 a domain. */
    private ColumnType enumeration(ColumnType.Enumeration expected, org.hibernate.mapping.Column column) {
        return EnumerationTypes.created(
                metadata,
                context,
                expected,
                () -> new ColumnType.ByDialect(Map.of(database.name(), DatabaseTypes.sqlType(metadata, column))));
    }

    private static @Nullable PrimaryKey primaryKey(Table model, org.hibernate.mapping.Table created) {
        PrimaryKey expected = model.primaryKey();
        if (expected == null || created.getPrimaryKey() == null) {
            return null;
        }
        List<String> columns = PhysicalNames.of(created.getPrimaryKey().getColumns());
        return !columns.equals(expected.columns()) && new HashSet<>(columns).equals(new HashSet<>(expected.columns()))
                ? new PrimaryKey(null, columns)
                : null;
    }

    /** Returns the unique constraints that Hibernate creates for {@code @Index(unique = true)}. */
    private List<UniqueConstraint> uniques(org.hibernate.mapping.Table created) {
        return created.getUniqueKeys().values().stream()
                .filter(unique -> names.declaration(unique.getName()).index())
                .map(unique -> new UniqueConstraint(null, PhysicalNames.of(unique.getColumns())))
                .toList();
    }

    private List<ToleratedCheck> checks(Table model, org.hibernate.mapping.Table created) {
        String statement = database.hibernate().getTableExporter().getSqlCreateStrings(created, metadata, context)[0];
        List<ToleratedCheck> checks = new ArrayList<>();
        for (String condition : CreateTableChecks.of(statement)) {
            List<String> conjuncts = CreateTableChecks.conjuncts(condition);
            List<Check> included = model.checks().stream()
                    .filter(check -> conjuncts.contains(
                            String.valueOf(check.sql().in(database.name())).strip()))
                    .toList();
            if (included.size() < conjuncts.size()) {
                checks.add(new ToleratedCheck(
                        SqlText.of(condition),
                        included.stream()
                                .map(Check::name)
                                .filter(Objects::nonNull)
                                .toList()));
            }
        }
        return checks;
    }

    /** Returns the constraints that Hibernate does not create, because it does not alter a table of SQLite. */
    private List<String> absent(Table model, org.hibernate.mapping.Table created) {
        List<String> absent = new ArrayList<>();
        if (!database.hibernate().hasAlterTable()) {
            model.foreignKeys().forEach(key -> absent.add(key.name()));
        }
        for (UniqueKey unique : created.getUniqueKeys().values()) {
            if (!isCreated(created, unique)) {
                Set<String> columns = Set.copyOf(PhysicalNames.of(unique.getColumns()));
                model.uniques().stream()
                        .filter(each -> columns.equals(Set.copyOf(each.columns())))
                        .map(UniqueConstraint::name)
                        .forEach(absent::add);
                model.indexes().stream()
                        .filter(each -> each.unique() && columns.equals(Set.copyOf(each.columns())))
                        .map(Index::name)
                        .forEach(absent::add);
            }
        }
        absent.removeIf(Objects::isNull);
        return absent;
    }

    private boolean isCreated(org.hibernate.mapping.Table created, UniqueKey unique) {
        boolean isOfColumn = unique.getColumns().size() == 1
                && created.getColumns().stream()
                        .anyMatch(column -> column.isUnique() && column.equals(unique.getColumn(0)));
        String ofTable =
                database.hibernate().getUniqueDelegate().getTableCreationUniqueConstraintsFragment(created, context);
        return isOfColumn
                || !ofTable.isBlank()
                || Stream.of(database.hibernate().getUniqueKeyExporter().getSqlCreateStrings(unique, metadata, context))
                        .anyMatch(sql -> sql != null && !sql.isBlank());
    }
}
