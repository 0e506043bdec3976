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
 * <p>The builders write down what DESIGN section 5 calls by the same words, and it is read as YAML is read: with the same
 * rules, complaints and names. They are called each time the model is read.
 */
public final class JavaModel implements ModelSource {
    private final String display;
    private final Consumer<SchemaBuilder> tables;

    private JavaModel(String display, Consumer<SchemaBuilder> tables) {
        this.display = display;
        this.tables = tables;
    }

    /**
     * A model that errors and listings call "the model in Java".
     *
     * @param tables called each time the model is read
     */
    public static JavaModel tables(Consumer<SchemaBuilder> tables) {
        return tables("the model in Java", tables);
    }

    /** @param display what errors and listings call the model: the class that it is written in */
    public static JavaModel tables(String display, Consumer<SchemaBuilder> tables) {
        return new JavaModel(display, tables);
    }

    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        SchemaBuilder builder = new SchemaBuilder();
        tables.accept(builder);
        return new ModelReader(naming, bases).read(node(Map.of("tables", builder.tables()), Location.of(display)));
    }

    @Override
    public String display() {
        return display;
    }

    private static Node node(Object value, Location at) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            map.forEach((key, each) -> entries.put(String.valueOf(key), new Entry(at, node(each, at))));
            return new Mapping(entries, at);
        }
        if (value instanceof List<?> list) {
            return new Sequence(list.stream().map(each -> node(each, at)).toList(), at);
        }
        Object scalar = value instanceof Number number ? new BigDecimal(number.toString()) : value;
        return new Scalar(scalar, value.toString(), at);
    }
}
