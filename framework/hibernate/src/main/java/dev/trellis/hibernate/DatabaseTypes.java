package dev.trellis.hibernate;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.HibernateException;
import org.hibernate.MappingException;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.AggregateColumn;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * The types that Hibernate itself would create in each database. Hibernate binds and reads values according to these types,
 * and the setting {@code validate} of Hibernate requires them.
 */
final class DatabaseTypes {
    /** The name of a column and the name of its table in the database. */
    private record Place(TableName table, String column) {}

    /** The length of a UUID with hyphens. */
    private static final int UUID_LENGTH = 36;

    static final DatabaseTypes NONE = new DatabaseTypes();

    private final Map<MappedDatabase, Map<Place, String>> types = new LinkedHashMap<>();

    /**
     * Reads the types for every database. A database for which Hibernate rejects the mapping is omitted, because no
     * application can use the entities there.
     *
     * @param bootstrap starts Hibernate with the database's dialect
     */
    static DatabaseTypes read(Function<MappedDatabase, MetadataBootstrap> bootstrap) {
        DatabaseTypes read = new DatabaseTypes();
        for (MappedDatabase database : MappedDatabase.all()) {
            try {
                read.types.put(database, bootstrap.apply(database).read(DatabaseTypes::types));
            } catch (EntityModelException e) {
                if (!(e.getCause() instanceof HibernateException)
                        && !(e.getCause() instanceof UnsupportedOperationException)) {
                    throw e;
                }
            }
        }
        return read;
    }

    private static Map<Place, String> types(Metadata metadata) {
        Map<Place, String> types = new HashMap<>();
        for (Table table : metadata.collectTableMappings()) {
            for (Column column : table.getColumns()) {
                String sql = type(metadata, column);
                if (sql != null) {
                    types.put(place(table, column), sql);
                }
            }
        }
        return types;
    }

    /**
     * Returns the type that Hibernate derives from the mapping; null if Hibernate derives none or a {@code columnDefinition}
     * states the type.
     */
    private static @Nullable String type(Metadata metadata, Column column) {
        if (column instanceof AggregateColumn) {
            return column.getSqlType();
        }
        if (column.getSqlType() != null) {
            return null;
        }
        try {
            return sqlType(metadata, column);
        } catch (MappingException hasNoType) {
            return null;
        }
    }

    /**
     * Returns the type that Hibernate derives from the mapping. The method asks a copy of the column, because a column
     * stores the derived type and later returns the type like a {@code columnDefinition}, also for the tables of subclasses
     * that share the column.
     */
    static String sqlType(Metadata metadata, Column column) {
        Column copy = column.clone();
        copy.setTemporalPrecision(column.getTemporalPrecision());
        return copy.getSqlType(metadata);
    }

    private static Place place(Table table, Column column) {
        return new Place(PhysicalNames.of(table), PhysicalNames.of(column));
    }

    /**
     * Returns the type of a column with an entry for each database in which Hibernate would create another type than the
     * given one.
     */
    ColumnType complete(Table table, Column column, ColumnType type) {
        if (type instanceof ColumnType.Enumeration) {
            return type;
        }
        Map<String, String> entries = new TreeMap<>();
        types.forEach((database, ofDatabase) -> {
            String sql = ofDatabase.get(place(table, column));
            if (sql != null && !isSame(database, sql, type)) {
                entries.put(database.name(), sql);
            }
        });
        if (entries.isEmpty()) {
            return type;
        }
        if (type instanceof ColumnType.ByDialect byDialect) {
            byDialect.sql().forEach(entries::putIfAbsent);
        } else {
            entries.put(SqlText.DEFAULT, type.toString());
        }
        return new ColumnType.ByDialect(entries);
    }

    private static boolean isSame(MappedDatabase database, String sql, ColumnType type) {
        ColumnType created = SqlType.parse(sql, database.name());
        return created != null
                && type instanceof ColumnType.Portable portable
                && (database.isSame(created, type) || isUuidAsText(database, created, portable));
    }

    /**
     * Returns whether Hibernate and the portable type both store a UUID as text in the database. With the setting
     * {@code CHAR}, Hibernate creates a {@code varchar(36)} for a UUID, but reads and writes the same text in a
     * {@code char(36)}.
     */
    private static boolean isUuidAsText(MappedDatabase database, ColumnType created, ColumnType.Portable type) {
        ColumnType text = ColumnType.of(Kind.CHAR, UUID_LENGTH);
        return type.kind() == Kind.UUID
                && created.equals(ColumnType.of(Kind.STRING, UUID_LENGTH))
                && database.isSame(text, type);
    }
}
