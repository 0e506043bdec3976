package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.ExecutedStatements;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.TableName;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the raw SQL of an {@code execute} operation amounts to, as far as its text shows. */
final class SqlOperations {
    private SqlOperations() {}

    /**
     * Returns the operations that have the same effect as the statements. What no operation expresses is left out.
     *
     * @param before the schema that the scripts produce up to this operation
     */
    static List<Operation> of(ExecuteSql execute, Dialect dialect, Schema before) {
        List<Operation> operations = new ArrayList<>();
        for (String statement : ExecutedStatements.texts(execute, dialect.name(), dialect.syntax())) {
            try {
                operations.addAll(new SqlOperationParser(statement, dialect, before).parse());
            } catch (SqlException | SchemaException e) {
                // The statement is not of a form that the parser knows; the database checks it when it runs.
            }
        }
        return operations;
    }

    /** Returns the tables that the statements create. */
    static Set<TableName> createdTables(ExecuteSql execute, Dialect dialect) {
        Set<TableName> created = new HashSet<>();
        for (String statement : ExecutedStatements.texts(execute, dialect.name(), dialect.syntax())) {
            StatementSummary summary = StatementSummary.of(statement, dialect.syntax());
            String name = summary.name();
            if (name != null && summary.verb().equals("create") && "table".equals(summary.kind())) {
                created.add(dialect.parseTableName(name));
            }
        }
        return created;
    }
}
