package dev.trellis.internal.lint;

import dev.trellis.dialect.Dialect;
import dev.trellis.lint.HiddenChanges;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The raw SQL of the scripts that have been replayed, and whether these scripts contained a Java step. */
final class ExecutedSql {
    private final List<String> texts = new ArrayList<>();
    private boolean java;

    /** Returns an independent copy. */
    ExecutedSql copy() {
        ExecutedSql copy = new ExecutedSql();
        copy.texts.addAll(texts);
        copy.java = java;
        return copy;
    }

    void add(Operation operation, Dialect dialect) {
        if (operation instanceof ExecuteSql execute) {
            texts.addAll(SqlOperations.statements(execute, dialect));
        } else if (operation instanceof RunJava) {
            java = true;
        }
    }

    HiddenChanges changes() {
        return new HiddenChanges(Collections.unmodifiableList(texts), java);
    }
}
