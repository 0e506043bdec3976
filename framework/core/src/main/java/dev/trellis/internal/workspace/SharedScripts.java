package dev.trellis.internal.workspace;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.Branches;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The objects that the workspaces of several databases share, also in several threads: the branches with their graph,
 * scripts, bodies and plans, and the dialects.
 */
public final class SharedScripts {
    private final Extensions extensions;
    private final Branches branches;
    private final List<Dialect> dialects;
    private final boolean hasVariables;
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    private SharedScripts(Extensions extensions, Branches branches, List<Dialect> dialects) {
        this.extensions = extensions;
        this.branches = branches;
        this.dialects = dialects;
        this.hasVariables = branches.hasVariables();
    }

    /**
     * Reads the scripts.
     *
     * @throws dev.trellis.error.TrellisException with all problems of all headers
     */
    public static SharedScripts read(Configuration configuration, Extensions extensions) {
        try (Workspace workspace = new Workspace(configuration, extensions)) {
            return new SharedScripts(extensions, workspace.branches().shared(), List.copyOf(Dialects.all(extensions)));
        }
    }

    /** Returns the contributions of plugins. */
    public Extensions extensions() {
        return extensions;
    }

    /** Returns the branches. */
    public Branches branches() {
        return branches;
    }

    /** Returns all dialects. */
    public List<Dialect> dialects() {
        return dialects;
    }

    /**
     * Returns a value that is computed once for all databases; for each of them, if scripts contain variables, on which the
     * value may depend.
     *
     * @param key the name of the value
     */
    @SuppressWarnings("unchecked") // A key always stands for the same kind of value.
    <T> T once(String key, Supplier<T> compute) {
        return hasVariables ? compute.get() : (T) values.computeIfAbsent(key, none -> compute.get());
    }
}
