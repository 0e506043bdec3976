package dev.trellis.model;

import dev.trellis.schema.ReferentialAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes what is said of a foreign key of a {@link JavaModel} beside its columns. */
public final class ForeignKeyBuilder {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    ForeignKeyBuilder(List<String> columns, String references) {
        fields.put("columns", List.copyOf(columns));
        fields.put("references", references);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** Its name, as it is to be in the database; without it, the naming convention gives one. */
    public ForeignKeyBuilder named(String name) {
        return put("name", name);
    }

    /** What happens to the rows when the row that they refer to is deleted; nothing else than a refusal unless said. */
    public ForeignKeyBuilder onDelete(ReferentialAction action) {
        return put("on_delete", action.word());
    }

    /** What happens to the rows when the key that they refer to changes; nothing else than a refusal unless said. */
    public ForeignKeyBuilder onUpdate(ReferentialAction action) {
        return put("on_update", action.word());
    }

    /** @param kind {@code full}, {@code partial} or {@code simple} */
    public ForeignKeyBuilder match(String kind) {
        return put("match", kind);
    }

    /** A transaction may put its check off to its end. */
    public ForeignKeyBuilder deferrable() {
        return put("deferrable", true);
    }

    /** Puts its check off to the end of the transaction unless said otherwise. */
    public ForeignKeyBuilder initiallyDeferred() {
        return deferrable().put("initially", "deferred");
    }

    private ForeignKeyBuilder put(String key, Object value) {
        fields.put(key, value);
        return this;
    }
}
