package dev.trellis.runtime;

/** What a revision begins from that was stopped. */
record Resumed(Flight flight, Progress progress) {}
