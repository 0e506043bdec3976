package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.Naming;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** model.md shows and names every key of the notation. */
class ModelPageTest {
    /** The table of another branch that the examples extend. */
    private static final Table CUSTOMER = Table.of(
                    TableName.of("customer"), List.of(Column.of("uuid", ColumnType.of(ColumnType.Kind.UUID))))
            .withPrimaryKey(new PrimaryKey("pk_customer", List.of("uuid")));

    private final Documentation page = Documentation.page("model.md");

    static void read(Node model) {
        new ModelReader(Naming.DEFAULT, name -> name.equals(CUSTOMER.name()) ? Optional.of(CUSTOMER) : Optional.empty())
                .read(model);
    }

    @Test
    void each_key_of_the_notation_is_named_and_used_in_an_example() {
        Set<String> known = new TreeSet<>();
        StringBuilder examples = new StringBuilder();
        page.blocks().stream().filter(block -> block.isMarked("yaml", "model")).forEach(block -> {
            known.addAll(KnownKeys.in(YamlReader.read(block.place(), block.text()), ModelPageTest::read));
            examples.append(block.text());
        });
        assertTrue(known.containsAll(Set.of("tables", "columns", "references", "opclass", "increment", "stored")));
        Set<String> missing = new TreeSet<>();
        for (String key : known) {
            if (!page.text().contains("`" + key + "`") || !examples.toString().contains(key + ":")) {
                missing.add(key);
            }
        }
        assertEquals(Set.of(), missing, "keys without a description in backquotes, or without an example");
    }
}
