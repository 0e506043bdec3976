/*
 * A stand-in for libnuma where a machine has none: mysqld does not start without a library of that name. It says that
 * there is no NUMA here, after which nothing else of it is called.
 */
int numa_available(void) { return -1; }
int set_mempolicy(void) { return -1; }
int mbind(void) { return -1; }
void numa_free(void) {}
void *numa_alloc_local(void) { return 0; }
void numa_bitmask_free(void) {}
void *numa_get_mems_allowed(void) { return 0; }
