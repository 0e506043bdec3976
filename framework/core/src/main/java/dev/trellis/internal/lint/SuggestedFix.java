package dev.trellis.internal.lint;

import dev.trellis.internal.script.OperationWriter;
import dev.trellis.internal.yaml.YamlWriter;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.util.List;

/** The YAML that a finding proposes, with the user's own names. */
public final class SuggestedFix {
    private SuggestedFix() {}

    /** @param parts operations, and texts that become comments, in order */
    public static String of(Object... parts) {
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

    /** SQL for all databases. */
    public static ExecuteSql execute(String sql) {
        return new ExecuteSql(SqlText.of(sql));
    }

    /** A name as it may stand in SQL: as it is where it is plain, quoted as standard SQL has it where it is not. */
    public static String sql(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A table's name as it may stand in SQL, with its schema where it carries one. */
    public static String sql(TableName name) {
        return name.schema() == null ? sql(name.name()) : sql(name.schema()) + "." + sql(name.name());
    }
}
