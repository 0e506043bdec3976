package dev.trellis.adopt.liquibase;

import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Applies {@code modifySql}, which changes the text of the SQL that a change set runs. */
final class SqlModification {
    private final ChangeSetConversion out;
    private final ChangeFilter filter;

    SqlModification(ChangeSetConversion out, ChangeFilter filter) {
        this.out = out;
        this.filter = filter;
    }

    /** Returns the elements that apply to the database of a change set. */
    List<ChangeNode> of(ChangeSet set) {
        return set.node().children().stream()
                .filter(child -> child.name().equals("modifySql") && filter.reason(child) == null)
                .toList();
    }

    /**
     * Returns operations as changed SQL.
     *
     * @param before the schema before the first operation
     */
    List<Operation> apply(List<ChangeNode> modifications, List<Operation> operations, SchemaState before) {
        if (modifications.isEmpty()) {
            return operations;
        }
        List<Operation> result = new ArrayList<>();
        SchemaState state = before.copy();
        List<String> statements = new ArrayList<>();
        for (Operation operation : operations) {
            statements.addAll(
                    operation instanceof ExecuteSql execute
                            ? List.of(String.valueOf(execute.sql().single()))
                            : out.compile(operation, state.schema()));
            state.apply(operation);
        }
        for (ChangeNode modification : modifications) {
            for (ChangeNode each : modification.children()) {
                statements = modified(each, statements);
            }
        }
        statements.forEach(statement -> result.add(new ExecuteSql(SqlText.of(statement))));
        return result;
    }

    private List<String> modified(ChangeNode change, List<String> statements) {
        String with = change.getOrEmpty("with");
        List<String> result = switch (change.name()) {
            case "append" ->
                statements.stream().map(sql -> sql + change.getOrEmpty("value")).toList();
            case "prepend" ->
                statements.stream().map(sql -> change.getOrEmpty("value") + sql).toList();
            case "replace" ->
                statements.stream()
                        .map(sql -> sql.replace(change.getOrEmpty("replace"), with))
                        .toList();
            case "regExpReplace" -> replaced(change, statements, with);
            default -> statements;
        };
        if (change.name().equals("replace") || change.name().equals("regExpReplace")) {
            if (result.equals(statements)) {
                out.gap(change, "modifySql replaces text that does not occur in the SQL of the revision");
            }
        }
        return result;
    }

    private List<String> replaced(ChangeNode change, List<String> statements, String with) {
        try {
            return statements.stream()
                    .map(sql -> sql.replaceAll(change.getOrEmpty("replace"), with))
                    .toList();
        } catch (PatternSyntaxException | IndexOutOfBoundsException e) {
            out.gap(change, "modifySql has a regular expression that is not valid");
            return statements;
        }
    }
}
