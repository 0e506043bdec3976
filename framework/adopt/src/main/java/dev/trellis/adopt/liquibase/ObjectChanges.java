package dev.trellis.adopt.liquibase;

import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.DropDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the changes of views and sequences, and the changes that do not concern the schema. */
final class ObjectChanges {
    private final ChangeSetConversion out;
    private final SqlChanges sql;

    ObjectChanges(ChangeSetConversion out, SqlChanges sql) {
        this.out = out;
        this.sql = sql;
    }

    /** Converts a change; returns false if it is of another kind. */
    boolean convert(ChangeNode change) {
        switch (change.name()) {
            case "createView" -> createView(change);
            case "dropView" -> {
                boolean ifExists = change.flag("ifExists", false);
                drop(DefinitionKind.VIEW, out.table(change, "schemaName", "viewName"), ifExists);
            }
            case "renameView" ->
                rename("view", out.table(change, "schemaName", "oldViewName"), name(change, "newViewName"));
            case "createSequence" -> createSequence(change);
            case "alterSequence" ->
                out.addSql("alter sequence " + out.names().quote(sequence(change)) + options(change));
            case "dropSequence" -> drop(DefinitionKind.SEQUENCE, sequence(change), false);
            case "renameSequence" ->
                rename("sequence", out.table(change, "schemaName", "oldSequenceName"), name(change, "newSequenceName"));
            case "executeCommand" ->
                out.gap(
                        change,
                        "executeCommand runs the program '" + change.getOrEmpty("executable")
                                + "', which Trellis never does; run it before or after Trellis");
            case "customChange" ->
                out.gap(
                        change,
                        "customChange runs the Java class '" + change.getOrEmpty("class")
                                + "'; write its changes into the script, or a Java step");
            case "stop" ->
                out.gap(change, "stop ends the run of Liquibase here; remove it, or the change sets below it");
            case "output" -> out.note(change, "the text of 'output' is not printed: " + text(change));
            case "tagDatabase" -> {
                change.ignore(Set.of("keepTagOnRollback"));
                out.note(
                        change,
                        "the tag '" + change.getOrEmpty("tag") + "' is revision "
                                + out.set().revision());
            }
            case "empty" -> change.text();
            default -> {
                return false;
            }
        }
        if (change.name().equals("executeCommand") || change.name().equals("customChange")) {
            change.ignore(Set.of("os", "executable", "timeout", "arg", "args", "class", "param", "params"));
        }
        return true;
    }

    private static String text(ChangeNode change) {
        String message = change.textOr("message");
        change.ignore(Set.of("target"));
        return message == null ? "" : message.strip();
    }

    private String name(ChangeNode change, String attribute) {
        return out.names().name(ChangeSetConversion.require(change, attribute));
    }

    private void createView(ChangeNode change) {
        TableName view = out.table(change, "schemaName", "viewName");
        String query = change.has("path") ? sql.file(change, "path") : change.textOr("selectQuery");
        boolean isReplacing = change.flag("replaceIfExists", false);
        boolean isFull = change.flag("fullDefinition", false);
        String remarks = change.get("remarks");
        if (query == null) {
            ChangeSetConversion.require(change, "selectQuery");
        }
        String body = String.valueOf(query).strip().replaceFirst(";\\s*$", "");
        String quoted = out.names().quote(view);
        String create = isFull ? body : "CREATE VIEW " + quoted + " AS " + body;
        DefinitionName name = DefinitionName.of(DefinitionKind.VIEW, view);
        if (isReplacing) {
            replace(name, create, isFull);
        } else {
            out.add(new CreateDefinition(Definition.of(name, create)));
        }
        if (remarks != null && out.database() == LiquibaseDatabase.POSTGRESQL) {
            String comment = "comment on view " + quoted + " is ";
            out.addSql(comment + out.dialect().literal(remarks), comment + "null");
        }
    }

    /** Creates a view in place of one that may exist. */
    private void replace(DefinitionName name, String create, boolean isFull) {
        Definition former = out.state().schema().definition(name).orElse(null);
        String quoted = out.names().quote(name.name());
        boolean canReplace =
                !isFull && out.database() != LiquibaseDatabase.SQLITE && out.database() != LiquibaseDatabase.POSTGRESQL;
        if (former != null) {
            out.add(new DropDefinition(name));
            out.add(new CreateDefinition(Definition.of(name, create)));
        } else if (!out.state().isMentioned(name.name().name())) {
            out.add(new CreateDefinition(Definition.of(name, create)));
        } else if (canReplace) {
            out.addSql(create.replaceFirst("^CREATE VIEW", "CREATE OR REPLACE VIEW"));
        } else {
            out.addSql("drop view if exists " + quoted);
            out.addSql(create);
        }
    }

    private void drop(DefinitionKind kind, TableName object, boolean ifExists) {
        DefinitionName name = DefinitionName.of(kind, object);
        if (out.state().schema().definition(name).isPresent()) {
            out.add(new DropDefinition(name));
        } else {
            out.addSql("drop " + kind.words() + (ifExists ? " if exists " : " ")
                    + out.names().quote(object));
        }
    }

    private void rename(String kind, TableName object, String to) {
        TableName renamed = new TableName(object.schema(), to);
        out.addSql(renaming(kind, object, renamed), renaming(kind, renamed, object));
    }

    private String renaming(String kind, TableName from, TableName to) {
        return out.database().isMysqlFamily()
                ? "rename table " + out.names().quote(from) + " to "
                        + out.names().quote(to)
                : "alter " + kind + " " + out.names().quote(from) + " rename to "
                        + out.names().quote(to.name());
    }

    private TableName sequence(ChangeNode change) {
        return out.table(change, "schemaName", "sequenceName");
    }

    private void createSequence(ChangeNode change) {
        TableName sequence = sequence(change);
        String type = change.get("dataType");
        String create = "create sequence " + out.names().quote(sequence)
                + (type == null ? "" : " as " + out.types().sql(type))
                + option(" start with ", change.get("startValue"))
                + options(change);
        if (out.dialect().definitionKinds().contains(DefinitionKind.SEQUENCE)) {
            out.add(new CreateDefinition(Definition.of(DefinitionName.of(DefinitionKind.SEQUENCE, sequence), create)));
        } else {
            out.addSql(create, "drop sequence " + out.names().quote(sequence));
        }
    }

    private static String options(ChangeNode change) {
        String cache = change.get("cacheSize");
        String cycle = change.get("cycle");
        change.ignore(Set.of("ordered", "dataType"));
        String words = option(" increment by ", change.get("incrementBy"))
                + option(" minvalue ", change.get("minValue"))
                + option(" maxvalue ", change.get("maxValue"));
        if (cache != null) {
            words += cache.equals("0") ? " no cache" : " cache " + cache;
        }
        return cycle == null ? words : words + (ChangeNode.isTrue(cycle) ? " cycle" : " no cycle");
    }

    private static String option(String word, @Nullable String value) {
        return value == null ? "" : word + value;
    }
}
