package dev.trellis.model;

import dev.trellis.error.Location;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model in Java.
 *
 * <pre>{@code
 * JavaModel.tables(t -> t
 *         .table("notes_note", n -> n
 *                 .column("id", "uuid")
 *                 .column("title", "string(80)", c -> c.notNull())
 *                 .primaryKey("id")
 *                 .index("title")))
 * }</pre>
 *
 * <p>The builders collect the same keys and values as a model in YAML, and the same reader reads them, with the same rules
 * and errors. The page "model" of the documentation describes the notation.
 */
public final class JavaModel implements ModelSource {
    private final String display;
    private final Consumer<SchemaBuilder> tables;

    private JavaModel(String display, Consumer<SchemaBuilder> tables) {
        this.display = display;
        this.tables = tables;
    }

    /**
     * Creates a model that errors and listings call "the model in Java".
     *
     * @param tables declares the tables; called each time the model is read
     */
    public static JavaModel tables(Consumer<SchemaBuilder> tables) {
        return tables("the model in Java", tables);
    }

    /**
     * Creates a model.
     *
     * @param display the name of the model in errors and listings, for example the name of the class that declares it
     * @param tables declares the tables; called each time the model is read
     */
    public static JavaModel tables(String display, Consumer<SchemaBuilder> tables) {
        return new JavaModel(display, tables);
    }

    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        SchemaBuilder builder = new SchemaBuilder();
        tables.accept(builder);
        return new ModelReader(naming, bases).read(node(builder.fields(), Location.of(display)));
    }

    @Override
    public String display() {
        return display;
    }

    private static Node node(Object value, Location location) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, each) -> entries.put(String.valueOf(key), new Entry(location, node(each, location))));
            return new Mapping(entries, location);
        }
        if (value instanceof List<?> list) {
            return new Sequence(list.stream().map(each -> node(each, location)).toList(), location);
        }
        Object scalar = value instanceof Number number ? new BigDecimal(number.toString()) : value;
        return new Scalar(scalar, value.toString(), location);
    }
}
