package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A benchmark: one workload and the tools that are compared with it. The tools take turns in each round, so that other load of
 * the machine affects all of them.
 *
 * @param workload the name in the table
 * @param isFresh whether each round begins with an empty database, instead of one that is prepared once
 * @param processes the number of concurrent processes of a tool
 * @param contenders the tools; the first one is the floor
 */
record Race(String workload, Kind kind, boolean isFresh, int processes, List<Contender> contenders) {

    static Race prepared(String workload, Kind kind, List<Contender> contenders) {
        return new Race(workload, kind, false, 1, contenders);
    }

    static Race fromEmpty(String workload, Kind kind, int processes, List<Contender> contenders) {
        return new Race(workload, kind, true, processes, contenders);
    }

    /** A contender during the race. */
    private static final class Lane {
        private final Contender contender;
        private final List<Sample> samples = new ArrayList<>();
        private TestDatabase database;

        Lane(Contender contender, TestDatabase database) {
            this.contender = contender;
            this.database = database;
        }
    }

    /**
     * Runs the race and prints its lines.
     *
     * @return the median of each contender by name, in seconds, in the order of the contenders
     */
    Map<String, Double> run(int rounds, Tools tools) throws Exception {
        List<Lane> lanes = new ArrayList<>();
        for (Contender contender : participants(tools)) {
            Lane lane = new Lane(contender, tools.database(kind));
            contender.preparation().of(lane.database);
            lanes.add(lane);
        }
        for (int round = 0; round < rounds; round++) {
            for (Lane lane : lanes) {
                if (round < lane.contender.maxRounds()) {
                    lane.samples.add(sample(lane, tools));
                }
            }
        }
        double floor = Row.median(lanes.get(0).samples);
        Map<String, Double> medians = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            Row.print(workload, kind, lane.contender.name(), lane.samples, floor);
            medians.put(lane.contender.name(), Row.median(lane.samples));
        }
        return medians;
    }

    /** Returns the contenders; with a previous build, its commands take the places of the other tools. */
    private List<Contender> participants(Tools tools) {
        if (!tools.hasPreviousBuild()) {
            return contenders;
        }
        List<Contender> participants = new ArrayList<>();
        for (Contender contender : contenders) {
            if (contender.name().startsWith("trellis")) {
                participants.add(contender);
                participants.add(contender.onPreviousBuild(tools));
            } else if (!contender.expectation().mayFail()) {
                participants.add(contender);
            }
        }
        return participants;
    }

    private Sample sample(Lane lane, Tools tools) throws Exception {
        if (isFresh) {
            lane.database = tools.database(kind);
        }
        List<ProcessBuilder> builders =
                Collections.nCopies(processes, lane.contender.start().on(lane.database));
        Sample sample = Sample.of(builders, lane.contender.expectation().exitCode(), tools.work());
        if (sample.failed() > 0 && !lane.contender.expectation().mayFail()) {
            throw new IllegalStateException(workload + ": " + sample.output());
        }
        if (sample.failed() > 0) {
            System.err.println(workload + ": " + sample.output());
        }
        return sample;
    }
}
