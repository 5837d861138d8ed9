/* Stands between a program and its files below one folder: counts every call that changes one, and at a
   chosen call kills the program, says that the disk is full, or that it refused; or writes each call down so
   that a power cut after any of them can be modelled. SQLite's calls pass here as Python's do.

   Not seen: memory that is mapped (only SQLite's index of its journal, which it makes anew), sendfile and
   copy_file_range (the program uses neither on the records). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { COUNT, KILL, FULL, REFUSE, RECORD };
enum { FDS = 4096 };

static char root[PATH_MAX];
static size_t root_length;
static int mode, out = -1, counting;
static long at, calls;
static char *names[FDS];
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

#define REAL(kind, name, ...) \
    static kind (*real)(__VA_ARGS__); \
    if (!real) real = (kind (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

void faults_watch(const char *folder) {
    snprintf(root, sizeof root, "%s/", folder);
    root_length = strlen(root);
}

void faults_arm(const char *folder, int what, long when, int log) {
    faults_watch(folder);
    mode = what, at = when, calls = 0, out = log, counting = 1;
}

void faults_free(void) { counting = 0; }
long faults_calls(void) { return calls; }

static int below(const char *path) { return root_length && strncmp(path, root, root_length) == 0; }
static int inside(const char *path) { return counting && below(path); }

static const char *whole(int folder, const char *path, char *into) {
    if (path[0] == '/') return path;
    char link[64];
    ssize_t size;
    if (folder == AT_FDCWD) return getcwd(into, PATH_MAX) ? strcat(strcat(into, "/"), path) : path;
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    size = readlink(link, into, PATH_MAX - 1);
    if (size < 0) return path;
    into[size] = 0;
    return strcat(strcat(into, "/"), path);
}

static unsigned long number(int fd) {
    struct stat there;
    return fstat(fd, &there) ? 0 : (unsigned long)there.st_ino;
}

static void note(const char *head, const void *data, size_t size) {
    if (mode != RECORD || out < 0) return;
    pthread_mutex_lock(&door);
    syscall(SYS_write, out, head, strlen(head));
    if (size) syscall(SYS_write, out, data, size);
    pthread_mutex_unlock(&door);
}

void faults_mark(long line) {
    char head[64];
    snprintf(head, sizeof head, "mark\t%ld\t\t0\n", line);
    if (counting) note(head, 0, 0);
}

/* Returns 0 to go on, else the errno the call fails with. */
static int call(int grows) {
    long now = ++calls;
    if (mode == KILL && now == at) syscall(SYS_kill, getpid(), SIGKILL);
    if (mode == FULL && now >= at && grows) return ENOSPC;
    if (mode == REFUSE && now == at) return EIO;
    return 0;
}

#define FAIL(grows) { int wrong = call(grows); if (wrong) { errno = wrong; return -1; } }

static int opened(int fd, const char *path, int flags, int made) {
    char head[PATH_MAX + 64];
    if (fd < 0 || fd >= FDS) return fd;
    free(names[fd]);
    names[fd] = below(path) ? strdup(path) : 0;
    if (names[fd] && counting && (made || flags & O_TRUNC)) {
        snprintf(head, sizeof head, "%s\t%lu\t%s\t0\n", made ? "make" : "empty", number(fd), path);
        note(head, 0, 0);
    }
    return fd;
}

static int open_any(const char *name, int folder, const char *given, int flags, int rights) {
    char room[2 * PATH_MAX];
    REAL(int, "openat", int, const char *, int, ...);
    const char *path = whole(folder, given, room);
    int made = 0;
    (void)name;
    if (inside(path)) {
        made = (flags & O_CREAT) && access(path, F_OK) != 0;
        if (made || flags & O_TRUNC) FAIL(made);
    }
    return opened(real(folder, given, flags, rights), path, flags, made);
}

#define RIGHTS int rights = 0; if (flags & O_CREAT) { va_list a; va_start(a, flags); rights = va_arg(a, int); va_end(a); }
int open(const char *path, int flags, ...) { RIGHTS return open_any("open", AT_FDCWD, path, flags, rights); }
int open64(const char *path, int flags, ...) { RIGHTS return open_any("open", AT_FDCWD, path, flags, rights); }
int openat(int d, const char *path, int flags, ...) { RIGHTS return open_any("openat", d, path, flags, rights); }
int openat64(int d, const char *path, int flags, ...) { RIGHTS return open_any("openat", d, path, flags, rights); }

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < FDS && names[fd]) free(names[fd]), names[fd] = 0;
    return real(fd);
}

static int ours(int fd) { return counting && fd >= 0 && fd < FDS && names[fd] && inside(names[fd]); }

static void wrote(int fd, off_t where, const void *data, ssize_t size) {
    char head[PATH_MAX + 64];
    if (size <= 0) return;
    snprintf(head, sizeof head, "write\t%lu\t%lld\t%zd\n", number(fd), (long long)where, size);
    note(head, data, (size_t)size);
}

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!ours(fd)) return real(fd, data, size);
    FAIL(1);
    off_t where = lseek(fd, 0, SEEK_CUR);
    ssize_t done = real(fd, data, size);
    wrote(fd, where, data, done);
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t size, off_t where) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    if (!ours(fd)) return real(fd, data, size, where);
    FAIL(1);
    ssize_t done = real(fd, data, size, where);
    wrote(fd, where, data, done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t where) { return write_at(fd, data, size, where); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t where) { return write_at(fd, data, size, where); }

static int cut(int fd, off_t size) {
    char head[64];
    REAL(int, "ftruncate64", int, off_t);
    if (!ours(fd)) return real(fd, size);
    FAIL(0);
    snprintf(head, sizeof head, "cut\t%lu\t%lld\t0\n", number(fd), (long long)size);
    int done = real(fd, size);
    if (!done) note(head, 0, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off_t size) { return cut(fd, size); }

static int flush(const char *name, int fd) {
    char head[PATH_MAX + 64];
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (!ours(fd)) return real(fd);
    FAIL(0);
    int done = real(fd);
    snprintf(head, sizeof head, "flush\t%lu\t%s\t0\n", number(fd), names[fd]);
    if (!done) note(head, 0, 0);
    return done;
}
int fsync(int fd) { return flush("fsync", fd); }
int fdatasync(int fd) { return flush("fdatasync", fd); }

static void named(const char *what, const char *one, const char *other) {
    char head[2 * PATH_MAX + 64];
    snprintf(head, sizeof head, "%s\t%s\t%s\t0\n", what, one, other);
    note(head, 0, 0);
}

int rename(const char *one, const char *other) {
    char a[2 * PATH_MAX], b[2 * PATH_MAX];
    REAL(int, "rename", const char *, const char *);
    const char *from = whole(AT_FDCWD, one, a), *to = whole(AT_FDCWD, other, b);
    if (!inside(from) && !inside(to)) return real(one, other);
    FAIL(0);
    int done = real(one, other);
    if (!done) named("rename", from, to);
    return done;
}

static int away(int folder, const char *given, int flags) {
    char room[2 * PATH_MAX];
    REAL(int, "unlinkat", int, const char *, int);
    const char *path = whole(folder, given, room);
    if (!inside(path)) return real(folder, given, flags);
    FAIL(0);
    int done = real(folder, given, flags);
    if (!done) named("remove", path, "");
    return done;
}
int unlink(const char *path) { return away(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return away(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return away(folder, path, flags); }

int mkdir(const char *given, mode_t rights) {
    char room[2 * PATH_MAX];
    REAL(int, "mkdir", const char *, mode_t);
    const char *path = whole(AT_FDCWD, given, room);
    if (!inside(path)) return real(given, rights);
    FAIL(1);
    int done = real(given, rights);
    if (!done) named("folder", path, "");
    return done;
}
