package dev.trellis.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that changes rows, with a question mark for each of its values. */
record Write(String sql, List<? extends @Nullable Object> values) {}
