package dev.trellis.adopt.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import liquibase.database.Database;
import liquibase.database.OfflineConnection;
import liquibase.database.core.H2Database;
import liquibase.database.core.MariaDBDatabase;
import liquibase.database.core.MySQLDatabase;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.core.SQLiteDatabase;
import liquibase.datatype.DataTypeFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Types become what Liquibase itself renders. */
class LiquibaseTypeTest {
    private static final List<String> TYPES = List.of(
            "boolean",
            "bool",
            "bit",
            "bit(1)",
            "blob",
            "longblob",
            "varbinary(20)",
            "binary(16)",
            "binary",
            "image",
            "tinyblob",
            "mediumblob",
            "bytea",
            "oid",
            "clob",
            "text",
            "longtext",
            "mediumtext",
            "tinytext",
            "ntext",
            "nclob",
            "longvarchar",
            "longnvarchar",
            "clob(100)",
            "json",
            "jsonb",
            "currency",
            "money",
            "datetime",
            "datetime(3)",
            "timestamp",
            "timestamp(3)",
            "timestamptz",
            "timestamp without time zone",
            "uuid",
            "uniqueidentifier",
            "number",
            "number(10)",
            "number(10,2)",
            "numeric",
            "numeric(10, 2)",
            "decimal",
            "decimal(12,3)",
            "double",
            "float",
            "float(10)",
            "real",
            "int",
            "integer",
            "int4",
            "int(11)",
            "int8",
            "bigint",
            "bigint(20)",
            "tinyint",
            "tinyint(1)",
            "smallint",
            "int2",
            "mediumint",
            "serial",
            "bigserial",
            "varchar",
            "varchar(20)",
            "varchar2(20)",
            "character varying(20)",
            "nvarchar(20)",
            "nvarchar2(20)",
            "char",
            "char(3)",
            "nchar(3)",
            "character(3)",
            "date",
            "time",
            "timetz",
            "xml",
            "int unsigned",
            "citext",
            "inet",
            "java.sql.Types.VARCHAR(20)",
            "java.sql.Types.INTEGER",
            "java.sql.Types.BIGINT",
            "java.sql.Types.CLOB",
            "java.sql.Types.BLOB",
            "java.sql.Types.TIMESTAMP",
            "java.sql.Types.TIMESTAMP_WITH_TIMEZONE",
            "java.sql.Types.DECIMAL(10,2)",
            "java.sql.Types.NUMERIC(10,2)",
            "java.sql.Types.BOOLEAN",
            "java.sql.Types.CHAR(3)",
            "java.sql.Types.DATE",
            "java.sql.Types.TIME",
            "java.sql.Types.DOUBLE",
            "java.sql.Types.FLOAT",
            "java.sql.Types.REAL",
            "java.sql.Types.SMALLINT",
            "java.sql.Types.TINYINT",
            "java.sql.Types.NVARCHAR(20)",
            "java.sql.Types.LONGVARCHAR",
            "java.sql.Types.VARBINARY(20)",
            "java.sql.Types.BINARY(16)",
            "java.sql.Types.LONGVARBINARY",
            "java.sql.Types.NCHAR(3)",
            "java.sql.Types.NCLOB",
            "java.sql.Types.LONGNVARCHAR",
            "java.sql.Types.SQLXML",
            "java.lang.String",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Boolean",
            "java.math.BigDecimal(10,2)",
            "java.util.UUID",
            "java.util.Date",
            "java.sql.Timestamp");

    private static final Map<LiquibaseDatabase, String> VERSIONS = Map.of(
            LiquibaseDatabase.POSTGRESQL, "17.0",
            LiquibaseDatabase.MYSQL, "9.1",
            LiquibaseDatabase.MARIADB, "11.8",
            LiquibaseDatabase.H2, "2.4",
            LiquibaseDatabase.SQLITE, "3.50");

    @ParameterizedTest
    @EnumSource
    void types_are_rendered_as_liquibase_renders_them(LiquibaseDatabase database) throws Exception {
        try (Database target = target(database)) {
            target.setConnection(new OfflineConnection(
                    "offline:" + database.shortName() + "?version=" + VERSIONS.get(database),
                    new ClassLoaderResourceAccessor()));
            List<String> differences = new ArrayList<>();
            for (String type : TYPES) {
                String expected = DataTypeFactory.getInstance()
                        .fromDescription(type, target)
                        .toDatabaseDataType(target)
                        .toSql();
                String actual = LiquibaseType.parse(type).sql(database);
                if (!expected.toUpperCase(Locale.ROOT).equals(actual.toUpperCase(Locale.ROOT))) {
                    differences.add(type + ": Liquibase " + expected + ", Trellis " + actual);
                }
            }
            assertEquals(List.of(), differences);
        }
    }

    private static Database target(LiquibaseDatabase database) {
        return switch (database) {
            case POSTGRESQL -> new PostgresDatabase();
            case MYSQL -> new MySQLDatabase();
            case MARIADB -> new MariaDBDatabase();
            case H2 -> new H2Database();
            case SQLITE -> new SQLiteDatabase();
        };
    }

    @Test
    void a_type_is_portable_if_trellis_creates_the_same() {
        assertEquals(ColumnType.parse("string(20)"), type(LiquibaseDatabase.H2, "java.sql.Types.VARCHAR(20)"));
        assertEquals(ColumnType.parse("timestamp"), type(LiquibaseDatabase.MYSQL, "datetime"));
        assertEquals(ColumnType.parse("boolean"), type(LiquibaseDatabase.MARIADB, "boolean"));
        assertEquals(
                new ColumnType.ByDialect(Map.of("mysql", "TINYINT", "default", "boolean")),
                type(LiquibaseDatabase.MYSQL, "boolean"));
        assertEquals(
                new ColumnType.ByDialect(Map.of("mysql", "LONGTEXT", "default", "text")),
                type(LiquibaseDatabase.MYSQL, "clob"));
        assertEquals(
                new ColumnType.ByDialect(Map.of("postgresql", "CITEXT")), type(LiquibaseDatabase.POSTGRESQL, "citext"));
    }

    private static ColumnType type(LiquibaseDatabase database, String written) {
        return new TypeConverter(database).type(written);
    }
}
