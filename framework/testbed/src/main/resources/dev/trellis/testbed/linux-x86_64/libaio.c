/*
 * A stand-in for libaio on machines without it. mysqld does not start without a library of this name, although it does not
 * call it with --innodb-use-native-aio=0. Every function fails with ENOSYS, as on a kernel without asynchronous I/O.
 */
#define UNAVAILABLE -38

int io_setup(void) { return UNAVAILABLE; }
int io_submit(void) { return UNAVAILABLE; }
int io_getevents(void) { return UNAVAILABLE; }
int io_destroy(void) { return UNAVAILABLE; }
int io_cancel(void) { return UNAVAILABLE; }
