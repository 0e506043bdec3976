package dev.trellis.adopt.source;

import org.jspecify.annotations.Nullable;

/**
 * A part of the project that was converted and works differently than before.
 *
 * @param place the file, or the setting
 * @param change what is different, as a clause without a full stop
 * @param revision the identifier of the revision that is concerned; null if the note concerns the whole project
 */
public record Note(String place, String change, @Nullable String revision) {}
