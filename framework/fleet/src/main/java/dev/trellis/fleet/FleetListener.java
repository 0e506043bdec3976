package dev.trellis.fleet;

import dev.trellis.report.PlanReport;

/**
 * Receives the results of a fleet while it runs, from one thread at a time. Every method does nothing by default. A
 * listener that keeps no result needs the same memory for any number of targets.
 */
public interface FleetListener {
    /** Ignores every event. */
    FleetListener NONE = new FleetListener() {};

    /**
     * Receives the start of the run.
     *
     * @param command the name of the command, such as {@code upgrade}
     * @param targets the number of selected targets
     */
    default void begun(String command, int targets) {}

    /** Receives the start of a wave. */
    default void wave(String name, int targets) {}

    /**
     * Receives a plan before the results of the targets that have it.
     *
     * @param number the number of the plan, to which results refer, from 1
     */
    default void planned(int number, PlanReport plan) {}

    /** Receives the result of a target. Each selected target has one result. */
    default void result(TargetResult result) {}

    /** Receives the end of the run. */
    default void finished(FleetSummary summary) {}
}
