package dev.trellis.internal.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An INSERT, UPDATE or DELETE statement with a question mark for each of its values. */
public record ParameterizedStatement(String sql, List<? extends @Nullable Object> values) {}
