package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The operations that have the same effect as the raw SQL in an {@code execute} operation, as far as the text of the SQL
 * shows them, so that the rules for operations also apply to SQL. {@link SqlOperationParser} parses each of the statements.
 */
public final class SqlOperations {
    private SqlOperations() {}

    /**
     * Returns the operations that have the same effect as the statements. Clauses that no operation expresses are
     * left out.
     *
     * @param before the schema that the scripts produce up to this operation
     */
    public static List<Operation> of(ExecuteSql execute, Dialect dialect, Schema before) {
        List<Operation> operations = new ArrayList<>();
        for (String statement : statements(execute, dialect)) {
            try {
                operations.addAll(new SqlOperationParser(statement, dialect, before).parse());
            } catch (SqlException | SchemaException e) {
                // The statement is not of a form that the parser knows; the database checks it when it runs.
            }
        }
        return operations;
    }

    /**
     * Returns the texts of the statements as they are sent to the database; none if the operation has no SQL for the dialect, or
     * if the SQL cannot be split, which the check of the script reports.
     */
    public static List<String> statements(ExecuteSql execute, Dialect dialect) {
        String sql = execute.sql().in(dialect.name());
        try {
            return sql == null ? List.of() : SqlSplitter.statements(sql, dialect.syntax());
        } catch (SqlException e) {
            return List.of();
        }
    }

    /** Returns the tables that the statements create. */
    static Set<TableName> createdTables(ExecuteSql execute, Dialect dialect) {
        Set<TableName> created = new HashSet<>();
        for (String statement : statements(execute, dialect)) {
            if (StatementParser.parse(statement, dialect.syntax()) instanceof StatementSummary.Create create
                    && create.kind() == ObjectKind.TABLE
                    && create.definedObject() != null) {
                created.add(dialect.parseTableName(create.definedObject().name()));
            }
        }
        return created;
    }
}
