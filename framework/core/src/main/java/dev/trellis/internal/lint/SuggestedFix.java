package dev.trellis.internal.lint;

import dev.trellis.internal.script.OperationWriter;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.RevisionContext;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Map;

/** The YAML that a finding suggests, with the user's own names. */
final class SuggestedFix {
    private SuggestedFix() {}

    /** Returns whether the revision is an SQL script, in which the author cannot write operations in YAML. */
    static boolean isSqlScript(RevisionContext revision) {
        return revision.script().display().endsWith(".sql");
    }

    /**
     * Returns the YAML of operations and comments.
     *
     * @param parts operations, and texts that become comments, in order
     */
    static String of(Object... parts) {
        StringBuilder yaml = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Operation operation) {
                yaml.append(YamlWriter.items(List.of(OperationWriter.write(operation)), 0));
            } else {
                yaml.append("# ").append(part).append('\n');
            }
        }
        return yaml.toString().stripTrailing();
    }

    /**
     * Returns the header line that suppresses a finding which the author has accepted.
     *
     * @param place the words before the line, which say where to write it, for example {@code in the header}
     * @param reason why the finding is no problem
     */
    static String ignore(String place, LintRule rule, String reason) {
        return place + ": lint: " + YamlWriter.line(Map.of("ignore", Map.of(rule.name(), reason)));
    }

    /** Returns an operation that executes SQL on every database. */
    static ExecuteSql execute(String sql) {
        return new ExecuteSql(SqlText.of(sql));
    }

    /** Returns an operation that copies the values of a column into another column. */
    static ExecuteSql copyColumn(TableName table, String from, String to) {
        return execute("update " + sql(table) + " set " + sql(to) + " = " + sql(from));
    }

    /** Returns a name for use in SQL, quoted as in standard SQL unless it is plain. */
    static String sql(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the name of a table for use in SQL, with its schema if it has one. */
    static String sql(TableName name) {
        return name.schema() == null ? sql(name.name()) : sql(name.schema()) + "." + sql(name.name());
    }
}
