package dev.trellis.internal.command;

import dev.trellis.internal.connection.Session;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates notes about constraints and indexes that a draft drops and that a model cannot express completely. An operation
 * that recreates such an object would lose the object's options. An object that only SQL can create is lost when its column
 * is dropped. Each note contains the SQL that creates the object.
 */
final class UnmodelledNotes {
    private final Session session;
    private final Map<TableName, Map<String, String>> objects = new HashMap<>();

    UnmodelledNotes(Session session) {
        this.session = session;
    }

    /** Returns one note for each object. */
    Set<String> of(List<Operation> operations) throws SQLException {
        Set<String> notes = new LinkedHashSet<>();
        for (Operation operation : operations) {
            if (operation instanceof DropConstraint drop) {
                note(notes, operation, named(drop.table(), drop.name()));
            } else if (operation instanceof DropIndex drop) {
                note(notes, operation, named(drop.table(), drop.name()));
            } else if (operation instanceof DropColumn drop) {
                note(notes, operation, mentioning(drop.table(), drop.column()));
            }
        }
        return notes;
    }

    private static void note(Set<String> notes, Operation operation, List<String> definitions) {
        for (String sql : definitions) {
            notes.add("review: " + operation.describe()
                    + "\n  this drops a constraint or index that a model cannot express completely; to keep it, add this SQL"
                    + " to the draft:\n  "
                    + sql.replace("\n", "\n  "));
        }
    }

    private List<String> named(TableName table, String name) throws SQLException {
        String sql = objects(table).get(name);
        return sql == null ? List.of() : List.of(sql);
    }

    private List<String> mentioning(TableName table, String column) throws SQLException {
        return objects(table).values().stream()
                .filter(sql -> SqlText.of(sql).mentions(column))
                .toList();
    }

    private Map<String, String> objects(TableName table) throws SQLException {
        Map<String, String> known = objects.get(table);
        if (known == null) {
            known = session.dialect().unmodelledObjects(session.connection(), table);
            objects.put(table, known);
        }
        return known;
    }
}
