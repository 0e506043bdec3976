package dev.trellis.adopt.liquibase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A type in a changelog, such as {@code varchar(20)}, {@code java.sql.Types.CLOB} or {@code currency}, as Liquibase renders it
 * for a database.
 *
 * @param word the name in lower case, without the prefix of a Java class
 * @param parameters the texts between the parentheses
 * @param rest the words after the name and the parentheses
 * @param isJava whether the name was written as a Java class or constant
 */
record LiquibaseType(String word, List<String> parameters, String rest, boolean isJava) {
    private static final Pattern SHAPE = Pattern.compile(
            "\\s*([A-Za-z][\\w.]*(?:\\s+(?:varying|precision))?)\\s*(?:\\(([^)]*)\\))?\\s*(.*?)\\s*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> CLASSES = Map.of(
            "java.lang.string", "varchar",
            "java.lang.integer", "int",
            "java.lang.long", "bigint",
            "java.lang.boolean", "boolean",
            "java.math.bigdecimal", "decimal",
            "java.math.biginteger", "bigint",
            "java.util.uuid", "uuid",
            "java.util.date", "datetime",
            "java.sql.timestamp", "timestamp",
            "java.sql.types.timestamp_with_timezone", "timestamptz");

    LiquibaseType {
        parameters = List.copyOf(parameters);
    }

    /** Reads a type. */
    static LiquibaseType parse(String text) {
        Matcher shape = SHAPE.matcher(text.replaceFirst("\\{autoIncrement:\\w+}", ""));
        if (!shape.matches()) {
            return new LiquibaseType(text.strip(), List.of(), "", false);
        }
        String name = shape.group(1).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        boolean isJava = name.startsWith("java.");
        String word = CLASSES.getOrDefault(name, name.replaceFirst("^java\\.sql\\.types\\.", ""));
        List<String> parameters = shape.group(2) == null
                ? List.of()
                : Arrays.stream(shape.group(2).split(",")).map(String::strip).toList();
        return new LiquibaseType(word, parameters, shape.group(3), isJava);
    }

    /** Returns whether the type implies that the database generates the values. */
    boolean isSerial() {
        return word.equals("serial") || word.equals("bigserial") || word.equals("smallserial");
    }

    /** Returns the type in the SQL of a database. */
    String sql(LiquibaseDatabase database) {
        return switch (word) {
            case "boolean", "bool", "bit" -> bool(database);
            case "blob", "longblob", "longvarbinary", "varbinary", "binary", "image", "tinyblob", "mediumblob" ->
                binary(database);
            case "clob",
                    "text",
                    "longtext",
                    "mediumtext",
                    "tinytext",
                    "ntext",
                    "nclob",
                    "longvarchar",
                    "longnvarchar" -> text(database);
            case "currency", "money", "smallmoney" ->
                switch (database) {
                    case H2 -> "DECIMAL(18, 4)";
                    case SQLITE -> "REAL";
                    default -> "DECIMAL";
                };
            case "datetime", "datetime2", "smalldatetime", "timestamp", "timestamptz" -> dateTime(database);
            case "uuid", "uniqueidentifier" ->
                switch (database) {
                    case MYSQL -> "char(36)";
                    case SQLITE -> "TEXT";
                    default -> "UUID";
                };
            case "number", "numeric" -> (database == LiquibaseDatabase.SQLITE ? "NUMBER" : "numeric") + numbers();
            case "decimal" -> "DECIMAL" + numbers();
            case "double", "double precision" -> number(database);
            case "real" -> isJava || database == LiquibaseDatabase.SQLITE ? "FLOAT" : "REAL";
            case "float" -> "FLOAT" + numbers();
            case "int", "integer", "int4", "serial" -> integer(database);
            case "bigint", "int8", "bigserial" -> "BIGINT" + lengthOnSqlite(database) + unsigned(database);
            case "smallint", "int2", "smallserial" -> "SMALLINT" + unsigned(database);
            case "tinyint" ->
                switch (database) {
                    case POSTGRESQL -> "SMALLINT";
                    case H2 -> "TINYINT";
                    default -> "TINYINT" + numbers() + unsigned(database);
                };
            case "varchar", "varchar2", "character varying" -> "VARCHAR" + characters(database);
            case "nvarchar", "nvarchar2" ->
                (database == LiquibaseDatabase.POSTGRESQL ? "VARCHAR" : "NVARCHAR") + characters(database);
            case "char", "character" -> "CHAR" + characters(database);
            case "nchar" -> "NCHAR" + characters(database);
            case "date" -> "date";
            case "time", "timetz" -> time(database);
            case "xml", "xmltype", "sqlxml" ->
                switch (database) {
                    case POSTGRESQL -> "XML";
                    case H2 -> "CLOB";
                    case SQLITE -> "TEXT";
                    default -> "LONGTEXT";
                };
            default -> word.toUpperCase(Locale.ROOT) + numbers() + (rest.isEmpty() ? "" : " " + rest);
        };
    }

    private String bool(LiquibaseDatabase database) {
        boolean isBit = word.equals("bit");
        return switch (database) {
            case POSTGRESQL -> isBit ? "BIT" + numbers() : "BOOLEAN";
            case MYSQL -> isBit ? "BIT" + numbers() : "TINYINT";
            case MARIADB -> isBit ? "BIT" + numbers() : "TINYINT(1)";
            case H2 -> "BOOLEAN";
            case SQLITE -> "BOOLEAN" + numbers();
        };
    }

    private String binary(LiquibaseDatabase database) {
        boolean isBlob = word.equals("blob");
        return switch (database) {
            case POSTGRESQL -> isBlob ? "OID" : "BYTEA";
            case SQLITE -> "BLOB" + numbers();
            case H2 ->
                switch (word) {
                    case "varbinary" -> "VARBINARY" + numbers();
                    case "longvarbinary" -> "LONGVARBINARY" + numbers();
                    case "binary" -> isJava ? "BLOB" : "BINARY" + numbers();
                    default -> "BLOB";
                };
            default ->
                switch (word) {
                    case "blob" -> "BLOB";
                    case "varbinary", "binary" -> isJava ? "LONGBLOB" : word.toUpperCase(Locale.ROOT) + numbers();
                    case "tinyblob", "mediumblob" -> word.toUpperCase(Locale.ROOT);
                    default -> "LONGBLOB";
                };
        };
    }

    private String text(LiquibaseDatabase database) {
        return switch (database) {
            case POSTGRESQL, SQLITE -> "TEXT";
            case H2 -> word.equals("longvarchar") ? "LONGVARCHAR" : "CLOB";
            default ->
                switch (word) {
                    case "text", "mediumtext", "tinytext" -> word.toUpperCase(Locale.ROOT);
                    case "nclob" -> isJava ? "LONGTEXT" : "LONGTEXT CHARACTER SET utf8";
                    default -> "LONGTEXT";
                };
        };
    }

    private String dateTime(LiquibaseDatabase database) {
        boolean isDateTime = word.contains("datetime");
        String lower = rest.toLowerCase(Locale.ROOT);
        boolean isZoned = word.equals("timestamptz") || lower.startsWith("with time zone");
        return switch (database) {
            case POSTGRESQL -> "TIMESTAMP" + numbers() + (isZoned ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
            case SQLITE -> "TEXT";
            case H2 ->
                "TIMESTAMP" + (isDateTime ? "" : numbers())
                        + (isZoned && (isJava || !word.equals("timestamptz")) ? " WITH TIME ZONE" : "");
            default -> (isDateTime ? "datetime" : "timestamp") + numbers() + (rest.isEmpty() ? "" : " " + rest);
        };
    }

    private String number(LiquibaseDatabase database) {
        return switch (database) {
            case POSTGRESQL, H2 -> "DOUBLE PRECISION";
            default -> word.equals("double") ? "DOUBLE" + numbers() : "DOUBLE PRECISION";
        };
    }

    private String integer(LiquibaseDatabase database) {
        return switch (database) {
            case POSTGRESQL, SQLITE -> "INTEGER";
            case H2 ->
                !parameters.isEmpty() && isLong(parameters.get(0))
                        ? "BIGINT"
                        : "INT" + (rest.isEmpty() ? "" : " " + rest);
            default -> "INT" + unsigned(database);
        };
    }

    private static boolean isLong(String digits) {
        return digits.matches("\\d{1,4}") && Integer.parseInt(digits) > 10;
    }

    private String time(LiquibaseDatabase database) {
        if (database != LiquibaseDatabase.POSTGRESQL) {
            return "time";
        }
        boolean isZoned = word.equals("timetz") || rest.toLowerCase(Locale.ROOT).contains("with time zone");
        return "time" + numbers() + (isZoned ? " WITH TIME ZONE" : " WITHOUT TIME ZONE");
    }

    private String characters(LiquibaseDatabase database) {
        List<String> lengths = parameters.stream()
                .map(length -> database == LiquibaseDatabase.POSTGRESQL ? length.replaceAll("\\s.*", "") : length)
                .toList();
        return numbers(lengths) + (rest.isEmpty() ? "" : " " + rest);
    }

    private String unsigned(LiquibaseDatabase database) {
        return database.isMysqlFamily() && rest.toLowerCase(Locale.ROOT).contains("unsigned") ? " unsigned" : "";
    }

    private String lengthOnSqlite(LiquibaseDatabase database) {
        return database == LiquibaseDatabase.SQLITE ? numbers() : "";
    }

    private String numbers() {
        return numbers(parameters);
    }

    private static String numbers(List<String> values) {
        return values.isEmpty() ? "" : values.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
