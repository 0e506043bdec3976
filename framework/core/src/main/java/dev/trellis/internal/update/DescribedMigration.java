package dev.trellis.internal.update;

import dev.trellis.error.Location;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.operation.RunJava;
import dev.trellis.script.Body;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revision in Java whose class is not loaded. Its body names the same Java steps as that of the class.
 *
 * @param type the name of the class
 * @param version the version that the class declares
 * @param isReversible whether the class has a downgrade
 * @param at the jar and the class, for messages
 */
record DescribedMigration(String type, Header header, String version, boolean isReversible, Location at)
        implements MigrationScript {
    @Override
    public String display() {
        return at.source();
    }

    @Override
    public @Nullable ScriptFile file() {
        return null;
    }

    @Override
    public String hash() {
        return "version " + version;
    }

    @Override
    public Body body(ParseContext context) {
        return new Body(List.of(step("#upgrade")), isReversible ? List.of(step("#downgrade")) : null);
    }

    private LocatedOperation step(String direction) {
        return new LocatedOperation(new RunJava(type + direction), at);
    }
}
