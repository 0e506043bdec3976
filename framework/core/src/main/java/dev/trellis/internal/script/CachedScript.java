package dev.trellis.internal.script;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.revision.Direction;
import dev.trellis.script.Body;
import dev.trellis.script.Header;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A script file that several databases share: its fingerprint, its body for each dialect, its checksum and its statements
 * are computed once. The object may be used by several threads. A body that depends on variables is parsed at each call,
 * because every database may have other values.
 */
public final class CachedScript implements MigrationScript {
    private final MigrationScript script;
    private final @Nullable String hash;
    private final boolean hasVariables;
    private final Map<String, Parsed> byDialect = new ConcurrentHashMap<>();
    /** The same values by the identity of the body. */
    private final Map<Body, Parsed> byBody = Collections.synchronizedMap(new IdentityHashMap<>());

    /** A body that is the same for all databases of a dialect, with the values that are computed from it. */
    private static final class Parsed {
        private final Body body;
        private final Map<Direction, Optional<List<CompiledStatement>>> statements = new ConcurrentHashMap<>();
        private volatile @Nullable String checksum;

        Parsed(Body body) {
            this.body = body;
        }
    }

    private CachedScript(MigrationScript script, ScriptFile file) {
        this.script = script;
        this.hash = script.hash();
        this.hasVariables = SchemaVariables.mayContain(file.text());
    }

    /** Returns the script with a cache; a migration in Java is returned as it is. */
    public static MigrationScript of(MigrationScript script) {
        ScriptFile file = script.file();
        return file == null ? script : new CachedScript(script, file);
    }

    @Override
    public Header header() {
        return script.header();
    }

    @Override
    public String display() {
        return script.display();
    }

    @Override
    public @Nullable ScriptFile file() {
        return script.file();
    }

    @Override
    public @Nullable String hash() {
        return hash;
    }

    /** Returns whether the names of schemas in the script contain variables. */
    public boolean hasVariables() {
        return hasVariables;
    }

    @Override
    public boolean dependsOnDialect() {
        return script.dependsOnDialect();
    }

    @Override
    public Body body(ParseContext context) {
        return hasVariables
                ? script.body(context)
                : byDialect.computeIfAbsent(context.dialect().name(), dialect -> parse(context)).body;
    }

    private Parsed parse(ParseContext context) {
        Parsed parsed = new Parsed(script.body(context));
        byBody.put(parsed.body, parsed);
        return parsed;
    }

    /** Returns the checksum of a body, which {@code compute} computes at the first call. */
    public String checksum(Body body, Supplier<String> compute) {
        Parsed parsed = byBody.get(body);
        if (parsed == null) {
            return compute.get();
        }
        String known = parsed.checksum;
        if (known == null) {
            known = compute.get();
            parsed.checksum = known;
        }
        return known;
    }

    /**
     * Returns the statements of a direction of a body.
     *
     * @param compile compiles them at the first call; returns an empty result if they depend on the database
     * @return empty if the statements depend on the database, or the body on variables
     */
    public Optional<List<CompiledStatement>> statements(
            Body body, Direction direction, Supplier<Optional<List<CompiledStatement>>> compile) {
        Parsed parsed = byBody.get(body);
        return parsed == null ? Optional.empty() : parsed.statements.computeIfAbsent(direction, none -> compile.get());
    }
}
