/*
 * A stand-in for libnuma on machines without it. mysqld does not start without a library of this name. It reports that NUMA
 * is not available, so mysqld calls no other function.
 */
int numa_available(void) { return -1; }
int set_mempolicy(void) { return -1; }
int mbind(void) { return -1; }
void numa_free(void) {}
void *numa_alloc_local(void) { return 0; }
void numa_bitmask_free(void) {}
void *numa_get_mems_allowed(void) { return 0; }
