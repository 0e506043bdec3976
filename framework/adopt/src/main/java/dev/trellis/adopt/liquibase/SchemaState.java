package dev.trellis.adopt.liquibase;

import dev.trellis.operation.Operation;
import dev.trellis.schema.Quoting;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schema after the changes that were converted so far, as far as operations describe it, and the words of raw SQL. */
final class SchemaState {
    /** The first words of statements that change rows, privileges or comments, and no structure. */
    private static final Pattern NO_STRUCTURE =
            Pattern.compile("(?is)\\s*(insert|update|delete|merge|truncate|grant|revoke|comment|analyze)\\b.*");

    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    private final Quoting quoting;
    private Schema schema = Schema.EMPTY;
    private final Set<String> words = new HashSet<>();

    SchemaState(Quoting quoting) {
        this.quoting = quoting;
    }

    /** Returns an independent copy. */
    SchemaState copy() {
        SchemaState copy = new SchemaState(quoting);
        copy.schema = schema;
        copy.words.addAll(words);
        return copy;
    }

    Schema schema() {
        return schema;
    }

    /**
     * Applies an operation.
     *
     * @return the operations that undo it; null if they are not known, because SQL created what the operation changes
     */
    @Nullable
    List<Operation> apply(Operation operation) {
        try {
            List<Operation> undo = operation.reverse(schema);
            schema = operation.apply(schema, quoting);
            return undo;
        } catch (SchemaException e) {
            operation.tables().forEach(table -> words.add(table.name().toLowerCase(Locale.ROOT)));
            return null;
        }
    }

    /** Remembers that SQL may have changed the structure of everything whose name it mentions. */
    void addSql(String sql) {
        if (NO_STRUCTURE.matcher(sql).matches()) {
            return;
        }
        for (String word : WORD.split(sql)) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
    }

    /** Returns whether raw SQL mentions a name, so that the schema may be wrong about the object. */
    boolean isMentioned(String name) {
        return words.contains(name.toLowerCase(Locale.ROOT));
    }
}
