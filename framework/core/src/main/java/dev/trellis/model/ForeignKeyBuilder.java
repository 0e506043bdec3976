package dev.trellis.model;

import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.ReferentialAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets the attributes of a foreign key of a {@link JavaModel}. */
public final class ForeignKeyBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    ForeignKeyBuilder(List<String> columns, String references) {
        fields.put("columns", List.copyOf(columns));
        fields.put("references", references);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Sets the name; otherwise the naming convention determines it. */
    public ForeignKeyBuilder named(String name) {
        return put("name", name);
    }

    /** Sets the action on referring rows when the referred row is deleted; the default is NO ACTION. */
    public ForeignKeyBuilder onDelete(ReferentialAction action) {
        return put("on_delete", action.word());
    }

    /** Sets the action on referring rows when the referred key changes; the default is NO ACTION. */
    public ForeignKeyBuilder onUpdate(ReferentialAction action) {
        return put("on_update", action.word());
    }

    /** Sets the treatment of keys in which some columns are NULL; the default is MATCH SIMPLE. */
    public ForeignKeyBuilder match(ForeignKey.Match kind) {
        return put("match", kind.word());
    }

    /** Allows transactions to defer the check of the key to the end of the transaction. */
    public ForeignKeyBuilder deferrable() {
        return put("deferrable", true);
    }

    /** Defers the check of the key to the end of the transaction by default. */
    public ForeignKeyBuilder initiallyDeferred() {
        return deferrable().put("initially", "deferred");
    }

    private ForeignKeyBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
