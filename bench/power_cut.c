/* Loaded before the C library: keeps beside a folder what a power cut would leave of it.

   After fsync or fdatasync of a file its content stands in $POWER_SHADOW; after fsync of a folder its
   names do. What was never forced to the disk is not there. bench/kills.py builds and uses it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void parents(const char *path) {
    char part[PATH_MAX];
    snprintf(part, sizeof part, "%s", path);
    for (char *at = strchr(part + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = 0;
        mkdir(part, 0777);
        *at = '/';
    }
}

/* Whole or not at all, as a disk writes a name. */
static void copy(const char *from, const char *to) {
    char new[PATH_MAX], block[65536];
    int in = open(from, O_RDONLY), out;
    ssize_t got;
    if (in < 0) return;
    parents(to);
    snprintf(new, sizeof new, "%s.copying", to);
    out = open(new, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    while (out >= 0 && (got = read(in, block, sizeof block)) > 0)
        if (write(out, block, got) != got) break;
    close(in);
    if (out >= 0) close(out);
    rename(new, to);
}

static void kept(char *path, const char *shadow, const struct stat *of) {
    snprintf(path, PATH_MAX, "%s.inodes/%lu", shadow, (unsigned long)of->st_ino);
}

static void names(const char *live, const char *there, const char *shadow) {
    char from[PATH_MAX], to[PATH_MAX], inode[PATH_MAX];
    struct stat of;
    struct dirent *entry;
    DIR *folder = opendir(live);
    while (folder && (entry = readdir(folder))) {
        snprintf(from, sizeof from, "%s/%s", live, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", there, entry->d_name);
        if (stat(from, &of) || !S_ISREG(of.st_mode)) continue;
        kept(inode, shadow, &of);
        if (access(inode, F_OK) == 0) copy(inode, to);
    }
    if (folder) closedir(folder);
    folder = opendir(there);
    while (folder && (entry = readdir(folder))) {
        snprintf(from, sizeof from, "%s/%s", live, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", there, entry->d_name);
        if (access(from, F_OK) && stat(to, &of) == 0 && S_ISREG(of.st_mode)) unlink(to);
    }
    if (folder) closedir(folder);
}

static void forced(int fd) {
    const char *root = getenv("POWER_ROOT"), *shadow = getenv("POWER_SHADOW");
    char link[64], path[PATH_MAX], to[PATH_MAX], inode[PATH_MAX];
    struct stat of;
    ssize_t length;
    if (!root || !shadow) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, sizeof path - 1);
    if (length < 0 || strncmp(path, root, strlen(root))) return;
    path[length] = 0;
    if (fstat(fd, &of)) return;
    snprintf(to, sizeof to, "%s%s", shadow, path + strlen(root));
    if (S_ISDIR(of.st_mode)) {
        names(path, to, shadow);
    } else {
        kept(inode, shadow, &of);
        copy(link, inode);
        if (access(path, F_OK) == 0) copy(inode, to);
    }
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int said = real(fd);
    if (said == 0) forced(fd);
    return said;
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int said = real(fd);
    if (said == 0) forced(fd);
    return said;
}
