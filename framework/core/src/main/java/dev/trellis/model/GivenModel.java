package dev.trellis.model;

import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.Optional;
import java.util.function.Function;

/** A source of a schema that the application has built. */
record GivenModel(String display, Schema schema) implements ModelSource {
    @Override
    public Schema read(Naming naming, Function<TableName, Optional<Table>> bases) {
        return schema.withEach(naming::named);
    }
}
