package dev.trellis.internal.diagram.site;

import org.jspecify.annotations.Nullable;

/**
 * The name of a site and its place.
 *
 * @param title the name of the project
 * @param dashboard the address of the dashboard that the site belongs to, relative to the folder of the site; null if the
 *     site consists of files only
 */
public record SiteIdentity(String title, @Nullable String dashboard) {}
