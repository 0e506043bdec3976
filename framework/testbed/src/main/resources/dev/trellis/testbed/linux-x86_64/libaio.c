/*
 * A stand-in for libaio where a machine has none: mysqld does not start without a library of that name, though with
 * --innodb-use-native-aio=0 it calls nothing in it. Every call fails with ENOSYS, as on a kernel without it.
 */
#define UNAVAILABLE -38

int io_setup(void) { return UNAVAILABLE; }
int io_submit(void) { return UNAVAILABLE; }
int io_getevents(void) { return UNAVAILABLE; }
int io_destroy(void) { return UNAVAILABLE; }
int io_cancel(void) { return UNAVAILABLE; }
