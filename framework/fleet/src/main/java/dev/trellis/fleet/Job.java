package dev.trellis.fleet;

import java.util.List;

/**
 * Work for one thread.
 *
 * @param targets the targets, all of one database if there are several; their state is then read together
 * @param database the key of the database, whose targets can share a connection
 * @param server the key of the server, for the limit of each server
 */
record Job(List<Target> targets, String database, String server) {}
