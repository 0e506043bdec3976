package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.adopt.liquibase.ValueConverter.Value;
import dev.trellis.operation.BulkInsert;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Converts the changes of rows. */
final class DataChanges {
    private static final int MAX_ROWS_PER_OPERATION = 500;

    private final ChangeSetConversion out;
    private final ValueConverter values;
    private final ChangelogFiles files;

    DataChanges(ChangeSetConversion out, ValueConverter values, ChangelogFiles files) {
        this.out = out;
        this.values = values;
        this.files = files;
    }

    /** Converts a change; returns false if it is of another kind. */
    boolean convert(ChangeNode change) {
        switch (change.name()) {
            case "insert" -> insert(change);
            case "update" -> update(change);
            case "delete" -> {
                TableName table = out.table(change);
                out.addRows(table, "delete from " + out.names().quote(table) + where(change));
            }
            case "loadData" -> loadData(change, false);
            case "loadUpdateData" -> loadData(change, true);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void insert(ChangeNode change) {
        TableName table = out.table(change);
        change.ignore(Set.of("dbms"));
        Map<String, Value> row = row(change);
        if (row.isEmpty()) {
            throw new NotConverted("no column has a value");
        }
        insert(table, List.of(row));
    }

    private Map<String, Value> row(ChangeNode change) {
        Map<String, Value> row = new LinkedHashMap<>();
        for (ChangeNode node : change.all("column")) {
            node.ignore(Set.of("type"));
            Value value = values.value(node);
            // A column without a value becomes NULL, even if it has a default.
            row.put(
                    out.names().name(ChangeSetConversion.require(node, "name")),
                    value == null ? new Value.Constant(null) : value);
        }
        return row;
    }

    /** Adds rows: as an operation if all values are constants, else as SQL. */
    private void insert(TableName table, List<Map<String, Value>> rows) {
        List<Map<String, @Nullable Object>> constants = new ArrayList<>();
        for (Map<String, Value> row : rows) {
            Map<String, @Nullable Object> constant = new LinkedHashMap<>();
            row.forEach((column, value) -> {
                if (value instanceof Value.Constant each) {
                    constant.put(column, each.value());
                }
            });
            if (constant.size() == row.size()) {
                constants.add(constant);
            } else {
                flush(table, constants);
                List<String> texts = row.values().stream().map(values::sql).toList();
                out.addRows(
                        table,
                        "insert into " + out.names().quote(table) + " ("
                                + out.names().quote(List.copyOf(row.keySet())) + ") values ("
                                + String.join(", ", texts) + ")");
            }
            if (constants.size() == MAX_ROWS_PER_OPERATION) {
                flush(table, constants);
            }
        }
        flush(table, constants);
    }

    private void flush(TableName table, List<Map<String, @Nullable Object>> rows) {
        if (!rows.isEmpty()) {
            out.addRows(table, new BulkInsert(table, rows));
            rows.clear();
        }
    }

    private void update(ChangeNode change) {
        TableName table = out.table(change);
        List<String> assignments = new ArrayList<>();
        for (ChangeNode node : change.all("column")) {
            node.ignore(Set.of("type"));
            Value value = values.value(node);
            assignments.add(out.names().quote(out.names().name(ChangeSetConversion.require(node, "name"))) + " = "
                    + (value == null ? "NULL" : values.sql(value)));
        }
        if (assignments.isEmpty()) {
            throw new NotConverted("no column has a value");
        }
        out.addRows(
                table, "update " + out.names().quote(table) + " set " + String.join(", ", assignments) + where(change));
    }

    /**
     * Returns the condition with its parameters ({@code :name} and {@code :value}, or {@code ?}) replaced by their
     * values.
     */
    private String where(ChangeNode change) {
        String where = change.get("where");
        ChangeNode element = change.child("where");
        if (where == null && element != null) {
            where = element.text();
        }
        if (where == null) {
            return "";
        }
        String result = where.strip();
        for (ChangeNode parameter : change.all("param")) {
            String name = parameter.get("name");
            Value value = values.value(parameter);
            if (name != null) {
                result = replaceFirst(
                        result, ":name", out.names().quote(out.names().name(name)));
            }
            String text = value == null ? "NULL" : values.sql(value);
            result = replaceFirst(result, result.contains(":value") ? ":value" : "?", text);
        }
        return " where " + result;
    }

    private static String replaceFirst(String text, String mark, String replacement) {
        int start = text.indexOf(mark);
        return start < 0 ? text : text.substring(0, start) + replacement + text.substring(start + mark.length());
    }

    private void loadData(ChangeNode change, boolean isUpdate) {
        TableName table = out.table(change);
        change.ignore(Set.of("usePreparedStatements"));
        String path = ChangeSetConversion.require(change, "file");
        ChangelogFile file = files.require(
                path, change.flag("relativeToChangelogFile", false) ? out.set().file() : null, change.location());
        String comment = change.get("commentLineStartsWith");
        CsvFile csv = CsvFile.parse(
                file,
                ValueConverter.encoding(change.get("encoding")),
                character(change.get("separator"), ','),
                character(change.get("quotchar"), '"'),
                comment == null ? "#" : comment);
        List<ChangeNode> columns = change.all("column");
        List<Map<String, Value>> rows = new ArrayList<>();
        for (List<String> line : csv.rows()) {
            rows.add(row(table, csv.header(), line, columns));
        }
        if (isUpdate) {
            upsert(change, table, rows);
        } else {
            insert(table, rows);
        }
    }

    private static char character(@Nullable String text, char otherwise) {
        return text == null ? otherwise : text.equals("\\t") ? '\t' : text.charAt(0);
    }

    private Map<String, Value> row(TableName table, List<String> header, List<String> line, List<ChangeNode> columns) {
        Map<String, Value> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            ChangeNode column = column(columns, header.get(i), i);
            String type = column == null ? null : column.get("type");
            String name = column == null ? null : column.get("name");
            String stored = out.names().name(name == null ? header.get(i) : name);
            if (!"skip".equalsIgnoreCase(type)) {
                row.put(stored, value(table, stored, line.get(i), type, column));
            }
        }
        return row;
    }

    private static @Nullable ChangeNode column(List<ChangeNode> columns, String header, int index) {
        for (ChangeNode column : columns) {
            String position = column.get("index");
            String name = column.getFirst("header", "name");
            column.ignore(Set.of("allowUpdate"));
            if (position != null ? position.equals(String.valueOf(index)) : header.equalsIgnoreCase(name)) {
                return column;
            }
        }
        return null;
    }

    private Value value(
            TableName table, String column, String text, @Nullable String type, @Nullable ChangeNode config) {
        String placeholder = config == null ? null : config.get("nullPlaceholder");
        String otherwise = config == null
                ? null
                : config.getFirst("defaultValue", "defaultValueNumeric", "defaultValueBoolean", "defaultValueDate");
        String value = text.isEmpty() && otherwise != null ? otherwise : text;
        if (value.equalsIgnoreCase(placeholder == null ? "null" : placeholder)) {
            return new Value.Constant(null);
        }
        String kind = type == null ? known(table, column) : type.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "boolean" -> new Value.Constant(ChangeNode.isTrue(value));
            case "numeric" -> value.isEmpty() ? new Value.Constant(null) : values.number(value);
            case "date", "datetime", "time" -> value.isEmpty() ? new Value.Constant(null) : values.date(value);
            case "computed" -> new Value.Expression(value);
            case "string", "clob", "uuid", "other", "" -> new Value.Constant(value);
            default -> throw new NotConverted("values of the type '" + kind + "' cannot be converted");
        };
    }

    /** Returns the kind of a column that the changelog has created, which Liquibase asks the database for. */
    private String known(TableName table, String column) {
        return out.state()
                .schema()
                .table(table)
                .flatMap(each -> each.column(column))
                .map(each -> each.type() instanceof Portable portable
                        ? switch (portable.kind()) {
                            case BOOLEAN -> "boolean";
                            case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> "numeric";
                            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> "date";
                            default -> "";
                        }
                        : "")
                .orElse("");
    }

    /** Updates the row with the same key, or inserts it. */
    private void upsert(ChangeNode change, TableName table, List<Map<String, Value>> rows) {
        List<String> key = out.names().names(ChangeSetConversion.require(change, "primaryKey"));
        boolean isOnlyUpdate = change.flag("onlyUpdate", false);
        String quoted = out.names().quote(table);
        for (Map<String, Value> row : rows) {
            if (!row.keySet().containsAll(key)) {
                throw new NotConverted("the file has no column " + new TreeSet<>(key));
            }
            List<String> assignments = new ArrayList<>();
            List<String> conditions = new ArrayList<>();
            row.forEach((column, value) -> (key.contains(column) ? conditions : assignments)
                    .add(out.names().quote(column) + " = " + values.sql(value)));
            String where = " where " + String.join(" and ", conditions);
            if (!assignments.isEmpty()) {
                out.addRows(table, "update " + quoted + " set " + String.join(", ", assignments) + where);
            }
            if (!isOnlyUpdate) {
                List<String> texts = row.values().stream().map(values::sql).toList();
                out.addRows(
                        table,
                        "insert into " + quoted + " (" + out.names().quote(List.copyOf(row.keySet())) + ") select "
                                + String.join(", ", texts) + " where not exists (select 1 from " + quoted + where
                                + ")");
            }
        }
    }
}
