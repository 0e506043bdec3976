package dev.trellis.internal.update;

import dev.trellis.internal.update.SchemaChange.Caused;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateEffect;
import dev.trellis.report.UpdateFinding;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashSet;
import java.util.Set;

/** Decides how severe the changes of an update are for any app that uses the tables, views and columns of a branch. */
final class AnyApp {
    private final Schema before;

    /**
     * Creates the judgement.
     *
     * @param before the schema that the released scripts create
     */
    AnyApp(Schema before) {
        this.before = before;
    }

    UpdateFinding of(Caused caused) {
        SchemaChange change = caused.change();
        return new UpdateFinding(
                impact(change),
                change.effect(),
                UpdateFinding.ANY_APP,
                caused.branch(),
                caused.revision(),
                caused.at(),
                change.message(),
                caused.reason() == null ? advice(change.effect()) : "State in the release notes what apps have to do.",
                caused.reason());
    }

    private Impact impact(SchemaChange change) {
        return switch (change.effect()) {
            case CANNOT_LOAD,
                    CANNOT_RUN,
                    REVISION_GONE,
                    SCRIPT_CHANGED,
                    NAME_TAKEN,
                    TABLE_GONE,
                    COLUMN_GONE,
                    TYPE_CHANGED,
                    STRICTER,
                    VALUE_REQUIRED,
                    DEFAULT_GONE,
                    KEY_GONE,
                    DEFINITION_GONE -> Impact.BREAKING;
            case TYPE_WIDENED -> isKey(change) ? Impact.BREAKING : Impact.ATTENTION;
            case NULLS_POSSIBLE, DEFINITION_CHANGED, HEADS_FORKED, ORDER_CHANGED, FRESH_DIFFERS, UNKNOWN_EFFECT ->
                Impact.ATTENTION;
            case ROWS_CHANGED -> Impact.ATTENTION;
            case COLUMN_ADDED -> Impact.HARMLESS;
        };
    }

    /** Returns whether a foreign key of another party may refer to the columns. */
    private boolean isKey(SchemaChange change) {
        TableName name = change.object();
        Table table = name == null ? null : before.tables().get(name);
        if (table == null) {
            return false;
        }
        Set<String> keys = new HashSet<>();
        if (table.primaryKey() != null) {
            keys.addAll(table.primaryKey().columns());
        }
        table.uniques().forEach(unique -> keys.addAll(unique.columns()));
        table.indexes().stream().filter(index -> index.unique()).forEach(index -> keys.addAll(index.columns()));
        return change.columns().stream().anyMatch(keys::contains);
    }

    private static String advice(UpdateEffect effect) {
        return switch (effect) {
            case TABLE_GONE, COLUMN_GONE, KEY_GONE, DEFINITION_GONE, TYPE_CHANGED, TYPE_WIDENED ->
                "Keep it and add the new one next to it, or state the reason in the header of the revision: breaks: \"...\"";
            case STRICTER, VALUE_REQUIRED, DEFAULT_GONE ->
                "Give it a default or make it optional, or state the reason in the header of the revision: breaks: \"...\"";
            case SCRIPT_CHANGED, REVISION_GONE -> "Restore the released script, and make the change in a new revision.";
            default -> "Describe the change in the release notes.";
        };
    }
}
